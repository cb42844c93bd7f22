using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines;

/// <summary>A provider account with the adapter that speaks for it.</summary>
public sealed record ConfiguredConnection(ITextProvider Provider, Connection Connection);

/// <summary>Reads provider accounts for the hot paths; kept for five seconds at most, forgotten at once on this node when changed.</summary>
public sealed class ConnectionReader(
    NpgsqlDataSource database, ProviderCatalog providers, ConnectionSecrets secrets, OwnAddress own, TimeProvider clock)
{
    const int Most = 20_000;
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<(Guid Root, Guid Id), Known> byId = new();
    readonly ConcurrentDictionary<(string Provider, string Token), Known> byHook = new();

    readonly record struct Known(ConfiguredConnection? Found, long At);

    /// <summary>The connection, switched off or not; null when there is none or its secrets cannot be read.</summary>
    public ValueTask<ConfiguredConnection?> FindAsync(Guid rootId, Guid connectionId, CancellationToken cancel) =>
        byId.TryGetValue((rootId, connectionId), out var known) && IsFresh(known)
            ? new(known.Found)
            : new(ReadAndKeepAsync(byId, (rootId, connectionId), "c.root_id = $1 and c.id = $2", [rootId, connectionId], cancel));

    /// <summary>The active connection behind a webhook's address.</summary>
    public ValueTask<ConfiguredConnection?> FindByHookAsync(string provider, string hookToken, CancellationToken cancel) =>
        byHook.TryGetValue((provider, hookToken), out var known) && IsFresh(known)
            ? new(known.Found)
            // every organisation: the token itself says which one it belongs to
            : new(ReadAndKeepAsync(byHook, (provider, hookToken), "c.provider = $1 and c.hook_token = $2 and c.active", [provider, hookToken], cancel));

    /// <summary>A connection of this organisation changed.</summary>
    public void Forget(Guid rootId)
    {
        foreach (var key in byId.Keys)
            if (key.Root == rootId) byId.TryRemove(key, out _);
        foreach (var (key, known) in byHook)
            if (known.Found is null || known.Found.Connection.RootId == rootId) byHook.TryRemove(key, out _);
    }

    /// <summary>The address a provider is told to call for this connection.</summary>
    public Uri HookAddress(string provider, string hookToken) => new(own.Public, $"/hooks/{provider}/{hookToken}");

    bool IsFresh(Known known) => clock.GetElapsedTime(known.At) < Kept;

    async Task<ConfiguredConnection?> ReadAndKeepAsync<TKey>(
        ConcurrentDictionary<TKey, Known> kept, TKey key, string condition, object[] values, CancellationToken cancel) where TKey : notnull
    {
        var at = clock.GetTimestamp();
        var found = await ReadAsync(condition, values, cancel);
        if (kept.Count > Most) kept.Clear();
        // Before the server listens its port may not be known yet.
        if (found?.Connection.HookAddress.Port != 0) kept[key] = new(found, at);
        return found;
    }

    async Task<ConfiguredConnection?> ReadAsync(string condition, object[] values, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select c.root_id, c.id, c.provider, c.name, c.settings::text, c.secrets, c.hook_token from provider_connection c where {condition}");
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? Configure(reader) : null;
    }

    ConfiguredConnection? Configure(NpgsqlDataReader row)
    {
        var (rootId, id, name) = (row.GetGuid(0), row.GetGuid(1), row.GetString(2));
        if (providers.Find(name) is not { } provider) return null;
        if (secrets.Open(id, row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5)) is not { } opened) return null;
        var settings = ProviderCatalog.Bind(provider, JsonNode.Parse(row.GetString(4))!.AsObject(), opened);
        return new(provider, new Connection(rootId, id, name, row.GetString(3), settings, HookAddress(name, row.GetString(6))));
    }
}
