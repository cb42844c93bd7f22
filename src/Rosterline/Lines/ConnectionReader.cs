using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines;

/// <summary>A provider account with the adapter that speaks for it.</summary>
public sealed record ConfiguredConnection(ITextProvider Provider, Connection Connection)
{
    public ProviderAbilities Abilities => Provider.AbilitiesOf(Connection);
}

/// <summary>Reads provider accounts for the hot paths; kept for five seconds at most, forgotten at once on this node when changed.</summary>
public sealed class ConnectionReader(
    NpgsqlDataSource database, ProviderCatalog providers, ConnectionSecrets secrets, OwnAddress own, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    readonly Recent<(Guid Root, Guid Id), ConfiguredConnection?> byId = new(clock, Kept);
    readonly Recent<(string Provider, string Token), ConfiguredConnection?> byHook = new(clock, Kept);

    /// <summary>The connection, switched off or not; null when there is none or its secrets cannot be read.</summary>
    public ValueTask<ConfiguredConnection?> FindAsync(Guid rootId, Guid connectionId, CancellationToken cancel) =>
        byId.GetAsync((rootId, connectionId), key => ReadAsync("c.root_id = $1 and c.id = $2", [key.Root, key.Id]), cancel);

    /// <summary>The active connection behind a webhook's address.</summary>
    public async ValueTask<ConfiguredConnection?> FindByHookAsync(string provider, string hookToken, CancellationToken cancel)
    {
        // every organisation: the token itself says which one it belongs to
        var found = await byHook.GetAsync((provider, hookToken), key => ReadAsync("c.provider = $1 and c.hook_token = $2 and c.active", [key.Provider, key.Token]), cancel);
        // Before the server listens its port may not be known yet; an address made up by a stranger is not remembered.
        if (found is null || found.Connection.HookAddress.Port == 0) byHook.Forget((provider, hookToken));
        return found;
    }

    /// <summary>A connection of this organisation changed.</summary>
    public void Forget(Guid rootId)
    {
        byId.Forget(key => key.Root == rootId);
        byHook.Forget(_ => true);
    }

    /// <summary>The address a provider is told to call for this connection.</summary>
    public Uri HookAddress(string provider, string hookToken) => new(own.Public, $"/hooks/{provider}/{hookToken}");

    async Task<ConfiguredConnection?> ReadAsync(string condition, object[] values)
    {
        await using var command = database.CreateCommand(
            $"select c.root_id, c.id, c.provider, c.name, c.settings::text, c.secrets, c.hook_token from provider_connection c where {condition}");
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        return await reader.ReadAsync(CancellationToken.None) ? Configure(reader) : null;
    }

    ConfiguredConnection? Configure(NpgsqlDataReader row)
    {
        var (rootId, id, name) = (row.GetGuid(0), row.GetGuid(1), row.GetString(2));
        if (providers.Find(name) is not { } provider) return null;
        if (secrets.Open(rootId, id, row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5)) is not { } opened) return null;
        var settings = ProviderCatalog.Bind(provider, JsonNode.Parse(row.GetString(4))!.AsObject(), opened);
        return new(provider, new Connection(rootId, id, name, row.GetString(3), settings, HookAddress(name, row.GetString(6))));
    }
}
