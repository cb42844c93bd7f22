using System.Text.Json;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>A text this node may hand over, at its slot and not after its deadline.</summary>
/// <param name="Slot">On the database's clock.</param>
public sealed record Claim(
    Guid RootId, Guid MessageId, Guid LineId, Guid ConversationId, Guid ConnectionId, PhoneNumber From, PhoneNumber To, string Body,
    IReadOnlyList<Guid> MediaIds, short Attempt, DateTimeOffset Slot, bool Exempt);

/// <summary>
/// Claims texts for this node. Lines with ready work are taken in turn by organisation, locked without waiting, and advanced by
/// what was really taken, so that pacing is exact over all nodes (design, I8). Numbers are re-read under a shared lock, so
/// that every claim commits before a STOP or not at all (I3). Paused organisations, accounts and lines, and inactive lines,
/// are passed over. A whole provider account may have a pace too, kept the same way, and broadcasts a slower one on each line, so that they leave room for replies.
/// </summary>
public sealed class ClaimTexts(HotPath database, ReadyFrom ready, TimeProvider clock)
{
    /// <summary>How long a claim lasts; requests start within the first half.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How far ahead slots are given.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(250);

    const int LinesPerClaim = 256;

    // A line's newest row is found by its time, and ready texts from where the last look found them on: neither walks through what a long
    // transaction elsewhere keeps from being cleared away.
    // every organisation: dispatch serves all, in turn
    const string Sql = """
        with t as materialized (select clock_timestamp() as now, $6::jsonb as marks),
        paused as materialized (select coalesce(array_agg(p.line_id), '{}') as lines from paused_line p),
        cand as materialized (
          select x.root_id, x.line_id, x.connection_id, x.next_at, x.since from (
            select i.root_id, i.id as line_id, i.connection_id, l.next_at, r.since, row_number() over (partition by i.root_id order by l.next_at) as turn
            from line i cross join t
            cross join lateral (select s.next_at, s.many_at, s.active from line_send s where s.root_id = i.root_id and s.line_id = i.id order by s.next_at desc limit 1) l
            cross join lateral (select coalesce((t.marks ->> i.id::text)::timestamptz, $7) as since offset 0) r
            where l.active and l.next_at <= t.now + $3
              and exists (select 1 from (values (0::smallint), (1::smallint), (2::smallint)) v(lane) cross join lateral (
                select 1 from outbox o where o.root_id = i.root_id and o.line_id = i.id and o.lane = v.lane and o.state = 1
                  and o.due_at >= r.since and o.due_at <= t.now limit 1) q where v.lane < 2 or l.many_at <= t.now + $3)
              and not exists (select 1 from connection_send p where p.root_id = i.root_id and p.connection_id = i.connection_id and p.next_at > t.now + $3)
              and i.id <> all ((select paused.lines from paused)::uuid[])
              and not exists (select 1 from organisation g where g.root_id = i.root_id and g.paused_at is not null)) x
          order by x.turn, x.next_at limit $2),
        room as materialized (
          select p.root_id, p.connection_id, greatest(p.next_at, t.now) as base, p.gap_us,
                 greatest(1, ceil(extract(epoch from t.now + $3 - greatest(p.next_at, t.now)) * 1e6 / p.gap_us)) as texts
          from connection_send p cross join t
          where (p.root_id, p.connection_id) in (select cand.root_id, cand.connection_id from cand) and p.next_at <= t.now + $3
          order by p.root_id, p.connection_id for no key update of p skip locked),
        ln as materialized (
          select l.root_id, l.line_id, cand.connection_id, cand.next_at as seen, cand.since, greatest(l.next_at, t.now) as base, l.gap_us,
                 least($4, greatest(1, ceil(extract(epoch from t.now + $3 - greatest(l.next_at, t.now)) * 1e6 / l.gap_us)))::int as budget,
                 case when l.many_at > t.now + $3 then 0
                      else least($4, greatest(1, ceil(extract(epoch from t.now + $3 - greatest(l.many_at, t.now)) * 1e6 / coalesce(l.many_gap_us, l.gap_us)))) end::int as many
          from cand cross join t cross join lateral (
            select s.* from line_send s
            where s.root_id = cand.root_id and s.line_id = cand.line_id and s.next_at >= cand.next_at and s.next_at <= t.now + $3 and s.active
            order by s.next_at desc limit 1 for no key update of s skip locked) l
          where exists (select 1 from room where room.root_id = cand.root_id and room.connection_id = cand.connection_id)
             or not exists (select 1 from connection_send p where p.root_id = cand.root_id and p.connection_id = cand.connection_id)),
        -- Numbered after the limit: a window over everything would lock what is not claimed.
        pick as materialized (
          select x.*, row_number() over (partition by x.root_id, x.connection_id order by x.lane, x.due_at) as turn from (
            select ln.root_id, ln.line_id, ln.connection_id, ln.seen, ln.base, ln.gap_us, p.message_id, p.number, p.exempt, p.lane, p.due_at
            from ln cross join t cross join lateral (
              select q.* from (values (0::smallint), (1::smallint), (2::smallint)) v(lane) cross join lateral (
                select o.message_id, o.number, o.exempt, o.lane, o.due_at from outbox o
                where o.root_id = ln.root_id and o.line_id = ln.line_id and o.lane = v.lane and o.state = 1 and o.due_at >= ln.since and o.due_at <= t.now
                order by o.due_at, o.seq limit case when v.lane = 2 then ln.many else ln.budget end for no key update of o skip locked) q
              order by q.lane, q.due_at limit ln.budget) p
            limit $4) x),
        gate as materialized (
          select p.root_id, p.message_id, p.connection_id, p.seen, p.base, p.gap_us, n.blocked = 0 or p.exempt as open
          from pick p join number_state n on n.root_id = p.root_id and n.number = p.number
          left join room on room.root_id = p.root_id and room.connection_id = p.connection_id
          where room.texts is null or p.turn <= room.texts
          order by n.root_id, n.number for share of n skip locked),
        upd as (
          update outbox o set state = 2, claimed_by = $1, sent_by = $1, attempt = o.attempt + 1, lease_until = t.now + $5,
                 first_claimed_at = coalesce(o.first_claimed_at, t.now)
          from gate g cross join t
          where o.root_id = g.root_id and o.message_id = g.message_id and o.state = 1 and g.open
          returning o.root_id, o.message_id, o.line_id, o.conversation_id, o.seq, o.number, o.segments, o.lane, o.due_at, o.attempt, o.exempt, g.connection_id, g.seen, g.base, g.gap_us),
        slots as materialized (
          select u.*, u.base + (sum(u.segments) over w - u.segments) * u.gap_us * interval '1 us' as slot_at,
                 u.base + sum(u.segments) over (partition by u.root_id, u.line_id) * u.gap_us * interval '1 us' as next_at,
                 coalesce(sum(u.segments) filter (where u.lane = 2) over (partition by u.root_id, u.line_id), 0) as many
          from upd u
          window w as (partition by u.root_id, u.line_id order by u.lane, u.due_at, u.seq, u.message_id rows unbounded preceding)),
        adv as (
          update line_send l set next_at = s.next_at,
            many_at = case when s.many = 0 then l.many_at else greatest(l.many_at, s.base) + s.many * coalesce(l.many_gap_us, l.gap_us) * interval '1 us' end
          from (select distinct root_id, line_id, seen, base, next_at, many from slots) s where l.root_id = s.root_id and l.line_id = s.line_id and l.next_at >= s.seen),
        whole as (
          update connection_send p set next_at = room.base + s.n * room.gap_us * interval '1 us'
          from room join (select root_id, connection_id, sum(segments) as n from slots group by 1, 2) s on s.root_id = room.root_id and s.connection_id = room.connection_id
          where p.root_id = room.root_id and p.connection_id = room.connection_id),
        mark as (
          update message m set status = 3, handed_at = s.slot_at from slots s
          where m.root_id = s.root_id and m.id = s.message_id and m.status = 2)
        select s.root_id, s.message_id, s.line_id, s.conversation_id, l.connection_id, l.number, s.number, m.body, m.media::text, s.attempt, s.slot_at, s.exempt, t.now
        from slots s join line l on l.root_id = s.root_id and l.id = s.line_id
        join message m on m.root_id = s.root_id and m.id = s.message_id cross join t
        order by s.slot_at
        """;

    DateTimeOffset lastSeen;
    long lastSeenAt;
    bool claimed;

    /// <summary>The database's clock as this node knows it: carried on by the monotonic clock, because this machine's own may jump.</summary>
    public DateTimeOffset DatabaseNow => lastSeenAt == 0 ? clock.GetUtcNow() : lastSeen + clock.GetElapsedTime(lastSeenAt);

    /// <summary>Claims at most <paramref name="most"/> texts, ordered by slot. Committed when it returns.</summary>
    public async Task<IReadOnlyList<Claim>> ExecuteAsync(int node, int most, CancellationToken cancel)
    {
        if (await ready.LookAsync(claimed, cancel)) claimed = false;
        var before = clock.GetTimestamp();
        await using var command = database.Command(Sql, node, LinesPerClaim, Ahead, most, Lease, ready.Marks, ready.Otherwise);
        var claims = new List<Claim>();
        DateTimeOffset? databaseNow = null;
        await using (var row = await command.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
            {
                databaseNow ??= row.GetFieldValue<DateTimeOffset>(12);
                claims.Add(Read(row));
            }
        // The statement's own time was taken at its start: the round trip before it is about nothing on a Unix socket.
        if (databaseNow is { } seen) (lastSeen, lastSeenAt) = (seen, before);
        claimed |= claims.Count > 0;
        return claims;
    }

    static Claim Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetGuid(4),
        new PhoneNumber(row.GetInt64(5)), new PhoneNumber(row.GetInt64(6)), row.GetString(7), MediaIds(row.Text(8)), row.GetInt16(9),
        row.GetFieldValue<DateTimeOffset>(10), row.GetBoolean(11));

    internal static IReadOnlyList<Guid> MediaIds(string? media)
    {
        if (media is null) return [];
        using var json = JsonDocument.Parse(media);
        return [.. json.RootElement.EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
    }
}
