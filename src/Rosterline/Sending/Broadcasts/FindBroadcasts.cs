using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;
using Rosterline.Sending.Broadcasts.Tally;

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
sealed class FindBroadcasts(NpgsqlDataSource database, CountBroadcasts count)
{
    const int DefaultPage = 30, LargestPage = 100;

    public sealed record Page(IReadOnlyList<BroadcastRow> Items, string? Next);

    /// <summary>Which broadcasts of the organisation one may see; wants the viewer as the third parameter.</summary>
    public static string Mine(string alias, Viewer viewer) => viewer.May("reports") ? "$3::uuid is not null" : $"{alias}.author_id = $3";

    const string Columns = """
        b.id, b.title, b.state, b.purpose, b.body, b.author_id, coalesce(u.name, ''), b.created_at, b.starts_at, b.finished_at, s.name, b.stopped_at, b.stopped_why,
        coalesce(k.total, b.total), coalesce(k.waiting, 0), coalesce(k.written, 0), coalesce(k.delivered, 0), coalesce(k.failed, 0), coalesce(k.refused, 0), coalesce(k.cancelled, 0),
        coalesce(k.missed, 0), coalesce(k.replied, 0), k.next_at, b.schedule_id is not null
        """;

    const string Joins = """
        left join app_user u on u.id = b.author_id
        left join app_user s on s.id = b.stopped_by
        left join broadcast_tally k on k.root_id = b.root_id and k.broadcast_id = b.id
        """;

    public async Task<Page> ExecuteAsync(Viewer viewer, bool running, string? cursor, int? limit, CancellationToken cancel)
    {
        var size = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var place = Place(cursor);
        var page = await database.Command($"""
            select b.id from broadcast b where b.root_id = $1 and {Mine("b", viewer)} and ($2::uuid is null or (b.created_at, b.id) < ($5, $2)) and (not $6 or b.state in (1, 2, 3))
            order by b.created_at desc, b.id desc limit $4
            """, viewer.RootId, place.Id ?? (object)DBNull.Value, viewer.UserId, size + 1, place.At, running).ReadAllAsync(row => row.GetGuid(0), cancel);
        await count.RefreshAsync(viewer.RootId, [.. page], alone: false, cancel);
        var found = await database.Command($"select {Columns} from broadcast b {Joins} where b.root_id = $1 and b.id = any($2) order by b.created_at desc, b.id desc", viewer.RootId, page.ToArray())
            .ReadAllAsync(Read, cancel);
        string? next = null;
        if (found.Count > size)
        {
            found.RemoveAt(size);
            next = PageCursor.Write(found[^1].CreatedAt.ToString("O", CultureInfo.InvariantCulture), found[^1].Id.ToString());
        }
        return new Page(found, next);
    }

    public async Task<BroadcastRow?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await count.RefreshAsync(viewer.RootId, [id], alone: true, cancel);
        return (await database.Command($"""
            select {Columns} from broadcast b {Joins} where b.root_id = $1 and {Mine("b", viewer)} and b.id = $2
            """, viewer.RootId, id, viewer.UserId).ReadAllAsync(Read, cancel)).FirstOrDefault();
    }

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
