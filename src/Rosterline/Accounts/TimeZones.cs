namespace Rosterline.Accounts;

/// <summary>Names of the time zone database, as in <c>America/Chicago</c>.</summary>
static class TimeZones
{
    public static bool Knows(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && (zone.HasIanaId || name == "UTC");
}
