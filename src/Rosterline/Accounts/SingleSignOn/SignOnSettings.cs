using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>An organisation's identity provider.</summary>
/// <param name="Secret">Null: a public client, or one whose secret can no longer be read.</param>
/// <param name="TrustsEmail">Takes e-mail addresses the provider does not say it verified.</param>
/// <param name="TakesNew">Whoever the provider vouches for becomes a user.</param>
/// <param name="Groups">The first that fits decides; none: everybody keeps what she has, new users become recruiters.</param>
/// <param name="ProvenAt">Somebody signed in by these settings.</param>
sealed record SignOnSettings(
    Guid RootId, string Name, string Issuer, string ClientId, string? Secret, bool TrustsEmail, bool TakesNew, string GroupsClaim,
    IReadOnlyList<GroupRule> Groups, DateTimeOffset? ProvenAt);

/// <param name="Value">The provider's name or id of the group.</param>
/// <param name="Group">Our security group: the key of a ready one, such as "recruiter", or the id of an own one.</param>
/// <param name="AccountId">Null: the whole organisation.</param>
public sealed record GroupRule(string Value, string Group, Guid? AccountId);

/// <summary>Reads the settings of single sign-on, with the secret.</summary>
sealed class SignOnReader(NpgsqlDataSource database, Secrets secrets)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null: this organisation has none.</summary>
    public async Task<SignOnSettings?> FindAsync(Guid rootId, CancellationToken cancel) => (await database.Command("""
        select name, issuer, client_id, client_secret, trusts_email, takes_new, groups_claim, groups::text, proven_at from single_sign_on where root_id = $1
        """, rootId).ReadAllAsync(row => new SignOnSettings(
            rootId, row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : Open(rootId, row.GetFieldValue<byte[]>(3)),
            row.GetBoolean(4), row.GetBoolean(5), row.GetString(6), JsonSerializer.Deserialize<List<GroupRule>>(row.GetString(7), Json)!,
            row.Maybe<DateTimeOffset>(8)), cancel)).FirstOrDefault();

    public byte[] Close(Guid rootId, string secret) => secrets.Encrypt(rootId, secret, ContextOf(rootId));

    /// <summary>Where they lie, for whoever changes keys.</summary>
    internal static IKeyedValues Column(NpgsqlDataSource database, Secrets secrets) => new SecretColumn<Guid>(database, secrets, "secrets of single sign-on",
        "select s.root_id, s.root_id, s.client_secret from single_sign_on s where s.client_secret is not null -- every organisation: all keys are renewed",
        "update single_sign_on set client_secret = $3 where root_id = $1 and root_id = $2 and client_secret = $4", ContextOf);

    string? Open(Guid rootId, byte[] closed)
    {
        try
        {
            return secrets.Decrypt(rootId, closed, ContextOf(rootId));
        }
        catch (CryptographicException)
        {
            // As good as not saved: the provider will say no, and the page asks for it again.
            return null;
        }
    }

    static string ContextOf(Guid rootId) => $"single sign-on:{rootId}";
}
