using Npgsql;
using Rosterline.Lines.Connections;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;

namespace Rosterline.Lines.Health;

/// <summary>Asks providers that are down every ten seconds whether they answer again, without texting anybody, one node at a time.</summary>
sealed class WatchConnections(NpgsqlDataSource database, ConnectionReader connections, ConnectionHealth health, ExchangeLog exchanges, ILogger<WatchConnections> log) : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    // every organisation: one watch for all; whoever takes the row asks
    const string Take = """
        update provider_connection set probed_at = now()
        where down_since is not null and active and coalesce(probed_at, '-infinity') < now() - interval '10 seconds' returning root_id, id
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Round, stoppingToken);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The next round asks.
                log.LogWarning("Connections were not looked at: {Fault}", fault.Message);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (var (root, id) in await database.Command(Take).ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel))
        {
            if (await connections.FindAsync(root, id, cancel) is not { } found) continue;
            exchanges.Observe(found.Connection, "test");
            if (!(await TestConnection.AskAsync(found, cancel)).Ok) continue;
            health.Forget(id);
            await database.Command("update provider_connection set down_since = null, down_words = null where root_id = $1 and id = $2", root, id).RunAsync(cancel);
            log.LogInformation("Connection {Connection} answers again", id);
        }
    }
}
