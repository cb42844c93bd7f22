using Npgsql;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>Twice a minute: lets a conversation go on whose next text was missed, ends texts that are past their expiry, and those to numbers that closed.</summary>
public sealed class SweepOutbox(NpgsqlDataSource database, ILogger<SweepOutbox> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // every organisation: housekeeping
    const string FindStuck = """
        select distinct w.root_id, w.conversation_id from outbox w
        where w.state = 0 and not exists (select 1 from outbox h where h.root_id = w.root_id and h.conversation_id = w.conversation_id and h.state in (1, 2, 3))
        limit 1000
        """;

    // every organisation: housekeeping
    const string FindClosed = """
        select distinct o.root_id, o.number from outbox o join number_state n on n.root_id = o.root_id and n.number = o.number
        where o.state in (0, 1) and not o.exempt and n.blocked <> 0 limit 1000
        """;

    const string LockConversations = """
        select 1 from conversation c where (c.root_id, c.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
        order by c.root_id, c.id for no key update
        """;

    // every organisation: housekeeping
    const string Expire = """
        with gone as (delete from outbox o where o.expires_at < now() and o.state in (0, 1) returning o.root_id, o.message_id)
        update message m set status = 7, error_code = 'Expired' from gone where m.root_id = gone.root_id and m.id = gone.message_id and m.status in (2, 3)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, stoppingToken);
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Housekeeping waits for the next round.
                log.LogWarning("Sweeping failed: {Fault}", fault.Message);
            }
        }
    }

    internal async Task SweepAsync(CancellationToken cancel)
    {
        await database.Command(Expire).RunAsync(cancel);
        foreach (var found in (await database.Command(FindClosed).ReadAllAsync(row => (Root: row.GetGuid(0), Number: row.GetInt64(1)), cancel)).GroupBy(f => f.Root))
            await RefuseClosedAsync(found.Key, [.. found.Select(f => f.Number)], cancel);
        var stuck = await database.Command(FindStuck).ReadAllAsync(row => (Root: row.GetGuid(0), Conversation: row.GetGuid(1)), cancel);
        if (stuck.Count == 0) return;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var (roots, conversations) = (stuck.Select(s => s.Root).ToArray(), stuck.Select(s => s.Conversation).ToArray());
        batch.Add(LockConversations, roots, conversations);
        batch.Add(WriteOutcomes.Promote, roots, conversations);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    // A text nobody may send stands in front of others of its line. Asked again under the lock: the number may be open by now.
    async Task RefuseClosedAsync(Guid rootId, long[] found, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await NumberRows.LockAsync(connection, rootId, found, cancel);
        var closed = (await transaction.Command("select number, blocked & 1 <> 0 from number_state where root_id = $1 and number = any($2) and blocked <> 0", rootId, found)
            .ReadAllAsync(row => (Number: row.GetInt64(0), OptedOut: row.GetBoolean(1)), cancel)).ToLookup(row => row.OptedOut, row => row.Number);
        if (closed[true].Any()) await QueuedTexts.TakeBackAsync(connection, rootId, [.. closed[true]], "opted_out", "Opted out before this text went.", cancel);
        if (closed[false].Any()) await QueuedTexts.TakeBackAsync(connection, rootId, [.. closed[false]], "locked", "Locked before this text went.", cancel);
        await transaction.CommitAsync(cancel);
    }
}
