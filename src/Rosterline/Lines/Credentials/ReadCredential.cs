using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines.Connections;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Credentials;

/// <summary>What a person signs in with at the text provider, as pages show it, and whether the provider still takes it.</summary>
sealed class ReadCredential(NpgsqlDataSource database, ProviderCatalog providers, ConnectionReader connections, CredentialReader credentials, TimeProvider clock)
{
    /// <param name="Choices">Providers of this organisation with accounts for each person; none: the organisation's own connection comes first (BY-10).</param>
    public sealed record Answer(IReadOnlyList<Choice> Choices, string? WhyNone, Saved? Own);

    /// <param name="Needed">Whoever has none cannot text there.</param>
    public sealed record Choice(Guid ConnectionId, string Provider, string Name, bool Needed, IReadOnlyList<SettingField> Fields);

    public sealed record Saved(Guid ConnectionId, string Username, JsonObject Settings, IReadOnlyList<string> SecretsSaved, ConnectionSummary.LastTest? Test);

    public async Task<Answer> ExecuteAsync(Guid rootId, Guid userId, CancellationToken cancel)
    {
        var known = await database.Command("select c.id, c.provider, c.name from provider_connection c where c.root_id = $1 and c.active order by c.created_at, c.id", rootId)
            .ReadAllAsync(row => (Id: row.GetGuid(0), Provider: providers.Find(row.GetString(1)), Name: row.GetString(2)), cancel);
        var choices = known.Where(c => c.Provider?.UserSettingsType is not null)
            .Select(c => new Choice(c.Id, c.Provider!.Label, c.Name, c.Provider.NeedsUserCredentials, ProviderSettings.FieldsOf(c.Provider.UserSettingsType!))).ToList();
        return new Answer(choices, choices.Count == 0 ? CredentialRefusals.SystemFirst.Message : null, await FindAsync(rootId, userId, cancel));
    }

    /// <summary>Asks the provider without texting anybody, and keeps the answer. Null: nothing is saved.</summary>
    public async Task<TestConnection.Answer?> TestAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        if (await FindAsync(by.RootId, userId, cancel) is not { } own || await connections.FindAsync(by.RootId, own.ConnectionId, cancel) is not { Provider.UserSettingsType: { } type } found) return null;
        var box = (await database.Command("select secrets from user_credential where root_id = $1 and user_id = $2", by.RootId, userId).ReadAllAsync(row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), cancel)).FirstOrDefault();
        var started = clock.GetTimestamp();
        var answer = credentials.Open(by.RootId, userId, box) is { } opened
            ? await TestConnection.AskAsync(found with { Connection = found.Connection with { UserSettings = ProviderSettings.Bind(type, own.Settings, opened) } }, cancel)
            : new(false, "The saved password cannot be read any more. Enter it again.");
        if (answer.Ok) answer = answer with { Words = $"{answer.Words} {clock.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s." };
        await using var batch = database.CreateBatch();
        batch.Add("update user_credential set tested_at = $3, test_ok = $4, test_words = $5 where root_id = $1 and user_id = $2", by.RootId, userId, clock.GetUtcNow(), answer.Ok, answer.Words);
        AuditLog.Add(batch, AuditedAct.By(by, "credentials.tested", "user", userId, new { answer.Ok, answer.Words }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return answer;
    }

    async Task<Saved?> FindAsync(Guid rootId, Guid userId, CancellationToken cancel) => (await database.Command(
        "select connection_id, username, settings::text, secrets, test_ok, test_words, tested_at from user_credential where root_id = $1 and user_id = $2", rootId, userId)
        .ReadAllAsync(row => new Saved(row.GetGuid(0), row.GetString(1), JsonNode.Parse(row.GetString(2))!.AsObject(),
            [.. credentials.Open(rootId, userId, row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3))?.Select(secret => secret.Key) ?? []],
            row.Maybe<bool>(4) is { } ok ? new(ok, row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)) : null), cancel)).FirstOrDefault();
}
