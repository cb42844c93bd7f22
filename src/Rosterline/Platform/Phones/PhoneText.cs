using System.Globalization;

namespace Rosterline.Platform.Phones;

/// <summary>
/// What people typed, in plain characters: digits of any script as 0–9, full-width letters and signs as ASCII in lower case, all dashes
/// as "-", all blanks as " ", and nothing of what cannot be seen.
/// </summary>
static class PhoneText
{
    /// <summary>Writes into <paramref name="plain"/>, which must be as long as the text, and gives back the used part of it.</summary>
    public static Span<char> Plain(ReadOnlySpan<char> text, Span<char> plain)
    {
        var length = 0;
        foreach (var character in text)
        {
            var simple = Simple(character);
            if (simple != '\0') plain[length++] = simple;
        }
        return plain[..length];
    }

    static char Simple(char character)
    {
        if (character is >= ' ' and <= '~') return char.ToLowerInvariant(character);
        if (character is '\n' or '\r' or '\u2028' or '\u2029') return '\n';
        if (char.IsDigit(character)) return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character));
        if (character is >= '\uFF01' and <= '\uFF5E') return char.ToLowerInvariant((char)(character - 0xFEE0));
        return Folded(character);
    }

    static char Folded(char character) => character switch
    {
        '\t' or '\u3000' => ' ',
        '\u2212' or '\u30FC' => '-',
        '\u00B7' or '\u2022' => '.',
        '\u00D7' => 'x',
        '\u2044' => '/',
        '\u2053' or '\u223C' => '~',
        _ => char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark => '\0',
            _ => char.ToLowerInvariant(character),
        },
    };
}
