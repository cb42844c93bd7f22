using System.Globalization;

namespace Rosterline.Sending.Schedules;

/// <summary>"Every Monday and Thursday at 8:00 PM, each in their own time".</summary>
static class ScheduleWords
{
    const string Letters = "MTWRFSU";

    static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static string Of(RepeatPeriod period, TimeOnly time, string? days, int? day) => period switch
    {
        RepeatPeriod.Daily => $"Every day at {At(time)}",
        RepeatPeriod.Weekly => $"Every {Listed([.. Days.Where((_, i) => days!.Contains(Letters[i], StringComparison.Ordinal))])} at {At(time)}",
        RepeatPeriod.Monthly => $"On day {day} of each month at {At(time)}",
        RepeatPeriod.Yearly => $"Every year at {At(time)}",
        _ => $"Once at {At(time)}",
    };

    static string At(TimeOnly time) => time.ToString("h:mm tt", CultureInfo.InvariantCulture) + ", each in their own time";

    static string Listed(string[] names) => names.Length switch
    {
        7 => "day", 1 => names[0], _ => string.Join(", ", names[..^1]) + " and " + names[^1],
    };
}
