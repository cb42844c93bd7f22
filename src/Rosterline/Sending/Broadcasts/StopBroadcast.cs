using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Pauses, goes on with and cancels a broadcast. Whoever writes one of its texts holds its row, so that none is written after this returns.</summary>
sealed class StopBroadcast(NpgsqlDataSource database, FeedBroadcasts feeder, LiveHints live)
{
    /// <param name="Sent">Texts that had gone, or were with the provider already.</param>
    /// <param name="Stopped">People who get nothing any more.</param>
    public sealed record Stopped(string Words, int Sent, int Waiting);

    public async Task<Result<Stopped>?> PauseAsync(Viewer viewer, Guid id, string? why, CancellationToken cancel) =>
        await ChangeAsync(viewer, id, [1, 2], "state = 3, stopped_by = @user, stopped_at = now(), stopped_why = @why", "broadcast.paused", why, false, cancel);

    public async Task<Result<Stopped>?> ResumeAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var resumed = await ChangeAsync(viewer, id, [3], "state = 2, stopped_by = null, stopped_at = null, stopped_why = null", "broadcast.resumed", null, false, cancel);
        feeder.Wake();
        return resumed;
    }

    /// <summary>Ends it. What no provider was given is taken back; nobody was texted when it had not begun.</summary>
    public async Task<Result<Stopped>?> CancelAsync(Viewer viewer, Guid id, CancellationToken cancel) =>
        await ChangeAsync(viewer, id, [1, 2, 3], "state = 5, finished_at = now(), stopped_by = @user, stopped_at = now()", "broadcast.cancelled", null, true, cancel);

    async Task<Result<Stopped>?> ChangeAsync(Viewer viewer, Guid id, short[] from, string change, string action, string? why, bool takeBack, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var before = await transaction.Command($"select state from broadcast b where b.root_id = $1 and {FindBroadcasts.Mine("b", viewer)} and b.id = $2 for update", viewer.RootId, id, viewer.UserId)
            .ReadAllAsync(row => row.GetInt16(0), cancel);
        if (before.Count == 0) return null;
        if (!from.Contains(before[0])) return Refusals.NotRunning;
        var update = new NpgsqlCommand($"update broadcast set {change} where root_id = @root and id = @id", connection, transaction);
        update.Parameters.AddWithValue("root", viewer.RootId);
        update.Parameters.AddWithValue("id", id);
        update.Parameters.AddWithValue("user", viewer.UserId);
        update.Parameters.AddWithValue("why", (object?)(string.IsNullOrWhiteSpace(why) ? null : why.Trim()) ?? DBNull.Value);
        await update.RunAsync(cancel);
        var taken = takeBack ? await TakeBackAsync(transaction, viewer.RootId, id, cancel) : [];
        await transaction.Command("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) values ($1, $2, now(), $3, $4, 'broadcast', $5)
            """, viewer.RootId, Ids.New(), viewer.UserId, action, id).RunAsync(cancel);
        var counts = await transaction.Command("""
            select count(*) filter (where state = 1)::int, count(*) filter (where state in (0, 3))::int from broadcast_recipient where root_id = $1 and broadcast_id = $2
            """, viewer.RootId, id).ReadAllAsync(row => (Sent: row.GetInt32(0), Waiting: row.GetInt32(1)), cancel);
        await transaction.CommitAsync(cancel);
        foreach (var (conversation, line) in taken) live.Changed(viewer.RootId, line, conversation);
        var (sent, waiting) = counts[0];
        return new Stopped(Words(action, sent, waiting), sent, waiting);
    }

    /// <summary>"12 of 117 had already gone. 105 stopped."</summary>
    static string Words(string action, int sent, int waiting) => (action, sent) switch
    {
        ("broadcast.cancelled", 0) => "Nobody was texted.",
        ("broadcast.cancelled", _) => $"{sent:N0} of {sent + waiting:N0} had already gone. {waiting:N0} stopped.",
        ("broadcast.paused", _) => $"Paused. {waiting:N0} wait.",
        _ => $"Going on. {waiting:N0} wait.",
    };

    // Conversation, message, outbox, as everywhere. What is claimed may be on its way and stays sent.
    static async Task<List<(Guid Conversation, Guid Line)>> TakeBackAsync(NpgsqlTransaction transaction, Guid rootId, Guid id, CancellationToken cancel)
    {
        await transaction.Command("update broadcast_recipient set state = 3, decided_at = now() where root_id = $1 and broadcast_id = $2 and state in (0, 4)", rootId, id).RunAsync(cancel);
        var open = await transaction.Command("""
            select c.id, c.line_id from conversation c where c.root_id = $1 and c.id in (
              select m.conversation_id from broadcast_recipient r join message m on m.root_id = r.root_id and m.id = r.message_id and m.status in (0, 1, 2)
              where r.root_id = $1 and r.broadcast_id = $2 and r.state = 1)
            order by c.id for no key update of c
            """, rootId, id).ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel);
        if (open.Count == 0) return open;
        await transaction.Command("""
            with gone as (
              delete from outbox o using broadcast_recipient r
              where r.root_id = $1 and r.broadcast_id = $2 and r.state = 1 and o.root_id = r.root_id and o.message_id = r.message_id and o.state in (0, 1) returning o.message_id),
            late as (
              update message m set status = 9 from broadcast_recipient r
              where r.root_id = $1 and r.broadcast_id = $2 and r.state = 1 and m.root_id = r.root_id and m.id = r.message_id
                and (m.status in (0, 1) or m.id in (select message_id from gone)) returning m.id)
            update broadcast_recipient r set state = 3, decided_at = now() from late where r.root_id = $1 and r.broadcast_id = $2 and r.message_id = late.id
            """, rootId, id).RunAsync(cancel);
        await transaction.Command(WriteOutcomes.Promote, open.Select(_ => rootId).ToArray(), open.Select(o => o.Item1).ToArray()).RunAsync(cancel);
        return open;
    }
}
