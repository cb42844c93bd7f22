using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts.Tally;

/// <summary>
/// Keeps the figures of broadcasts: counted in one statement for all that are asked for and out of date, stored in a narrow row each, read from
/// there by everybody else. A broadcast that moves is counted every second at most, one that is over the more rarely the longer it is over.
/// </summary>
sealed class CountBroadcasts(NpgsqlDataSource database)
{
    // Replies come within hours: a twentieth of the time since it ended, between two seconds and an hour.
    const string OutOfDate = """
        select b.id from broadcast b left join broadcast_tally t on t.root_id = b.root_id and t.broadcast_id = b.id
        where b.root_id = $1 and b.id = any($2) and b.state <> 0
          and (t.broadcast_id is null or t.counted_at < greatest(b.finished_at, b.stopped_at) or t.counted_at < now() - case when b.state in (1, 2) then $3
               else least(greatest((now() - coalesce(b.finished_at, b.stopped_at, b.created_at)) / 20, interval '2 seconds'), $4) end)
        """;

    const string Count = """
        insert into broadcast_tally as t (root_id, broadcast_id, counted_at, total, waiting, written, delivered, failed, refused, cancelled, missed, replied, next_at)
        select $1, b.id, now(), count(r.position), count(*) filter (where r.state = 0), count(*) filter (where r.state = 1),
               count(*) filter (where m.status = 5), count(*) filter (where m.status in (6, 7, 10)),
               count(*) filter (where r.state = 2), count(*) filter (where r.state = 3), count(*) filter (where r.state = 4),
               count(*) filter (where c.last_inbound_at > coalesce(m.handed_at, m.created_at)), min(r.due_at) filter (where r.state = 0)
        from unnest($2::uuid[]) b(id)
        left join broadcast_recipient r on r.root_id = $1 and r.broadcast_id = b.id
        left join message m on m.root_id = r.root_id and m.id = r.message_id and r.state = 1
        left join conversation c on c.root_id = m.root_id and c.id = m.conversation_id
        group by b.id order by b.id
        on conflict (root_id, broadcast_id) do update set counted_at = excluded.counted_at, total = excluded.total, waiting = excluded.waiting, written = excluded.written,
          delivered = excluded.delivered, failed = excluded.failed, refused = excluded.refused, cancelled = excluded.cancelled, missed = excluded.missed,
          replied = excluded.replied, next_at = excluded.next_at
        """;

    static readonly TimeSpan Moving = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromHours(1), OnItsPage = TimeSpan.FromSeconds(2);

    /// <param name="alone">One whose own page is open: its answers are seen as they come.</param>
    public async Task RefreshAsync(Guid rootId, Guid[] broadcasts, bool alone, CancellationToken cancel)
    {
        if (broadcasts.Length == 0) return;
        var stale = await database.Command(OutOfDate, rootId, broadcasts, Moving, alone ? OnItsPage : Longest).ReadAllAsync(row => row.GetGuid(0), cancel);
        if (stale.Count > 0) await database.Command(Count, rootId, stale.ToArray()).RunAsync(cancel);
    }
}
