using System.Collections.Concurrent;
using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving.Elsewhere;

/// <summary>Reads who opted out in a provider's own list, after a start and every six hours, for what happened while nobody listened here.</summary>
public sealed class ReadOptOuts(NpgsqlDataSource database, ConnectionReader connections, TakeFromElsewhere take, TimeProvider clock, ILogger<ReadOptOuts> log) : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromSeconds(30), Every = TimeSpan.FromHours(6);
    readonly ConcurrentDictionary<Guid, long> read = new();

    const int Chunk = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (rootId, id) in await FindAsync(stoppingToken))
                    if (!read.TryGetValue(id, out var at) || clock.GetElapsedTime(at) >= Every) await ReadAsync(rootId, id, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault) || fault is NotStoredException)
            {
                // The next round reads the same again.
                log.LogWarning("Reading opt-outs failed: {Fault}", fault.Message);
            }
            await Task.Delay(Round, stoppingToken);
        }
    }

    // every organisation: one reader for all connections
    Task<List<(Guid RootId, Guid Id)>> FindAsync(CancellationToken cancel) =>
        database.Command("select c.root_id, c.id from provider_connection c where c.active").ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel);

    /// <summary>Closes every number the provider lists; true when its list was read to the end.</summary>
    internal async Task<bool> ReadAsync(Guid rootId, Guid connectionId, CancellationToken cancel)
    {
        // Also for those that list none or do not answer: the next try is due in its time.
        read[connectionId] = clock.GetTimestamp();
        if (await connections.FindAsync(rootId, connectionId, cancel) is not { Abilities.ListsOptOuts: true } found) return false;
        // Who opts in while we read has the newer word.
        var began = clock.GetUtcNow();
        var chunk = new List<ConsentNews>(Chunk);
        try
        {
            await foreach (var number in found.Provider.ListOptOutsAsync(found.Connection, cancel))
            {
                chunk.Add(new ConsentNews(number, true, began));
                if (chunk.Count == Chunk) await StoreAsync(found.Connection, chunk, cancel);
            }
            await StoreAsync(found.Connection, chunk, cancel);
            return true;
        }
        catch (ProviderUnavailableException away)
        {
            log.LogWarning("{Provider} did not list opt-outs: {Fault}", found.Provider.Label, away.Message);
            return false;
        }
    }

    async Task StoreAsync(Connection connection, List<ConsentNews> chunk, CancellationToken cancel)
    {
        if (chunk.Count > 0) await take.ExecuteAsync(connection, new([], [], WebhookReply.NoContent) { Consents = [.. chunk] }, cancel);
        chunk.Clear();
    }
}
