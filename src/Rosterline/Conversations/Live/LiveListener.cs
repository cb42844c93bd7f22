using Rosterline.Platform;
using Microsoft.AspNetCore.SignalR;
using Npgsql;

namespace Rosterline.Conversations.Live;

/// <summary>
/// Listens for hints of every node and passes them to the browsers that may hear them. Whenever hints may have been missed, after a
/// lost connection or the death of a node between its commit and its hint, everybody is told to re-read.
/// </summary>
public sealed class LiveListener(NpgsqlDataSource database, IHubContext<LiveHub> hub, LiveAudience audience, ILogger<LiveListener> log) : BackgroundService
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1), KeepAlive = TimeSpan.FromSeconds(5);
    const int Id = 22;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault) || fault is IOException)
            {
                // Listen again; what was missed meanwhile is re-read.
                log.LogWarning("Live updates were interrupted: {Fault}", fault.Message);
                await Task.Delay(Again, stoppingToken);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var payloads = System.Threading.Channels.Channel.CreateUnbounded<string>();
        connection.Notification += (_, note) => payloads.Writer.TryWrite(note.Payload);
        await using (var listen = new NpgsqlCommand($"listen {LiveHints.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        await hub.Clients.All.SendAsync("resync", cancel);
        var ended = await EndedNodesAsync(connection, cancel);
        while (!cancel.IsCancellationRequested)
        {
            if (!await connection.WaitAsync(KeepAlive, cancel))
            {
                var now = await EndedNodesAsync(connection, cancel);
                if (now != ended) await hub.Clients.All.SendAsync("resync", cancel);
                ended = now;
            }
            while (payloads.Reader.TryRead(out var payload)) await PassOnAsync(payload, cancel);
        }
    }

    // every organisation: nodes belong to the installation
    static async Task<long> EndedNodesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select count(*) from node where ended_at is not null or seen_at < now() - interval '6 seconds'", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    Task PassOnAsync(string payload, CancellationToken cancel) => payload[0] switch
    {
        'c' => ChangedAsync(payload, cancel),
        'a' => hub.Clients.Group(LiveAudience.OfLine(At(payload, 0), At(payload, 1)))
            .SendAsync("answering", new { conversationId = At(payload, 2), userId = At(payload, 3) }, cancel),
        'r' => ResyncAsync(At(payload, 0), cancel),
        _ => Task.CompletedTask,
    };

    async Task ChangedAsync(string payload, CancellationToken cancel)
    {
        var root = At(payload, 0);
        for (var i = 1; 1 + (i + 2) * Id <= payload.Length; i += 2)
        {
            var (line, conversation) = (At(payload, i), At(payload, i + 1));
            var change = new { kind = "conversation", id = conversation, lineId = line };
            await hub.Clients.Group(LiveAudience.OfLine(root, line)).SendAsync("changed", change, cancel);
            if (await audience.WhoSeesAsync(root, line, conversation, cancel) is { Count: > 0 } more) await hub.Clients.Clients(more).SendAsync("changed", change, cancel);
        }
    }

    async Task ResyncAsync(Guid rootId, CancellationToken cancel)
    {
        await audience.RereadAsync(rootId, cancel);
        await hub.Clients.Group(LiveAudience.OfRoot(rootId)).SendAsync("resync", cancel);
    }

    static Guid At(string payload, int nth) => LiveHints.Long(payload.AsSpan(1 + nth * Id, Id));
}
