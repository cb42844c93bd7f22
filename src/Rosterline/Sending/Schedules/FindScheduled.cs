using System.Globalization;
using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Schedules;

/// <summary>Everything that goes out later, the next first: single texts on one's lines, broadcasts with people still to come, and what comes round.</summary>
sealed class FindScheduled(NpgsqlDataSource database, TimeProvider clock)
{
    const int Most = 200;

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public async Task<IReadOnlyList<ScheduledItem>> ExecuteAsync(Viewer viewer, CancellationToken cancel)
    {
        List<ScheduledItem> all = [.. await TextsAsync(viewer, cancel), .. await BroadcastsAsync(viewer, cancel), .. (await RepeatsAsync(viewer, cancel)).Select(ItemOf)];
        return [.. all.OrderBy(item => item.Missed ? DateTimeOffset.MinValue : item.At ?? DateTimeOffset.MaxValue).Take(Most)];
    }

    async Task<List<ScheduledItem>> TextsAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select m.id, coalesce(p.name, ''), m.number, m.body, m.due_at, m.conversation_id, c.person_id, coalesce(u.name, ''), m.status = 1, p.time_zone, p.state, m.gate ->> 'words'
            from message m join conversation c on c.root_id = m.root_id and c.id = m.conversation_id
            left join person p on p.root_id = m.root_id and p.id = c.person_id left join app_user u on u.id = m.author_id
            where {viewer.SeesMessage("m")} and m.later and m.origin <> 3
            order by m.due_at nulls first limit @most
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("most", Most);
        return await command.ReadAllAsync(row =>
        {
            var number = new PhoneNumber(row.GetInt64(2));
            var at = row.Maybe<DateTimeOffset>(4);
            return new ScheduledItem("text", row.GetGuid(0), row.GetString(1) is { Length: > 0 } name ? name : number.Display, row.GetString(3), at, Whereabouts.Of(row.Text(9), row.Text(10), number).Zone, 1,
                row.GetGuid(5), row.Maybe<Guid>(6), row.GetString(7), row.GetBoolean(8), at is null, row.Text(11));
        }, cancel);
    }

    async Task<List<ScheduledItem>> BroadcastsAsync(Viewer viewer, CancellationToken cancel) => await database.Command($"""
        select b.id, b.title, b.body, k.at, k.n, coalesce(u.name, ''), k.missed, b.order_id is null
        from broadcast b left join app_user u on u.id = b.author_id
        cross join lateral (
          select min(r.due_at) filter (where r.state = 0) as at, count(*) filter (where r.state = 0)::int as n, count(*) filter (where r.state = 4)::int as missed
          from broadcast_recipient r where r.root_id = b.root_id and r.broadcast_id = b.id and r.state in (0, 4)) k
        where b.root_id = $1 and {Broadcasts.FindBroadcasts.Mine("b", viewer)} and b.state in (1, 2, 3, 4) and (k.at > $4 or k.missed > 0) and b.created_at > $4 - interval '400 days' and $2
        order by k.at nulls first limit 200
        """, viewer.RootId, true, viewer.UserId, clock.GetUtcNow()).ReadAllAsync(row =>
    {
        var missed = row.GetInt32(6);
        return new ScheduledItem("broadcast", row.GetGuid(0), row.GetString(1), row.GetString(2), row.Maybe<DateTimeOffset>(3), null, missed > 0 ? missed : row.GetInt32(4), null, null, row.GetString(5), false, missed > 0,
            missed > 0 ? $"{missed:N0} texts were due while the system was down." : null);
    }, cancel);

    public Task<List<ScheduleView>> RepeatsAsync(Viewer viewer, CancellationToken cancel) => database.Command("""
        select s.id, s.name, s.repeat, s.at_time, s.days, s.day, s.time_zone, s.audience::text, s.purpose, s.body, s.line_id, s.active, s.next_at, coalesce(u.name, ''), s.last_broadcast_id
        from send_schedule s left join app_user u on u.id = s.author_id
        where s.root_id = $1 and (s.author_id = $2 or $3) order by s.next_at nulls last, s.id limit 200
        """, viewer.RootId, viewer.UserId, viewer.May("reports")).ReadAllAsync(row =>
    {
        var (period, time) = ((RepeatPeriod)"ODWMY".IndexOf(row.GetString(2)[0], StringComparison.Ordinal), row.GetFieldValue<TimeOnly>(3));
        return new ScheduleView(row.GetGuid(0), row.GetString(1), ScheduleWords.Of(period, time, row.Text(4), row.Maybe<short>(5)), period, time.ToString("HH:mm", CultureInfo.InvariantCulture), row.Text(4), row.Maybe<short>(5),
            row.GetString(6), JsonSerializer.Deserialize<ScheduleAudience>(row.GetString(7), Web)!, (Purpose)row.GetInt16(8), row.GetString(9), row.Maybe<Guid>(10), row.GetBoolean(11), row.Maybe<DateTimeOffset>(12),
            row.GetString(13), row.Maybe<Guid>(14));
    }, cancel);

    static ScheduledItem ItemOf(ScheduleView view) =>
        new("repeat", view.Id, view.Name, view.Body, view.Active ? view.NextAt : null, view.TimeZone, null, null, null, view.Author, false, false, view.Active ? view.Words : $"{view.Words}, switched off");
}
