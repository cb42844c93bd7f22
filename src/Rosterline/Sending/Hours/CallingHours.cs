using System.Globalization;

namespace Rosterline.Sending.Hours;

/// <summary>
/// The hours within which somebody may be texted unasked: 8 a.m. to 9 p.m. where she is (47 CFR 64.1200(c)(1)), in every place she may be in.
/// </summary>
public static class CallingHours
{
    static readonly TimeOnly Opens = new(8, 0), Closes = new(21, 0);

    // Carriers queue, so the last minutes are left alone.
    static readonly TimeOnly LastSend = new(20, 55);

    /// <summary>Null when now is a good time; else the next one.</summary>
    public static DateTimeOffset? NextAfter(DateTimeOffset now, IReadOnlyList<string> zones)
    {
        var at = now;
        // Each turn moves to an opening of one zone; zones of one country settle within a few.
        for (var turn = 0; turn < 16; turn++)
        {
            var later = zones.Max(zone => OpensAt(at, LocalClock.Zone(zone)));
            if (later == at) return at == now ? null : at;
            at = later;
        }
        return at;
    }

    /// <summary>"It is 8:15 PM in Florida: no texts there from 9 PM to 8 AM."</summary>
    public static string Words(DateTimeOffset now, Whereabouts place) => place.Known
        ? $"It is {LocalClock.TimeWords(now, place.Zone)} in {place.Words}: no texts there from {Words(Closes)} to {Words(Opens)}."
        : $"We don't know where they are, so the hours of every US zone apply: no texts from {Words(Closes)} to {Words(Opens)}.";

    static DateTimeOffset OpensAt(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        if (time >= Opens && time < LastSend) return at;
        return LocalClock.At(time < Opens ? day : day.AddDays(1), Opens, zone);
    }

    static string Words(TimeOnly time) => time.ToString("h tt", CultureInfo.InvariantCulture);
}
