using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>Checks the chain of every organisation once a day, by one node at a time; Admin › Audit log and the health report show what it found.</summary>
sealed class WatchAudit(NpgsqlDataSource database, CheckAudit check, TimeProvider clock, ILogger<WatchAudit> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, clock, stoppingToken);
            try
            {
                while (await TakeAsync(stoppingToken) is { } rootId)
                    if ((await check.ExecuteAsync(rootId, stoppingToken)).Faults is [var first, ..]) log.LogError("The audit log does not fit: {Fault}", first.Words);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Due again at the next look.
                log.LogWarning("The audit log could not be checked: {Fault}", fault.Message);
            }
        }
    }

    // every organisation: one round for all; whoever takes one marks it, so that no two nodes read the same chain
    async Task<Guid?> TakeAsync(CancellationToken cancel) => (await database.Command("""
        update audit_head set checked_at = now() where root_id = (
          select h.root_id from audit_head h join organisation o on o.root_id = h.root_id
          where h.checked_at is null or h.checked_at < now() - interval '1 day' order by h.checked_at nulls first limit 1 for update of h skip locked)
        returning root_id
        """).ReadAllAsync(row => (Guid?)row.GetGuid(0), cancel)).FirstOrDefault();
}
