using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;

namespace Rosterline.Receiving.Parts;

/// <summary>Makes a text with a visible gap of pieces whose companions did not come within ten minutes, and finishes joined texts that a crash left behind.</summary>
public sealed class CloseParts(NpgsqlDataSource database, KeepParts keep, ConnectionReader connections, ReceiveTexts receive, TimeProvider clock, ILogger<CloseParts> log) : BackgroundService
{
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5), LeftBehind = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Round, stoppingToken);
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The pieces stay where they are; the next round finds them again.
                log.LogWarning("Joining pieces of texts failed: {Fault}", fault.Message);
            }
        }
    }

    internal async Task RunOnceAsync(CancellationToken cancel)
    {
        foreach (var key in await LateAsync(clock.GetUtcNow() - Patience, cancel))
            if (await keep.CloseAsync(key, cancel) is { } text) await FinishAsync(key.RootId, key.ConnectionId, text, cancel);
        foreach (var (root, connection, text) in await SealedAsync(clock.GetUtcNow() - LeftBehind, cancel)) await FinishAsync(root, connection, text, cancel);
    }

    async Task FinishAsync(Guid rootId, Guid connectionId, Guid textId, CancellationToken cancel)
    {
        if (await connections.FindAsync(rootId, connectionId, cancel) is { } found) await receive.FinishAsync(found.Connection, textId, cancel);
    }

    // every organisation: one sweeper for all
    Task<List<PartKey>> LateAsync(DateTimeOffset before, CancellationToken cancel) => database.Command("""
        select root_id, connection_id, line_number, address, reference, count from inbound_part where text_id is null
        group by 1, 2, 3, 4, 5, 6 having min(arrived_at) <= $1 limit 200
        """, before).ReadAllAsync(row => new PartKey(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt16(5)), cancel);

    // every organisation: one sweeper for all
    Task<List<(Guid, Guid, Guid)>> SealedAsync(DateTimeOffset before, CancellationToken cancel) => database.Command("""
        select distinct root_id, connection_id, text_id from inbound_part where text_id is not null and sealed_at <= $1 limit 200
        """, before).ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1), row.GetGuid(2)), cancel);
}
