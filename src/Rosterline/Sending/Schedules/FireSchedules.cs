using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Broadcasts;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Schedules;

/// <summary>
/// Makes a broadcast of each schedule that comes round: some hours before, because people east of the schedule's clock have that time earlier. Making it
/// twice finds the first. One that comes round while the system is down for more than half an hour becomes a draft its author decides on (P-27).
/// </summary>
sealed class FireSchedules(NpgsqlDataSource database, StartBroadcast start, KeepDraft drafts, ScheduledBroadcasts broadcasts, ViewerReader viewers, TimeProvider clock, ILogger<FireSchedules> log)
{
    static readonly TimeSpan Ahead = TimeSpan.FromHours(6), MayBeLate = TimeSpan.FromMinutes(30);
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    sealed record Due(
        Guid RootId, Guid Id, Guid AuthorId, string Name, Repeat Repeat, TimeOnly Time, string Zone, ScheduleAudience Audience, Purpose Purpose, string Body, IReadOnlyList<Guid>? Media, Guid? LineId, DateTimeOffset NextAt);

    // every organisation: one clock for all
    const string Find = """
        select s.root_id, s.id, s.author_id, s.name, s.repeat, s.days, s.day, s.at_time, s.time_zone, s.audience::text, s.purpose, s.body, s.media::text, s.line_id, s.next_at
        from send_schedule s where s.active and s.next_at <= $1 order by s.next_at limit 50
        """;

    public async Task ExecuteAsync(CancellationToken cancel)
    {
        foreach (var due in await database.Command(Find, clock.GetUtcNow() + Ahead).ReadAllAsync(Read, cancel))
        {
            var last = await FireAsync(due, cancel);
            var next = due.Repeat.NextAfter(due.NextAt, due.Zone);
            await database.Command("""
                update send_schedule set next_at = $3, active = active and $3::timestamptz is not null, last_broadcast_id = coalesce($4, last_broadcast_id)
                where root_id = $1 and id = $2 and next_at = $5
                """, due.RootId, due.Id, next, last, due.NextAt).RunAsync(cancel);
        }
    }

    async Task<Guid?> FireAsync(Due due, CancellationToken cancel)
    {
        if (await viewers.FindAsync(due.RootId, due.AuthorId, cancel) is not { } author) return null;
        Guid? last = null;
        foreach (var request in await RequestsAsync(due, cancel))
        {
            if (clock.GetUtcNow() > due.NextAt + MayBeLate)
            {
                await drafts.SaveAsync(author, request.WindowKey!, request with { LocalTime = null, Title = $"Was due {LocalClock.DayAndTime(due.NextAt, due.Zone)}: {due.Name}" }, cancel);
                continue;
            }
            var started = await start.ExecuteAsync(author, request, due.Id, cancel);
            if (started.Refusal is { } refusal) log.LogInformation("A schedule came round and texted nobody: {Code}", refusal.Code);
            else last = started.Value;
        }
        return last;
    }

    async Task<IReadOnlyList<BroadcastRequest>> RequestsAsync(Due due, CancellationToken cancel)
    {
        var local = TimeZoneInfo.ConvertTime(due.NextAt, LocalClock.Zone(due.Zone)).DateTime;
        return await broadcasts.ExecuteAsync(due.RootId, due.Audience, new()
        {
            WindowKey = $"schedule {due.Id:N} {due.NextAt.UtcTicks:x}", Title = due.Name, Body = due.Body, Purpose = due.Purpose, LineId = due.LineId, MediaIds = due.Media, LocalTime = local,
        }, cancel);
    }

    static Due Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3),
        new Repeat((RepeatPeriod)"ODWMY".IndexOf(row.GetString(4)[0], StringComparison.Ordinal), row.GetFieldValue<TimeOnly>(7), row.Text(5), row.Maybe<short>(6)), row.GetFieldValue<TimeOnly>(7), row.GetString(8),
        JsonSerializer.Deserialize<ScheduleAudience>(row.GetString(9), Web)!, (Purpose)row.GetInt16(10), row.GetString(11),
        row.Text(12) is { } media ? JsonSerializer.Deserialize<Guid[]>(media) : null, row.Maybe<Guid>(13), row.GetFieldValue<DateTimeOffset>(14));
}
