using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Schedules;

/// <summary>When a schedule comes round.</summary>
/// <param name="Days">Weekly: letters of MTWRFSU, R being Thursday and U Sunday.</param>
/// <param name="Day">Monthly: the day, or the last of a month that has fewer.</param>
public sealed record Repeat(RepeatPeriod Period, TimeOnly? At, string? Days = null, int? Day = null)
{
    const string Letters = "UMTWRFS";

    /// <summary>Null when it can be followed; else what is missing.</summary>
    public Refusal? Fault =>
        Period != RepeatPeriod.Once && At is null ? new("time_missing", "Say at what time it repeats, with the minutes.")
        : Period == RepeatPeriod.Weekly && (string.IsNullOrEmpty(Days) || Days.Any(day => !Letters.Contains(day, StringComparison.Ordinal)))
            ? new("days_missing", "Say on which days of the week it repeats.")
        : Period == RepeatPeriod.Monthly && Day is not (>= 1 and <= 31) ? new("day_missing", "Say on which day of the month it repeats, 1 to 31.")
        : null;

    /// <summary>The next time after a moment, on the wall clock of the zone; null: never.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after, string zone)
    {
        if (Fault is not null || Period == RepeatPeriod.Once || At is not { } time) return null;
        var clock = LocalClock.Zone(zone);
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, clock).DateTime);
        for (var ahead = 0; ; ahead++)
        {
            var day = DayNumber(first, ahead);
            if (Falls(day) && LocalClock.At(day, time, clock) is var at && at > after) return at;
        }
    }

    // Days one by one, but years by leaps.
    DateOnly DayNumber(DateOnly first, int ahead) => Period switch
    {
        RepeatPeriod.Monthly => Clamped(first.AddMonths(ahead)),
        RepeatPeriod.Yearly => first.AddYears(ahead),
        _ => first.AddDays(ahead),
    };

    DateOnly Clamped(DateOnly month) => new(month.Year, month.Month, Math.Min(Day!.Value, DateTime.DaysInMonth(month.Year, month.Month)));

    bool Falls(DateOnly day) => Period != RepeatPeriod.Weekly || Days!.Contains(Letters[(int)day.DayOfWeek], StringComparison.Ordinal);
}

public enum RepeatPeriod { Once, Daily, Weekly, Monthly, Yearly }
