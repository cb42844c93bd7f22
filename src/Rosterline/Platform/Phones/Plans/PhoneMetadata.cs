using System.Collections.Frozen;
using System.Text.Json;

namespace Rosterline.Platform.Phones.Plans;

/// <summary>All numbering plans of the world, as data: see phone-metadata/NOTICE.md for where they come from.</summary>
sealed class PhoneMetadata
{
    const int LongestCallingCode = 3;
    static readonly Lazy<PhoneMetadata> Current = new(ReadShipped);
    readonly FrozenDictionary<string, PhonePlan> _plans;
    readonly FrozenDictionary<string, PhonePlan[]> _byCallingCode;

    PhoneMetadata(FrozenDictionary<string, PhonePlan> plans, FrozenDictionary<string, PhonePlan[]> byCallingCode) =>
        (_plans, _byCallingCode) = (plans, byCallingCode);

    /// <summary>The plans this build carries, read once, on first use.</summary>
    public static PhoneMetadata Shipped => Current.Value;

    public static PhoneMetadata Read(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var plans = root.GetProperty("countries").EnumerateObject()
            .ToFrozenDictionary(plan => plan.Name, plan => new PhonePlan(plan.Name, plan.Value), StringComparer.OrdinalIgnoreCase);
        var countries = root.GetProperty("country_calling_codes").EnumerateObject()
            .Select(code => (code.Name, Plans: code.Value.EnumerateArray().Select(region => plans[region.GetString()!]).ToArray()));
        var elsewhere = root.GetProperty("nonGeographic").EnumerateObject()
            .Select(code => (code.Name, Plans: new[] { new PhonePlan(PhoneRegions.International, code.Value) }));
        return new PhoneMetadata(plans, countries.Concat(elsewhere)
            .ToFrozenDictionary(code => code.Name, code => code.Plans, StringComparer.Ordinal));
    }

    public IReadOnlyList<string> Regions => _plans.Keys;

    public PhonePlan? Plan(string? region) => region is not null && _plans.TryGetValue(region, out var plan) ? plan : null;

    /// <summary>The plans that share a calling code, the main one first.</summary>
    public ReadOnlySpan<PhonePlan> Sharing(string callingCode) => _byCallingCode[callingCode];

    public PhonePlan Main(string callingCode) => _byCallingCode[callingCode][0];

    /// <summary>The main plan of the calling code in front of the digits; null when nobody has such a code.</summary>
    public PhonePlan? CalledBy(ReadOnlySpan<char> digits)
    {
        var codes = _byCallingCode.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 1; length <= LongestCallingCode && length <= digits.Length; length++)
            if (codes.TryGetValue(digits[..length], out var plans)) return plans[0];
        return null;
    }

    static PhoneMetadata ReadShipped()
    {
        using var json = typeof(PhoneMetadata).Assembly.GetManifestResourceStream("phone-metadata.json")
            ?? throw new InvalidOperationException("The numbering plans are missing from this build.");
        return Read(json);
    }
}
