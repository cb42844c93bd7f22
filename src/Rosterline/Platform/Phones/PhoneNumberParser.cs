using System.Globalization;
using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>
/// Reads phone fields as people type and paste them: labels, punctuation, invisible marks, extensions and tel: addresses. Never throws;
/// safe from any thread; the numbering plans load on first use.
/// </summary>
public static class PhoneNumberParser
{
    const int LongestText = 250;
    const int MostDigits = 32;
    const int LongestNumber = 15;

    /// <summary>
    /// A number without a country code belongs to <paramref name="region"/>; null takes only numbers with one. Short codes (3 to 6 digits)
    /// count as numbers only where <paramref name="allowShortCode"/> says so.
    /// </summary>
    public static ParsedPhone Parse(string? text, string? region = "US", bool allowShortCode = false) =>
        Parse(text, region, allowShortCode, PhoneMetadata.Shipped);

    internal static ParsedPhone Parse(string? text, string? region, bool allowShortCode, PhoneMetadata metadata)
    {
        if (string.IsNullOrWhiteSpace(text)) return Refused(PhoneProblem.Missing);
        if (text.Length > LongestText) return Refused(PhoneProblem.NotANumber);
        Span<char> buffer = stackalloc char[LongestText];
        var plain = PhoneUri.Unwrap(PhoneText.Plain(text, buffer));
        var scan = PhoneScan.Of(plain);
        if (scan.Number.IsEmpty) return Refused(PhoneEmptyWords.Are(plain) ? PhoneProblem.Missing : PhoneProblem.NotANumber);
        return Read(plain, scan, metadata, metadata.Plan(region), allowShortCode);
    }

    static ParsedPhone Read(ReadOnlySpan<char> plain, PhoneScan scan, PhoneMetadata metadata, PhonePlan? home, bool allowShortCode)
    {
        Span<char> buffer = stackalloc char[MostDigits];
        var count = PhoneScan.Digits(scan.Number, buffer);
        var digits = buffer[..Math.Min(count, MostDigits)];
        if (allowShortCode && IsShortCode(scan, digits, home)) return ShortCode(digits, home!);
        var reading = count > MostDigits ? null : new PhoneReader(metadata).Read(scan.Plus, digits, home);
        if (reading is not { Exists: true }) reading = PhoneVanity.Read(plain, metadata, home) ?? reading;
        if (scan.Several) return Refused(PhoneProblem.SeveralNumbers);
        return reading is { Exists: true, E164.Length: <= LongestNumber + 1 }
            ? Found(reading, scan.Extension)
            : Refused(new PhoneDiagnosis(metadata, home).Of(scan, digits, count, reading), reading?.Region, scan.Extension);
    }

    static ParsedPhone Found(PhoneReading reading, string? extension) => new(
        new PhoneNumber(long.Parse(reading.E164.AsSpan(1), CultureInfo.InvariantCulture)),
        extension,
        extension is null ? PhoneProblem.Of(reading.Kind) : PhoneProblem.Extension(extension),
        reading.Region,
        reading.Kind);

    static bool IsShortCode(PhoneScan scan, ReadOnlySpan<char> digits, PhonePlan? home) =>
        home is not null && digits.Length is >= 3 and <= 6 && digits[0] != '0' && scan is { Plus: false, Scattered: false, Extension: null };

    static ParsedPhone ShortCode(ReadOnlySpan<char> digits, PhonePlan home) =>
        new(new PhoneNumber(long.Parse(digits, CultureInfo.InvariantCulture)), null, null, home.Region, PhoneKind.ShortCode);

    static ParsedPhone Refused(PhoneProblem problem, string? region = null, string? extension = null) =>
        new(null, extension, problem, region, PhoneKind.Unknown);
}
