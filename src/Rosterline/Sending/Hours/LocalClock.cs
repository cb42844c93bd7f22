using System.Globalization;

namespace Rosterline.Sending.Hours;

/// <summary>Moments by the clock on somebody's wall.</summary>
public static class LocalClock
{
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    /// <summary>
    /// The moment at which a wall clock shows this. A time that is skipped when clocks go forward comes as much later; of one that comes twice,
    /// the first.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            var before = zone.GetUtcOffset(local.AddHours(-3));
            return new DateTimeOffset(local, before).ToUniversalTime();
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateOnly DayOf(DateTimeOffset at, string zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone(zone)).DateTime);

    /// <summary>"8:15 PM"</summary>
    public static string TimeWords(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTime(at, Zone(zone)).ToString("h:mm tt", CultureInfo.InvariantCulture);

    /// <summary>"Tue, Mar 4, 8:00 AM"</summary>
    public static string DayAndTime(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTime(at, Zone(zone)).ToString("ddd, MMM d, h:mm tt", CultureInfo.InvariantCulture);
}
