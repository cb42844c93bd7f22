using Rosterline.Platform;
using System.Threading.Channels;
using Npgsql;

namespace Rosterline.People.Import;

/// <summary>Runs started imports one after the other; those that a stopped node left behind go on here.</summary>
sealed class ImportWorker(NpgsqlDataSource database, RunImport run, TimeProvider clock, ILogger<ImportWorker> log) : BackgroundService
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something was started: look now.</summary>
    public void Call() => calls.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (root, id) in await StartedAsync(stoppingToken)) await run.ExecuteAsync(root, id, stoppingToken);
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The database went away; imports wait until it is back.
                log.LogWarning(fault, "Imports wait for the database");
                await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task WaitAsync(CancellationToken stopping)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        look.CancelAfter(Look);
        try
        {
            await calls.Reader.ReadAsync(look.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nobody called; look anyway, a node may have died.
        }
    }

    async Task<List<(Guid Root, Guid Id)>> StartedAsync(CancellationToken cancel)
    {
        // every organisation: whoever runs takes up what waits, for all of them
        await using var command = database.CreateCommand("select root_id, id from person_import where state = 1 order by created_at");
        var started = new List<(Guid, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) started.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return started;
    }
}
