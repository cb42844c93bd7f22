using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Whether a restored organisation may send again (P-05): every provider that lists received texts was read since the restore,
/// opt-outs included, and every text that may have gone out was compared or is put to a person.
/// </summary>
sealed class SettleRestore(NpgsqlDataSource database, ConnectionReader connections, TimeProvider clock)
{
    /// <summary>Null when nothing stands in the way; the restore counts as settled then.</summary>
    public async Task<Refusal?> ExecuteAsync(Guid rootId, CancellationToken cancel)
    {
        if (await RestoredAtAsync(rootId, cancel) is not { } restoredAt) return null;
        foreach (var (id, name, polledUntil) in await ConnectionsAsync(rootId, cancel))
        {
            if (polledUntil > restoredAt || await connections.FindAsync(rootId, id, cancel) is not { Abilities.ListsReceived: true }) continue;
            return new Refusal("still_checking", $"{name} has not yet listed the texts received since the backup; a STOP may be among them. Try again in a minute.");
        }
        await using var open = database.Command("select count(*)::int from outbox where root_id = $1 and look_up_first", rootId);
        if ((int)(await open.ExecuteScalarAsync(cancel))! is > 0 and var unclear)
            return new Refusal("still_checking", $"{unclear:n0} {(unclear == 1 ? "text is" : "texts are")} still being compared with what the provider sent. Try again in a minute.");
        await database.Command("update restore_check set settled_at = $2 where root_id = $1 and settled_at is null", rootId, clock.GetUtcNow()).RunAsync(cancel);
        return null;
    }

    async Task<DateTimeOffset?> RestoredAtAsync(Guid rootId, CancellationToken cancel) =>
        (await database.Command("select restored_at from restore_check where root_id = $1 and settled_at is null", rootId)
            .ReadAllAsync(row => (DateTimeOffset?)row.GetFieldValue<DateTimeOffset>(0), cancel)).FirstOrDefault();

    Task<List<(Guid Id, string Name, DateTimeOffset? PolledUntil)>> ConnectionsAsync(Guid rootId, CancellationToken cancel) => database.Command("""
        select c.id, c.name, c.polled_until from provider_connection c
        where c.root_id = $1 and c.active and exists (select 1 from line l where l.root_id = c.root_id and l.connection_id = c.id)
        """, rootId).ReadAllAsync(row => (row.GetGuid(0), row.GetString(1), row.Maybe<DateTimeOffset>(2)), cancel);
}
