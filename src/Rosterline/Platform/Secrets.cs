using System.Security.Cryptography;
using System.Text;

namespace Rosterline.Platform;

/// <summary>
/// Encrypts secrets at rest with AES-256-GCM. The key lies in the data folder, outside the database, readable by us alone.
/// Layout: version byte, 12 bytes nonce, 16 bytes tag, ciphertext; the context (whose secret it is) is authenticated.
/// </summary>
public sealed class Secrets(byte[] key)
{
    const byte Version = 1;
    const int NonceSize = 12, TagSize = 16, HeaderSize = 1 + NonceSize + TagSize;

    /// <summary>Opens the key file of the data folder, making it on first use.</summary>
    public static Secrets Open(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "secret.key");
        if (File.Exists(path)) return new Secrets(Convert.FromBase64String(File.ReadAllText(path)));
        Directory.CreateDirectory(dataFolder);
        var fresh = RandomNumberGenerator.GetBytes(32);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path, options))
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(fresh)));
        return new Secrets(fresh);
    }

    public byte[] Encrypt(string plain, string context)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var box = new byte[HeaderSize + text.Length];
        box[0] = Version;
        RandomNumberGenerator.Fill(box.AsSpan(1, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(box.AsSpan(1, NonceSize), text, box.AsSpan(HeaderSize), box.AsSpan(1 + NonceSize, TagSize), Encoding.UTF8.GetBytes(context));
        return box;
    }

    /// <summary>A signature of ours over a text, safe in an address.</summary>
    public string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    /// <exception cref="CryptographicException">Another key, another context, or changed bytes.</exception>
    public string Decrypt(byte[] box, string context)
    {
        if (box.Length < HeaderSize || box[0] != Version) throw new CryptographicException("This is not a secret of ours.");
        var text = new byte[box.Length - HeaderSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box.AsSpan(1, NonceSize), box.AsSpan(HeaderSize), box.AsSpan(1 + NonceSize, TagSize), text, Encoding.UTF8.GetBytes(context));
        return Encoding.UTF8.GetString(text);
    }
}
