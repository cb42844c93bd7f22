using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Credentials;

/// <summary>Saves or removes what a person signs in with at the text provider: her own, or an administrator for her. Secrets go in and never come out.</summary>
sealed class SaveCredential(NpgsqlDataSource database, ConnectionReader connections, CredentialReader credentials, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Settings">By field; an empty secret keeps the saved one.</param>
    public sealed record Request(Guid ConnectionId, JsonObject? Settings);

    /// <summary>Null: no such person here.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer by, Guid userId, Request request, CancellationToken cancel)
    {
        if (await viewers.FindAsync(by.RootId, userId, cancel) is not { } user) return null;
        if (!user.May("text")) return (Result<Guid>)CredentialRefusals.MayNotText(user.Name);
        if (await connections.FindAsync(by.RootId, request.ConnectionId, cancel) is not { Provider: { UserSettingsType: { } type } provider }) return (Result<Guid>)CredentialRefusals.SystemFirst;
        var saved = await database.Command("select secrets from user_credential where root_id = $1 and user_id = $2 and connection_id = $3", by.RootId, userId, request.ConnectionId)
            .ReadAllAsync(row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), cancel);
        var answer = ProviderSettings.Check(type, request.Settings ?? [], saved is [{ } box] ? credentials.Open(by.RootId, userId, box) : null);
        if (answer.Refusal is { } refusal) return (Result<Guid>)refusal;
        var username = answer.Value!.Public["username"]?.ToString() ?? "";
        if (await OwnerAsync(by.RootId, userId, username, cancel) is { } owner) return (Result<Guid>)CredentialRefusals.UsernameTaken(username, owner);
        try
        {
            await StoreAsync(by, user, request.ConnectionId, username, answer.Value, provider, cancel);
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else saved the same name at this moment.
            return (Result<Guid>)CredentialRefusals.UsernameTaken(username, "somebody else");
        }
        credentials.Forget(by.RootId);
        return (Result<Guid>)userId;
    }

    /// <summary>False: there was nothing. What is on its way goes; nothing new goes by it.</summary>
    public async Task<bool> RemoveAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await transaction.Command("delete from user_credential where root_id = $1 and user_id = $2", by.RootId, userId).RunAsync(cancel) == 0) return false;
        await AuditAsync(transaction, AuditedAct.By(by, "credentials.removed", "user", userId), cancel);
        await transaction.CommitAsync(cancel);
        credentials.Forget(by.RootId);
        return true;
    }

    async Task<string?> OwnerAsync(Guid rootId, Guid userId, string username, CancellationToken cancel) => (await database.Command(
        "select u.name from user_credential c join app_user u on u.id = c.user_id where c.root_id = $1 and c.user_id <> $2 and lower(c.username) = lower($3)", rootId, userId, username)
        .ReadAllAsync(row => row.GetString(0), cancel)).FirstOrDefault();

    async Task StoreAsync(Viewer by, Viewer user, Guid connectionId, string username, CheckedSettings settings, ITextProvider provider, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command("""
            insert into user_credential (root_id, user_id, connection_id, username, settings, secrets) values ($1, $2, $3, $4, $5::jsonb, $6)
            on conflict (root_id, user_id) do update set connection_id = excluded.connection_id, username = excluded.username, settings = excluded.settings, secrets = excluded.secrets,
              tested_at = null, test_ok = null, test_words = null
            """, by.RootId, user.UserId, connectionId, username, settings.Public.ToJsonString(), credentials.Close(by.RootId, user.UserId, settings.Secrets)).RunAsync(cancel);
        await AuditAsync(transaction, AuditedAct.By(by, "credentials.saved", "user", user.UserId, new { after = new { provider.Name, username } }), cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task AuditAsync(NpgsqlTransaction transaction, AuditedAct act, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        AuditLog.Add(batch, act, clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Why a sign-in at a text provider is not saved.</summary>
static class CredentialRefusals
{
    public static readonly Refusal SystemFirst = new("system_first", "The organisation is not connected to a text provider with accounts for each person yet. An administrator does that under Admin › Text providers first.");

    public static Refusal MayNotText(string name) => new("may_not_text", $"{name} may not text. Whoever may can have a sign-in of her own at the text provider.");

    public static Refusal UsernameTaken(string username, string owner) => new("username_taken", $"“{username}” belongs to {owner}. Each person needs her own, so that it is known who sent a text.");
}
