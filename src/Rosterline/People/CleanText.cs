using System.Text;

namespace Rosterline.People;

/// <summary>Text as a database takes it: no control characters but line breaks and tabs, no half surrogates, no space around it.</summary>
static class CleanText
{
    /// <summary>Null when nothing is left.</summary>
    public static string? OrNull(string? text) => Of(text) is { Length: > 0 } clean ? clean : null;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Rewrite(text)).Trim();
    }

    static string Rewrite(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (IsKept(rune)) clean.Append(rune.ToString());
        return clean.ToString();
    }

    // U+FEFF and the zero-width space come along when cells are pasted; U+FFFD is what a half surrogate was read as.
    static bool IsKept(Rune rune) => rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value is not (0xFEFF or 0x200B));
}
