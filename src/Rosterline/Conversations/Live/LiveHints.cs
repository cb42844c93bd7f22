using System.Collections.Concurrent;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations.Live;

/// <summary>
/// Collects what changed and tells every node once per 20 ms tick, after the commits and in a transaction of its own: a NOTIFY
/// inside a business transaction takes a database-wide lock at its commit. Hints only; whoever misses one re-reads.
/// </summary>
public sealed class LiveHints(NpgsqlDataSource database, ILogger<LiveHints> log) : BackgroundService, IRightsWatcher
{
    public const string Channel = "live";

    // PostgreSQL takes payloads below 8,000 bytes; an entry is 44.
    const int EntriesPerNotification = 170;
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    readonly ConcurrentDictionary<(Guid Root, Guid Line, Guid Conversation), byte> changed = new();
    readonly ConcurrentQueue<string> other = new();
    readonly SemaphoreSlim something = new(0, 1);

    /// <summary>A conversation has new texts, a new status or another state.</summary>
    public void Changed(Guid rootId, Guid lineId, Guid conversationId)
    {
        changed[(rootId, lineId, conversationId)] = 0;
        Wake();
    }

    /// <summary>Somebody is typing an answer.</summary>
    public void Answering(Guid rootId, Guid lineId, Guid conversationId, Guid userId)
    {
        other.Enqueue($"a{Short(rootId)}{Short(lineId)}{Short(conversationId)}{Short(userId)}");
        Wake();
    }

    /// <summary>Everybody of an organisation re-reads; rights or much data changed.</summary>
    public void Resync(Guid rootId)
    {
        other.Enqueue($"r{Short(rootId)}");
        Wake();
    }

    public void RightsChanged(Guid rootId) => Resync(rootId);

    void Wake()
    {
        // Full already means: the next tick is coming.
        if (something.CurrentCount == 0)
            try { something.Release(); } catch (SemaphoreFullException) { }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await something.WaitAsync(stoppingToken);
            foreach (var payload in Drain()) await NotifyAsync(payload, stoppingToken);
            await Task.Delay(Tick, stoppingToken);
        }
    }

    IEnumerable<string> Drain()
    {
        while (other.TryDequeue(out var payload)) yield return payload;
        foreach (var root in changed.Keys.GroupBy(key => key.Root).ToList())
        {
            var keys = root.Where(key => changed.TryRemove(key, out _)).ToList();
            // More than a few hundred conversations in one tick: reading anew is cheaper than following.
            if (keys.Count > 4 * EntriesPerNotification) yield return $"r{Short(root.Key)}";
            else
                foreach (var chunk in keys.Chunk(EntriesPerNotification))
                    yield return $"c{Short(root.Key)}{string.Concat(chunk.Select(key => Short(key.Line) + Short(key.Conversation)))}";
        }
    }

    async Task NotifyAsync(string payload, CancellationToken cancel)
    {
        try
        {
            // A hint lost in a crash is re-read anyway: it waits for no disk.
            await database.Command("select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)", Channel, payload).RunAsync(cancel);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // The database is away: every node sends "re-read" when it listens again.
            log.LogWarning("A live hint could not be sent: {Fault}", fault.Message);
        }
    }

    /// <summary>An id as 22 characters.</summary>
    internal static string Short(Guid id) => Convert.ToBase64String(id.ToByteArray())[..22];

    internal static Guid Long(ReadOnlySpan<char> text) => new(Convert.FromBase64String(string.Concat(text, "==")));
}
