using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Providers;

namespace Rosterline.Lines.Credentials;

/// <summary>Finds what an author signs in with at the provider when one of her texts is handed over; kept for two seconds at most, forgotten at once on this node when changed.</summary>
public sealed class CredentialReader(NpgsqlDataSource database, Secrets secrets, ViewerReader viewers, TimeProvider clock)
{
    public static readonly Refusal None = new("no_credentials", "Its author has no sign-in of her own at the text provider. She saves one under My settings › Texting.");

    public static readonly Refusal NotAllowed = new("may_not_text", "Its author may no longer text.");

    static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    readonly Recent<(Guid Root, Guid Connection), bool> any = new(clock, Kept);

    sealed record Own(Guid? AuthorId, string? Settings, byte[]? Secrets, Guid UserId);

    /// <summary>The connection as its author signs in; as the organisation does for those who have nothing of their own, unless the provider asks it of everybody.</summary>
    public async ValueTask<Result<Connection>> ForAsync(ConfiguredConnection found, Guid messageId, CancellationToken cancel)
    {
        var (provider, connection) = found;
        if (provider.UserSettingsType is not { } type) return connection;
        if (!provider.NeedsUserCredentials && !await any.GetAsync((connection.RootId, connection.Id), _ => AnyAsync(connection), cancel)) return connection;
        var own = (await database.Command("""
            select m.author_id, u.settings::text, u.secrets, u.user_id from message m
            left join user_credential u on u.root_id = m.root_id and u.user_id = m.author_id and u.connection_id = $3
            where m.root_id = $1 and m.id = $2
            """, connection.RootId, messageId, connection.Id)
            .ReadAllAsync(row => new Own(row.Maybe<Guid>(0), row.Text(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2), row.Maybe<Guid>(3) ?? default), cancel)).FirstOrDefault();
        // What a rule wrote goes by the organisation's account.
        if (own?.AuthorId is not { } author) return connection;
        if (own.Settings is null) return provider.NeedsUserCredentials ? None : connection;
        if (await viewers.FindAsync(connection.RootId, author, cancel) is not { } viewer || !viewer.May("text")) return NotAllowed;
        return connection with { UserSettings = ProviderSettings.Bind(type, JsonNode.Parse(own.Settings)!.AsObject(), Open(connection.RootId, own.UserId, own.Secrets)) };
    }

    public void Forget(Guid rootId) => any.Forget(key => key.Root == rootId);

    internal byte[]? Close(Guid rootId, Guid userId, JsonObject open) => open.Count == 0 ? null : secrets.Encrypt(rootId, open.ToJsonString(), Context(userId));

    /// <summary>Null when they cannot be read any more.</summary>
    internal JsonObject? Open(Guid rootId, Guid userId, byte[]? closed)
    {
        if (closed is null) return [];
        try
        {
            return JsonNode.Parse(secrets.Decrypt(rootId, closed, Context(userId)))!.AsObject();
        }
        catch (CryptographicException)
        {
            // As good as not saved: the page asks for them again.
            return null;
        }
    }

    /// <summary>Where they lie, for whoever changes keys.</summary>
    internal static IKeyedValues Column(NpgsqlDataSource database, Secrets secrets) => new SecretColumn<Guid>(database, secrets, "passwords of people at text providers",
        "select u.root_id, u.user_id, u.secrets from user_credential u where u.secrets is not null -- every organisation: all keys are renewed",
        "update user_credential set secrets = $3 where root_id = $1 and user_id = $2 and secrets = $4", Context);

    static string Context(Guid userId) => $"user credential:{userId}";

    async Task<bool> AnyAsync(Connection connection) =>
        (await database.Command("select exists (select 1 from user_credential where root_id = $1 and connection_id = $2)", connection.RootId, connection.Id).ReadAllAsync(row => row.GetBoolean(0), CancellationToken.None))[0];
}
