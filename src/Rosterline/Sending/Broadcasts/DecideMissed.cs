using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts;

/// <summary>The author's word on texts that were due while the system was down: send them now after all, or not (P-27).</summary>
sealed class DecideMissed(NpgsqlDataSource database, FeedBroadcasts feeder)
{
    /// <returns>How many it concerned; null when the broadcast is not there.</returns>
    public async Task<int?> ExecuteAsync(Viewer viewer, Guid id, bool send, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var there = await transaction.Command($"select 1 from broadcast b where b.root_id = $1 and {FindBroadcasts.Mine("b", viewer)} and b.id = $2 for update", viewer.RootId, id, viewer.UserId)
            .ReadAllAsync(row => row.GetInt32(0), cancel);
        if (there.Count == 0) return null;
        var decided = await transaction.Command("""
            update broadcast_recipient set state = case when $3 then 0 else 3 end, due_at = case when $3 then now() else due_at end, code = null, words = null, decided_at = now()
            where root_id = $1 and broadcast_id = $2 and state = 4
            """, viewer.RootId, id, send).RunAsync(cancel);
        if (send && decided > 0)
            await transaction.Command("update broadcast set state = 2, finished_at = null where root_id = $1 and id = $2 and state = 4", viewer.RootId, id).RunAsync(cancel);
        await transaction.Command("delete from broadcast_tally where root_id = $1 and broadcast_id = $2", viewer.RootId, id).RunAsync(cancel);
        await transaction.Command("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) values ($1, $2, now(), $3, $4, 'broadcast', $5)
            """, viewer.RootId, Ids.New(), viewer.UserId, send ? "broadcast.missed_sent" : "broadcast.missed_skipped", id).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        feeder.Wake();
        return decided;
    }
}
