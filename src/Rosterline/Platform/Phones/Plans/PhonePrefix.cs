using System.Text.RegularExpressions;

namespace Rosterline.Platform.Phones.Plans;

/// <summary>What people dial before a number inside a country ("0", "1") or to leave it ("011"), and what replaces it.</summary>
sealed class PhonePrefix(string pattern, string? replacement)
{
    readonly string? _plain = pattern.All(char.IsAsciiDigit) ? pattern : null;
    readonly Lazy<Regex> _regex = new(() => new Regex($"^(?:{pattern})", RegexOptions.NonBacktracking));

    /// <summary>How many digits the prefix takes at the start; -1 without one.</summary>
    public int LengthIn(ReadOnlySpan<char> digits)
    {
        if (_plain is not null) return digits.StartsWith(_plain) ? _plain.Length : -1;
        foreach (var match in _regex.Value.EnumerateMatches(digits)) return match.Length;
        return -1;
    }

    /// <summary>The number without its prefix, or with the digits a local caller leaves out put in front; null without a prefix.</summary>
    public string? Strip(ReadOnlySpan<char> digits)
    {
        if (_plain is not null) return digits.StartsWith(_plain) ? new string(digits[_plain.Length..]) : null;
        if (LengthIn(digits) < 0) return null;
        var number = new string(digits);
        var match = _regex.Value.Match(number);
        var rewrites = replacement is not null && match.Groups.Count > 1 && match.Groups[^1].Length > 0;
        return (rewrites ? Rewritten(match) : "") + number[match.Length..];
    }

    string Rewritten(Match match)
    {
        var at = replacement!.IndexOf('$', StringComparison.Ordinal);
        return string.Concat(replacement.AsSpan(0, at), match.Groups[replacement[at + 1] - '0'].ValueSpan);
    }
}
