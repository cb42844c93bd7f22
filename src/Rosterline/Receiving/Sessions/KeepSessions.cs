using Npgsql;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Receiving.Sessions;

/// <summary>
/// Keeps the links of this node open: for every active connection of a provider that is spoken to over links, as many as its settings say.
/// Looks every second what was added, changed, switched off or removed.
/// </summary>
public sealed class KeepSessions(
    NpgsqlDataSource database, ProviderCatalog providers, ConnectionReader connections, SessionRows rows, IServiceProvider services, Node node, ILogger<KeepSessions> log) : BackgroundService
{
    static readonly TimeSpan Round = TimeSpan.FromSeconds(1), ToStop = TimeSpan.FromSeconds(10), LongestPause = TimeSpan.FromSeconds(60);

    readonly Dictionary<(Guid Root, Guid Connection, int Number), Kept> running = [];

    sealed record Kept(Connection Connection, CancellationTokenSource Stop, Task Run);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string[] names = [.. providers.All.OfType<ISessionProvider>().Select(p => p.Name)];
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CompareAsync(await WantedAsync(names, stoppingToken), stoppingToken);
            }
            catch (Exception fault) when (DatabaseFault.Is(fault))
            {
                // The links there are stay up; what changed is seen in the next round.
                log.LogWarning("Looking for connections failed: {Fault}", fault.Message);
            }
            await Task.Delay(Round, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var key in running.Keys.ToList()) Stop(key);
        await Task.WhenAny(Task.WhenAll(ending), Task.Delay(ToStop, CancellationToken.None));
    }

    readonly List<Task> ending = [];

    // every organisation: one keeper for all connections of this node
    Task<List<(Guid Root, Guid Connection)>> WantedAsync(string[] names, CancellationToken cancel) => database.Command(
        "select c.root_id, c.id from provider_connection c where c.active and c.provider = any($1)", [names]).ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel);

    async Task CompareAsync(List<(Guid Root, Guid Connection)> wanted, CancellationToken cancel)
    {
        var found = new Dictionary<(Guid, Guid, int), (ISessionProvider Provider, Connection Connection)>();
        foreach (var (root, id) in wanted)
            if (await connections.FindAsync(root, id, cancel) is { Provider: ISessionProvider provider, Connection: var connection })
                for (var number = 0; number < provider.SessionsFor(connection); number++) found[(root, id, number)] = (provider, connection);
        foreach (var (key, kept) in running.ToList())
            if (!found.TryGetValue(key, out var now) || !Equals(now.Connection.Settings, kept.Connection.Settings)) Stop(key);
        foreach (var (key, one) in found)
            if (!running.ContainsKey(key)) Start(key, one.Provider, one.Connection);
        ending.RemoveAll(task => task.IsCompleted);
    }

    void Start((Guid, Guid, int) key, ISessionProvider provider, Connection connection)
    {
        var stop = new CancellationTokenSource();
        running[key] = new(connection, stop, RunAsync(provider, connection, stop.Token));
    }

    void Stop((Guid, Guid, int) key)
    {
        if (!running.Remove(key, out var kept)) return;
        kept.Stop.Cancel();
        ending.Add(kept.Run);
    }

    async Task RunAsync(ISessionProvider provider, Connection connection, CancellationToken stop)
    {
        Guid? before = null;
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var id = Ids.New();
            try
            {
                failures = await RunOnceAsync(provider, connection, id, before, stop) ? 0 : failures + 1;
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // A link that fails must not take the others with it.
                failures++;
                if (!stop.IsCancellationRequested) log.LogError(fault, "A link of {Provider} failed", provider.Name);
            }
            before = id;
            await Task.Delay(Pause(failures), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>True when the link was up.</summary>
    async Task<bool> RunOnceAsync(ISessionProvider provider, Connection connection, Guid id, Guid? before, CancellationToken stop)
    {
        await rows.BeginAsync(connection.RootId, connection.Id, id, await node.IdAsync(stop), before, stop);
        var desk = ActivatorUtilities.CreateInstance<SessionDesk>(services, connection, id, log);
        var why = await provider.RunSessionAsync(connection, desk, stop);
        if (!stop.IsCancellationRequested) log.LogWarning("A link of {Provider} ended: {Words}", provider.Name, why);
        await rows.ChangeAsync(connection.RootId, id, bound: false, why, CancellationToken.None);
        return desk.WasBound;
    }

    // 0.5 s to a minute, never the same on two nodes.
    static TimeSpan Pause(int failures) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures, 6))) * (0.5 + Random.Shared.NextDouble() / 2));
}
