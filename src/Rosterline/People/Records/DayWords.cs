using System.Globalization;

namespace Rosterline.People.Records;

/// <summary>Days as people read them: "Mar 4", with the year when it is another one.</summary>
static class DayWords
{
    public static string Of(DateTimeOffset at, string timeZone, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        var there = TimeZoneInfo.ConvertTime(at, zone);
        var sameYear = there.Year == TimeZoneInfo.ConvertTime(now, zone).Year;
        return there.ToString(sameYear ? "MMM d" : "MMM d, yyyy", CultureInfo.InvariantCulture);
    }
}
