using System.Text;

namespace Rosterline.Providers;

/// <summary>What a provider allows in the name one signs in with there (BY-13, EN-28).</summary>
public enum UsernameRule { None, LettersAndDigits, DigitsOnly }

/// <summary>Checks names by character, so that the one that offends can be named.</summary>
static class Username
{
    static readonly Dictionary<char, string> Names = new()
    {
        ['@'] = "an at sign", ['('] = "a parenthesis", [')'] = "a parenthesis", ['-'] = "a dash", ['–'] = "a dash", ['—'] = "a dash", ['‑'] = "a hyphen", ['.'] = "a period", [' '] = "a space", ['_'] = "an underscore",
        ['+'] = "a plus sign", ['\''] = "an apostrophe", ['/'] = "a slash", [','] = "a comma",
    };

    /// <summary>Null: it may be used.</summary>
    public static string? Mistake(string typed, UsernameRule rule)
    {
        foreach (var rune in typed.EnumerateRunes())
            if (!IsAllowed(rune, rule))
                return $"“{rune}” {NameOf(rune)}cannot stand in a username: use {(rule == UsernameRule.DigitsOnly ? "digits only" : "letters and digits only")}.";
        return null;
    }

    static bool IsAllowed(Rune rune, UsernameRule rule) => rule == UsernameRule.None
        || rune is { IsAscii: true } && (char.IsAsciiDigit((char)rune.Value) || rule == UsernameRule.LettersAndDigits && char.IsAsciiLetter((char)rune.Value));

    static string NameOf(Rune rune) => rune.IsBmp && Names.TryGetValue((char)rune.Value, out var name) ? $"({name}) " : "";
}
