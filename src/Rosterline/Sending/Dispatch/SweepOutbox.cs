using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Dispatch;

/// <summary>Twice a minute: lets a conversation go on whose next text was missed, ends texts that are past their expiry,
/// and refuses those whose number was closed while a provider was being asked about them.</summary>
public sealed class SweepOutbox(NpgsqlDataSource database, ILogger<SweepOutbox> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // every organisation: housekeeping
    const string FindStuck = """
        select distinct w.root_id, w.conversation_id from outbox w
        where w.state = 0 and not exists (select 1 from outbox h where h.root_id = w.root_id and h.conversation_id = w.conversation_id and h.state in (1, 2, 3))
        limit 1000
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

    // A STOP takes back what waits; a text that was under way then and came back untaken waits since.
    // every organisation: housekeeping
    const string RefuseClosed = """
        with gone as (
          delete from outbox o using number_state n
          where o.attempt > 0 and o.state in (0, 1) and not o.exempt and n.root_id = o.root_id and n.number = o.number and n.blocked <> 0
          returning o.root_id, o.message_id, case when n.blocked & 1 <> 0 then 'opted_out' else 'locked' end as code,
            case when n.blocked & 1 <> 0 then 'Opted out before this text went.' else 'Locked before this text went.' end as words)
        update message m set status = 10, gate = jsonb_build_object('v', $1::int, 'by', gone.code, 'code', gone.code, 'words', gone.words)
        from gone where m.root_id = gone.root_id and m.id = gone.message_id
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
            catch (NpgsqlException fault)
            {
                // Housekeeping waits for the next round.
                log.LogWarning("Sweeping failed: {Fault}", fault.Message);
            }
        }
    }

    internal async Task SweepAsync(CancellationToken cancel)
    {
        await database.Command(Expire).RunAsync(cancel);
        await database.Command(RefuseClosed, SendGate.Version).RunAsync(cancel);
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
}
