using System.Collections.Concurrent;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Health;

/// <summary>
/// Decides from hand-overs whether a provider is down (P-26): two in a row without an answer, over five seconds at least, on this node. The mark
/// stands in the database for all nodes, since the first of them; any answer, or <see cref="WatchConnections"/>, takes it off.
/// </summary>
public sealed class ConnectionHealth(NpgsqlDataSource database, TimeProvider clock, ILogger<ConnectionHealth> log)
{
    const int InARow = 2;

    static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<Guid, Trouble> troubles = new();

    sealed record Trouble(DateTimeOffset Since, long SinceMark, int Times, bool Marked);

    public void Heard(Connection connection, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Accepted or SendOutcome.Rejected: Answered(connection.RootId, connection.Id); break;
            case SendOutcome.TryAgain { ProviderDown: true } down: Silent(connection, down.Words); break;
            case SendOutcome.Unknown unknown: Silent(connection, unknown.Words); break;
        }
    }

    /// <summary>It answers: nothing waits for it any longer.</summary>
    internal void Answered(Guid rootId, Guid connectionId)
    {
        if (troubles.TryRemove(connectionId, out var trouble) && trouble.Marked) _ = WriteAsync("update provider_connection set down_since = null, down_words = null where root_id = $1 and id = $2", rootId, connectionId);
    }

    void Silent(Connection connection, string words)
    {
        var now = troubles.AddOrUpdate(connection.Id, _ => new Trouble(clock.GetUtcNow(), clock.GetTimestamp(), 1, false), (_, before) => before with { Times = before.Times + 1 });
        if (now.Marked || now.Times < InARow || clock.GetElapsedTime(now.SinceMark) < AtLeast) return;
        if (!troubles.TryUpdate(connection.Id, now with { Marked = true }, now)) return;
        log.LogWarning("Connection {Connection} is down: {Words}", connection.Id, words);
        _ = WriteAsync("update provider_connection set down_since = coalesce(down_since, least($3, now())), down_words = $4, probed_at = now() where root_id = $1 and id = $2", connection.RootId, connection.Id, now.Since, words);
    }

    /// <summary>Another node, or the watch, found that it answers: what this node counted is over.</summary>
    internal void Forget(Guid connectionId) => troubles.TryRemove(connectionId, out _);

    async Task WriteAsync(string sql, params object[] values)
    {
        try
        {
            await database.Command(sql, values).RunAsync(CancellationToken.None);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Found again with the next hand-overs.
            if (values[1] is Guid id) Forget(id);
            log.LogWarning("The state of a connection was not stored: {Fault}", fault.Message);
        }
    }
}
