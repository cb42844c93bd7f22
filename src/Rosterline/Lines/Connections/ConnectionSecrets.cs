using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Lines.Connections;

/// <summary>The secret settings of a connection, encrypted for that connection alone.</summary>
public sealed class ConnectionSecrets(Secrets secrets)
{
    public byte[]? Close(Guid rootId, Guid connectionId, JsonObject open) => open.Count == 0 ? null : secrets.Encrypt(rootId, open.ToJsonString(), ContextOf(connectionId));

    /// <summary>Null when they cannot be read: the key file was lost or replaced.</summary>
    public JsonObject? Open(Guid rootId, Guid connectionId, byte[]? closed)
    {
        if (closed is null) return [];
        try
        {
            return JsonNode.Parse(secrets.Decrypt(rootId, closed, ContextOf(connectionId)))!.AsObject();
        }
        catch (CryptographicException)
        {
            // As good as not saved: the page asks for them again.
            return null;
        }
    }

    /// <summary>Where they lie, for whoever changes keys.</summary>
    internal static IKeyedValues Column(NpgsqlDataSource database, Secrets secrets) => new SecretColumn<Guid>(database, secrets, "secrets of text providers",
        "select c.root_id, c.id, c.secrets from provider_connection c where c.secrets is not null -- every organisation: all keys are renewed",
        "update provider_connection set secrets = $3 where root_id = $1 and id = $2 and secrets = $4", ContextOf);

    internal static string ContextOf(Guid connectionId) => $"connection:{connectionId}";
}
