using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>
/// This running copy of the application. Whoever holds the data folder's lock proves that earlier holders are dead, and says so
/// in their rows; a node of another folder, or of the same path on another machine, is never presumed dead, only its leases run out.
/// </summary>
public sealed class Node(NpgsqlDataSource database, Settings settings, ILogger<Node> log) : BackgroundService
{
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    readonly TaskCompletionSource<int> registered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Our number, as claims carry it; waits until the database knows us.</summary>
    public Task<int> IdAsync(CancellationToken cancel) => registered.Task.WaitAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!registered.Task.IsCompleted) registered.TrySetResult(await RegisterAsync(stoppingToken));
                await database.Command("update node set seen_at = now() where id = $1", await registered.Task).RunAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // Without the database nothing is claimed either; the next beat tries again.
                log.LogWarning("No heartbeat: {Fault}", fault.Message);
            }
            await Task.Delay(Heartbeat, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!registered.Task.IsCompletedSuccessfully) return;
        try
        {
            await database.Command("update node set ended_at = now() where id = $1", await registered.Task).RunAsync(cancellationToken);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // The next holder of the folder writes it for us.
            log.LogWarning("The end could not be recorded: {Fault}", fault.Message);
        }
    }

    async Task<int> RegisterAsync(CancellationToken cancel)
    {
        // every organisation: nodes belong to the installation
        await using var command = database.Command("""
            with ended as (update node set ended_at = now() where host = $1 and folder = $2 and ended_at is null)
            insert into node (host, folder, process_id) values ($1, $2, $3) returning id
            """, Environment.MachineName, Path.GetFullPath(settings.DataFolder), Environment.ProcessId);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
