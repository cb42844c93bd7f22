using System.Globalization;
using System.Text.Json;
using Rosterline.Sending.Hours;
using Rosterline.Sending.Schedules;
using Rosterline.Tests.Platform;

namespace Rosterline.Tests.Sending.Schedules;

public sealed class RepeatTest
{
    const string File = "cases/schedule-next-fire.json";

    [SharedFact(File)]
    [Trait("Requirement", "G-04")]
    public void Comes_round_as_the_shared_cases_say()
    {
        foreach (var one in SharedCases.Read(File).GetProperty("cases").EnumerateArray())
        {
            var (label, zone, schedule) = (one.GetProperty("label").GetString(), one.GetProperty("timezone").GetString()!, one.GetProperty("schedule"));
            var repeat = Of(schedule);
            if (one.TryGetProperty("error", out var error))
            {
                repeat.Fault.ShouldNotBeNull($"{label}: {error}");
                continue;
            }
            repeat.Fault.ShouldBeNull(label);
            var at = At(one.GetProperty("now_local").GetString()!, zone);
            foreach (var expected in one.GetProperty("next_fires_local").EnumerateArray())
            {
                at = repeat.NextAfter(at, zone).ShouldNotBeNull(label);
                at.ShouldBe(At(expected.GetString()!, zone), label);
            }
            if (one.GetProperty("next_fires_local").GetArrayLength() == 0) repeat.NextAfter(at, zone).ShouldBeNull(label);
        }
    }

    [Fact]
    public void A_time_the_clocks_skip_comes_as_much_later_and_one_that_comes_twice_comes_once()
    {
        var daily = new Repeat(RepeatPeriod.Daily, new TimeOnly(2, 30));
        daily.NextAfter(At("2026-03-07T12:00:00", "America/Chicago"), "America/Chicago").ShouldBe(new DateTimeOffset(2026, 3, 8, 3, 30, 0, TimeSpan.FromHours(-5)));
        var twice = new Repeat(RepeatPeriod.Daily, new TimeOnly(1, 30));
        var first = twice.NextAfter(At("2026-10-31T12:00:00", "America/Chicago"), "America/Chicago")!.Value;
        first.ShouldBe(new DateTimeOffset(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-5)));
        twice.NextAfter(first, "America/Chicago").ShouldBe(new DateTimeOffset(2026, 11, 2, 1, 30, 0, TimeSpan.FromHours(-6)));
    }

    static Repeat Of(JsonElement schedule)
    {
        int? Number(string name) => schedule.TryGetProperty(name, out var value) ? value.GetInt32() : null;
        var period = (RepeatPeriod)"ODWMY".IndexOf(schedule.GetProperty("repeat_period").GetString()![0], StringComparison.Ordinal);
        var time = Number("hour") is { } hour && Number("minute") is { } minute ? new TimeOnly(hour, minute) : (TimeOnly?)null;
        return new Repeat(period, time, schedule.TryGetProperty("days", out var days) ? days.GetString() : null, Number("day"));
    }

    static DateTimeOffset At(string local, string zone)
    {
        var wall = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return LocalClock.At(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), LocalClock.Zone(zone));
    }
}
