using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Rosterline.Platform;

namespace Rosterline.Lines.Connections;

/// <summary>The secret settings of a connection, encrypted for that connection alone.</summary>
public sealed class ConnectionSecrets(Secrets secrets)
{
    public byte[]? Close(Guid connectionId, JsonObject open) => open.Count == 0 ? null : secrets.Encrypt(open.ToJsonString(), ContextOf(connectionId));

    /// <summary>Null when they cannot be read: the key file was lost or replaced.</summary>
    public JsonObject? Open(Guid connectionId, byte[]? closed)
    {
        if (closed is null) return [];
        try
        {
            return JsonNode.Parse(secrets.Decrypt(closed, ContextOf(connectionId)))!.AsObject();
        }
        catch (CryptographicException)
        {
            // As good as not saved: the page asks for them again.
            return null;
        }
    }

    static string ContextOf(Guid connectionId) => $"connection:{connectionId}";
}
