using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>Reads numbers spelled in letters, as "1-800-GO-FEDEX".</summary>
static class PhoneVanity
{
    const int LeastLetters = 3;
    const int MostDigits = 16;
    const string Keys = "22233344455566677778889999";

    /// <summary>
    /// Only toll-free numbers are spelled like this on purpose; anywhere else letters are words around a number ("651-556 call me"), and
    /// reading them as digits would text a stranger.
    /// </summary>
    public static PhoneReading? Read(ReadOnlySpan<char> plain, PhoneMetadata metadata, PhonePlan? home)
    {
        Span<char> digits = stackalloc char[MostDigits];
        int count = 0, letters = 0;
        var start = plain.IndexOfAnyInRange('0', '9');
        foreach (var character in start < 0 ? [] : plain[start..])
        {
            if (!char.IsAsciiLetterOrDigit(character)) continue;
            if (count == MostDigits) return null;
            if (char.IsAsciiLetter(character)) letters++;
            digits[count++] = char.IsAsciiLetter(character) ? Keys[character - 'a'] : character;
        }
        if (letters < LeastLetters) return null;
        var reading = new PhoneReader(metadata).Read(start > 0 && plain[start - 1] == '+', digits[..count], home);
        return reading is { Kind: PhoneKind.TollFree } ? reading : null;
    }
}
