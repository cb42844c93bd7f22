using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Connections;

/// <summary>A provider account as the administration shows it; of secrets only the names of those saved.</summary>
public sealed record ConnectionSummary(
    Guid Id, string Provider, string Label, string Name, bool Active, JsonObject Settings, IReadOnlyList<string> SecretsSaved, Uri HookAddress,
    ConnectionSummary.LastTest? Test, StateInWords State, int Lines)
{
    public sealed record LastTest(bool Ok, string Words, DateTimeOffset At);
}

/// <summary>Reads an organisation's provider accounts.</summary>
sealed class FindConnections(NpgsqlDataSource database, ProviderCatalog providers, ConnectionReader connections, ConnectionSecrets secrets, TimeProvider clock)
{
    public Task<List<ConnectionSummary>> ExecuteAsync(Viewer viewer, CancellationToken cancel) => ReadAsync(viewer.RootId, null, cancel);

    public async Task<ConnectionSummary?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel) =>
        (await ReadAsync(viewer.RootId, id, cancel)).SingleOrDefault();

    Task<List<ConnectionSummary>> ReadAsync(Guid rootId, Guid? only, CancellationToken cancel) => database.Command("""
        select c.id, c.provider, c.name, c.active, c.settings::text, c.secrets, c.hook_token, c.test_ok, c.test_words, c.tested_at,
               c.last_hook_at, c.down_since, c.down_words, c.polled_until, (select count(*)::int from line l where l.root_id = c.root_id and l.connection_id = c.id),
               o.time_zone,
               (select count(*)::int from provider_session s join node n on n.id = s.node where s.root_id = c.root_id and s.connection_id = c.id and s.state = 1 and n.ended_at is null and n.seen_at > now() - interval '20 seconds'),
               (select s.words from provider_session s where s.root_id = c.root_id and s.connection_id = c.id and s.state > 0 order by s.state, s.changed_at desc limit 1)
        from provider_connection c join organisation o on o.root_id = c.root_id
        where c.root_id = $1 and ($2::uuid is null or c.id = $2) order by c.created_at, c.id
        """, rootId, (object?)only ?? DBNull.Value).ReadAllAsync(row => Read(rootId, row), cancel);

    ConnectionSummary Read(Guid rootId, NpgsqlDataReader row)
    {
        var (id, name) = (row.GetGuid(0), row.GetString(1));
        var provider = providers.Find(name);
        var test = row.Maybe<bool>(7) is { } ok ? new ConnectionSummary.LastTest(ok, row.GetString(8), row.GetFieldValue<DateTimeOffset>(9)) : null;
        var saved = row.IsDBNull(5) ? null : secrets.Open(rootId, id, row.GetFieldValue<byte[]>(5));
        return new(id, name, provider?.Label ?? name, row.GetString(2), row.GetBoolean(3), JsonNode.Parse(row.GetString(4))!.AsObject(),
            [.. saved?.Select(secret => secret.Key) ?? []], connections.HookAddress(name, row.GetString(6)), test,
            StateOf(row, provider, test, secretsLost: !row.IsDBNull(5) && saved is null), row.GetInt32(14));
    }

    StateInWords StateOf(NpgsqlDataReader row, ITextProvider? provider, ConnectionSummary.LastTest? test, bool secretsLost)
    {
        if (provider is null) return new(false, "This version of Rosterline does not know this provider.");
        if (secretsLost) return new(false, "The saved secrets cannot be read any more. Enter them again.");
        if (!row.GetBoolean(3)) return new(false, "Switched off.");
        if (row.Maybe<DateTime>(11) is { } since)
            return new(false, $"{provider.Label} has not answered since {ClockTime(since, row.GetString(15))}{(row.Text(12) is { } why ? $": {why}" : ".")}");
        if (provider is ISessionProvider) return LinkState(row.GetInt32(16), row.Text(17));
        if (test is null) return new(false, "Not tested yet.");
        if (!test.Ok) return new(false, test.Words);
        if (row.Maybe<DateTimeOffset>(10) is { } heard) return new(true, $"Working. Last heard {Ago(clock.GetUtcNow() - heard)}.");
        return new(true, provider.Abilities.ListsReceived && row.Maybe<DateTime>(13) is not null
            ? "Working. Receiving by asking every 15 s." : "Sending works. Nothing received yet.");
    }

    static StateInWords LinkState(int bound, string? words) => bound > 0 ? new(true, $"{words}{(bound > 1 ? $", {bound} sessions" : "")}.")
        : new(false, $"Not bound. {words ?? "Connecting."} Tried again by itself.");

    static string ClockTime(DateTime at, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture);

    static string Ago(TimeSpan ago) => ago.TotalSeconds < 90 ? $"{Math.Max(0, (int)ago.TotalSeconds)} s ago"
        : ago.TotalMinutes < 90 ? $"{(int)ago.TotalMinutes} min ago"
        : ago.TotalHours < 36 ? $"{(int)ago.TotalHours} h ago" : $"{(int)ago.TotalDays} days ago";
}
