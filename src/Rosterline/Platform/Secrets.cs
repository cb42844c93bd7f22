using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Platform.Keys;

namespace Rosterline.Platform;

/// <summary>
/// Encrypts secrets at rest with AES-256-GCM under the data key of their organisation, which is itself encrypted by the master key outside the
/// database. Layout: version byte, 16 bytes id of the data key, nonce, tag, ciphertext; organisation and context (whose secret it is) are authenticated.
/// </summary>
public sealed class Secrets(DataKeys keys)
{
    const byte Direct = 1, Enveloped = 2;
    const int HeaderSize = 17;

    /// <summary>With the key file of a data folder, for what runs beside the application.</summary>
    public static Secrets Open(NpgsqlDataSource database, string dataFolder) =>
        new(new DataKeys(database, MasterKeys.Open(Path.Combine(dataFolder, "secret.key")), TimeProvider.System));

    public byte[] Encrypt(Guid rootId, string plain, string context)
    {
        var key = keys.Current(rootId, KeyUse.Secrets);
        return [Enveloped, .. key.Id.ToByteArray(bigEndian: true), .. AesBox.Close(key.Bytes, Encoding.UTF8.GetBytes(plain), Bound(rootId, context))];
    }

    /// <summary>A secret of the installation.</summary>
    public byte[] Encrypt(string plain, string context) => Encrypt(DataKeys.Installation, plain, context);

    /// <exception cref="CryptographicException">Another key, another context, or changed bytes.</exception>
    public string Decrypt(Guid rootId, byte[] box, string context) => box switch
    {
        [Enveloped, ..] when box.Length > HeaderSize => Encoding.UTF8.GetString(
            AesBox.Open(keys.Find(rootId, new Guid(box.AsSpan(1, 16), bigEndian: true)), box.AsSpan(HeaderSize), Bound(rootId, context))),
        [Direct, ..] => OpenDirect(box, context),
        _ => throw new CryptographicException("This is not a secret of ours."),
    };

    public string Decrypt(byte[] box, string context) => Decrypt(DataKeys.Installation, box, context);

    /// <summary>Whether it is encrypted with the key in use; else it is to be encrypted again.</summary>
    public bool IsCurrent(Guid rootId, byte[] box) =>
        box is [Enveloped, ..] && box.Length > HeaderSize && new Guid(box.AsSpan(1, 16), bigEndian: true) == keys.Current(rootId, KeyUse.Secrets).Id;

    /// <summary>A signature of the organisation over a text, safe in an address; also a hash to look something up by.</summary>
    public string Sign(Guid rootId, string text) => SignWith(keys.Current(rootId, KeyUse.Lookup).Bytes, text);

    internal static string SignWith(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    // Written before there were data keys, by the master key of then.
    string OpenDirect(byte[] box, string context)
    {
        foreach (var master in keys.Master.All)
        {
            try
            {
                return Encoding.UTF8.GetString(AesBox.Open(master, box.AsSpan(1), context));
            }
            catch (AuthenticationTagMismatchException)
            {
                // Perhaps by the one before it.
            }
        }
        throw new CryptographicException("No key here opens this secret.");
    }

    static string Bound(Guid rootId, string context) => $"{rootId:N} {context}";
}
