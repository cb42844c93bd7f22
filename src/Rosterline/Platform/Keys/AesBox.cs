using System.Security.Cryptography;
using System.Text;

namespace Rosterline.Platform.Keys;

/// <summary>AES-256-GCM. Layout: 12 bytes nonce, 16 bytes tag, ciphertext; the context, whose secret it is, is authenticated.</summary>
static class AesBox
{
    const int NonceSize = 12, TagSize = 16, HeaderSize = NonceSize + TagSize;

    public static byte[] Close(byte[] key, ReadOnlySpan<byte> plain, string context)
    {
        var box = new byte[HeaderSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(HeaderSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(context));
        return box;
    }

    /// <exception cref="CryptographicException">Another key, another context, or changed bytes.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string context)
    {
        if (box.Length < HeaderSize) throw new CryptographicException("This is not a secret of ours.");
        var plain = new byte[box.Length - HeaderSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[HeaderSize..], box[NonceSize..HeaderSize], plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }
}
