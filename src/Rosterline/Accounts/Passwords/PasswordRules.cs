using System.Collections.Frozen;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;

namespace Rosterline.Accounts.Passwords;

/// <summary>Which passwords are refused: short ones, those attackers try first, and what is known about their owner.</summary>
static class PasswordRules
{
    public const int Shortest = 10;
    const int FewestOther = 6, FewestDistinct = 5;

    static readonly Lazy<FrozenSet<string>> Common = new(Read);

    /// <summary>Null when it may be used.</summary>
    public static Refusal? Refuse(string password, string? email, string name)
    {
        if (password.Length < Shortest) return Refusals.PasswordShort;
        var lower = password.ToLowerInvariant();
        // "Summer2026!" is "summer" to whoever tries.
        if (Common.Value.Contains(lower) || Common.Value.Contains(lower.Trim([.. "0123456789!?.,;:-_#$%&*+@() "]))) return SignInRefusals.PasswordCommon;
        return IsOnePattern(lower) || IsAboutHer(lower, email ?? "", name) ? SignInRefusals.PasswordPlain : null;
    }

    static bool IsOnePattern(string text) =>
        text.Distinct().Count() < FewestDistinct || text.Zip(text.Skip(1), (a, b) => b - a).All(step => step is 1 or -1);

    static bool IsAboutHer(string text, string email, string name)
    {
        var words = $"{email} {name} rosterline".ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= 3);
        return words.Aggregate(text, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal)).Length < FewestOther;
    }

    static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
