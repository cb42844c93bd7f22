namespace Rosterline.Sending.Hours;

/// <summary>
/// The time zones somebody may be in. What a person of the agency set is certain; else the address and the area code are both taken,
/// because numbers are portable; else every zone of the fifty states.
/// </summary>
/// <param name="Words">The place as a sentence names it: "Florida", "their area".</param>
public sealed record Whereabouts(IReadOnlyList<string> Zones, string Words, bool Known)
{
    static readonly string[] Anywhere =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"];

    /// <param name="zone">Set on the record; null: not known.</param>
    /// <param name="state">Two letters of the address; null: not known.</param>
    public static Whereabouts Of(string? zone, string? state, PhoneNumber number)
    {
        if (zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return new([zone], CityOf(zone), true);
        var code = AreaCodes.Find(number);
        var home = state?.Trim().ToUpperInvariant() is { Length: 2 } letters ? letters : null;
        string[] zones = [.. (home is null ? [] : AreaCodes.ZonesOf(home)).Concat(code?.Zones ?? []).Distinct()];
        if (zones.Length == 0) return new(Anywhere, "every US time zone", false);
        return new(zones, RegionNames.Of(home is not null && AreaCodes.ZonesOf(home).Count > 0 ? home : code!.Region), true);
    }

    /// <summary>The zone whose clock is shown and scheduled by.</summary>
    public string Zone => Zones[0];

    // "America/Indiana/Knox" is Knox.
    static string CityOf(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
