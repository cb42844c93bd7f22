using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>
/// Reads the provider's own list of received texts: after a start, every five minutes, and every 15 seconds as long as no webhook
/// has arrived, so that a system without a public address receives too (P-13). What is stored already is recognised.
/// </summary>
public sealed class FillGaps(NpgsqlDataSource database, ConnectionReader connections, ReceiveTexts receive, LineReader lines, IHostApplicationLifetime host, TimeProvider clock, ILogger<FillGaps> log)
    : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5), WithoutHooks = TimeSpan.FromSeconds(15), WithHooks = TimeSpan.FromMinutes(5);

    /// <summary>Lists lag and clocks differ: every reading begins this much before the last one ended.</summary>
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    const int Chunk = 200;

    sealed record Due(Guid RootId, Guid Id, DateTimeOffset Since);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var due in await FindDueAsync(first, stoppingToken)) await FillAsync(due.RootId, due.Id, due.Since, stoppingToken);
                first = false;
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The cursor did not move: the next round reads the same again.
                log.LogWarning("Reading received texts failed: {Fault}", fault.Message);
            }
            await Task.Delay(Round, stoppingToken);
        }
    }

    // The simulated carrier is asked at our own address, where nobody answers before.
    async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = host.ApplicationStarted.Register(started.SetResult);
        // A start that fails is told by whoever failed.
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // every organisation: one reader for all connections
    Task<List<Due>> FindDueAsync(bool first, CancellationToken cancel) => database.Command("""
        select c.root_id, c.id, coalesce(case when c.polled_until <= now() then c.polled_until end, c.created_at) from provider_connection c
        where c.active and exists (select 1 from line l where l.root_id = c.root_id and l.connection_id = c.id)
          and ($1 or c.polled_until is null or c.polled_until > now() or c.polled_until < now() - case when c.last_hook_at > now() - interval '1 day' then $3 else $2 end)
        """, first, WithoutHooks, WithHooks).ReadAllAsync(row => new Due(row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2)), cancel);

    /// <summary>Stores everything the provider lists since then; true when its list was read to the end.</summary>
    internal async Task<bool> FillAsync(Guid rootId, Guid connectionId, DateTimeOffset since, CancellationToken cancel)
    {
        if (await connections.FindAsync(rootId, connectionId, cancel) is not { Abilities.ListsReceived: true } found) return false;
        var until = clock.GetUtcNow();
        try
        {
            var chunk = new List<ReceivedText>(Chunk);
            await foreach (var text in found.Provider.ListReceivedAsync(found.Connection, since - Overlap, cancel))
            {
                chunk.Add(text);
                if (chunk.Count == Chunk) await StoreAsync(found.Connection, chunk, cancel);
            }
            await StoreAsync(found.Connection, chunk, cancel);
        }
        catch (Exception fault) when (fault is HttpRequestException or ProviderUnavailableException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            log.LogWarning("{Provider} did not list received texts: {Fault}", found.Provider.Label, fault.Message);
            return false;
        }
        await DoneAsync(rootId, connectionId, until, cancel);
        return true;
    }

    async Task StoreAsync(Connection connection, List<ReceivedText> chunk, CancellationToken cancel)
    {
        var fresh = chunk.Count == 0 ? chunk : await KnownHistory.WithoutAsync(database, connection, chunk, cancel);
        if (fresh.Count > 0) await receive.ExecuteAsync(connection, fresh, [], cancel);
        chunk.Clear();
    }

    // Never in the future, whatever this node's clock says: texts received until then would be passed over.
    // Asking works: the lines of this connection can receive.
    async Task DoneAsync(Guid rootId, Guid connectionId, DateTimeOffset until, CancellationToken cancel)
    {
        await database.Command("update provider_connection set polled_until = greatest(case when polled_until <= now() then polled_until end, least($3, now())) where root_id = $1 and id = $2", rootId, connectionId, until).RunAsync(cancel);
        var marked = await database.Command("update line set receiving_checked_at = now() where root_id = $1 and connection_id = $2 and receiving_checked_at is null", rootId, connectionId).RunAsync(cancel);
        if (marked > 0) lines.Forget();
    }
}
