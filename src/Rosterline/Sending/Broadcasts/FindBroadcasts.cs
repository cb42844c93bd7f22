using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts;

/// <summary>How far a broadcast is.</summary>
public enum BroadcastState : short { Draft, Starting, Running, Paused, Done, Cancelled }

/// <summary>A broadcast as lists show it.</summary>
/// <param name="Waiting">People whose turn comes: now, or at the time they are scheduled for.</param>
/// <param name="NextAt">When the next of them is due.</param>
public sealed record BroadcastRow(
    Guid Id, string Title, BroadcastState State, Purpose Purpose, string Body, Guid AuthorId, string Author, DateTimeOffset CreatedAt, DateTimeOffset StartsAt, DateTimeOffset? FinishedAt,
    BroadcastRow.Stop? Stopped, BroadcastCounts Counts, DateTimeOffset? NextAt, bool FromSchedule)
{
    public sealed record Stop(string? By, DateTimeOffset At, string? Reason);
}

/// <summary>People of a broadcast by what became of them. <paramref name="Sent"/> counts every text that was written, delivered or not.</summary>
public sealed record BroadcastCounts(int Total, int Waiting, int Sent, int Delivered, int NotDelivered, int NotTexted, int Cancelled, int Missed, int Replied);

/// <summary>Broadcasts one may see, newest first: one's own, and everybody's for those who see reports.</summary>
sealed class FindBroadcasts(NpgsqlDataSource database)
{
    const int DefaultPage = 30, LargestPage = 100;

    public sealed record Page(IReadOnlyList<BroadcastRow> Items, string? Next);

    /// <summary>Which broadcasts of the organisation one may see; wants the viewer as the third parameter.</summary>
    public static string Mine(string alias, Viewer viewer) => viewer.May("reports") ? "$3::uuid is not null" : $"{alias}.author_id = $3";

    const string Columns = """
        b.id, b.title, b.state, b.purpose, b.body, b.author_id, coalesce(u.name, ''), b.created_at, b.starts_at, b.finished_at, s.name, b.stopped_at, b.stopped_why,
        k.total, k.waiting, k.written, k.delivered, k.failed, k.refused, k.cancelled, k.missed, k.replied, k.next_at, b.schedule_id is not null
        """;

    const string Joins = """
        left join app_user u on u.id = b.author_id
        left join app_user s on s.id = b.stopped_by
        cross join lateral (
          select count(*)::int as total, count(*) filter (where r.state = 0)::int as waiting, count(*) filter (where r.state = 1)::int as written,
                 count(*) filter (where m.status = 5)::int as delivered, count(*) filter (where m.status in (6, 7, 10))::int as failed,
                 count(*) filter (where r.state = 2)::int as refused, count(*) filter (where r.state = 3)::int as cancelled, count(*) filter (where r.state = 4)::int as missed,
                 count(*) filter (where c.last_inbound_at > coalesce(m.handed_at, m.created_at))::int as replied, min(r.due_at) filter (where r.state = 0) as next_at
          from broadcast_recipient r
          left join message m on m.root_id = r.root_id and m.id = r.message_id and r.state = 1
          left join conversation c on c.root_id = m.root_id and c.id = m.conversation_id
          where r.root_id = b.root_id and r.broadcast_id = b.id) k
        """;

    public async Task<Page> ExecuteAsync(Viewer viewer, bool running, string? cursor, int? limit, CancellationToken cancel)
    {
        var size = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var place = Place(cursor);
        var found = await database.Command($"""
            with page as materialized (
              select b.* from broadcast b where b.root_id = $1 and {Mine("b", viewer)} and ($2::uuid is null or (b.created_at, b.id) < ($5, $2)) and (not $6 or b.state in (1, 2, 3))
              order by b.created_at desc, b.id desc limit $4)
            select {Columns} from page b {Joins} order by b.created_at desc, b.id desc
            """, viewer.RootId, place.Id ?? (object)DBNull.Value, viewer.UserId, size + 1, place.At, running).ReadAllAsync(Read, cancel);
        string? next = null;
        if (found.Count > size)
        {
            found.RemoveAt(size);
            next = PageCursor.Write(found[^1].CreatedAt.ToString("O", CultureInfo.InvariantCulture), found[^1].Id.ToString());
        }
        return new Page(found, next);
    }

    public async Task<BroadcastRow?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel) => (await database.Command($"""
        select {Columns} from broadcast b {Joins} where b.root_id = $1 and {Mine("b", viewer)} and b.id = $2
        """, viewer.RootId, id, viewer.UserId).ReadAllAsync(Read, cancel)).FirstOrDefault();

    static BroadcastRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), (BroadcastState)row.GetInt16(2), (Purpose)row.GetInt16(3), row.GetString(4), row.GetGuid(5), row.GetString(6),
        row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8), row.Maybe<DateTimeOffset>(9),
        row.Maybe<DateTimeOffset>(11) is { } at ? new BroadcastRow.Stop(row.Text(10), at, row.Text(12)) : null,
        new(row.GetInt32(13), row.GetInt32(14), row.GetInt32(15), row.GetInt32(16), row.GetInt32(17), row.GetInt32(18), row.GetInt32(19), row.GetInt32(20), row.GetInt32(21)),
        row.Maybe<DateTimeOffset>(22), row.GetBoolean(23));

    // What is no place of ours begins at the newest.
    static (DateTimeOffset At, Guid? Id) Place(string? cursor) =>
        cursor is not null && PageCursor.Read(cursor, keys: 2) is [var at, var id] && Guid.TryParse(id, out var last)
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var before) ? (before.ToUniversalTime(), last) : (DateTimeOffset.MinValue, null);
}
