using System.Globalization;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Rosterline.Providers.Telnyx;

/// <summary>Telnyx's signature: Ed25519 over "{timestamp}|{raw body}", worth five minutes.</summary>
static class TelnyxSignature
{
    public const string Header = "telnyx-signature-ed25519", TimeHeader = "telnyx-timestamp";

    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static bool Fits(string publicKey, string? signature, string? timestamp, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var key = Bytes(publicKey, Ed25519.PublicKeySize);
        var given = Bytes(signature, Ed25519.SignatureSize);
        if (key is null || given is null || !IsFresh(timestamp, now))
            return false;
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "|"), .. body];
        return Ed25519.Verify(given, 0, key, 0, signed, 0, signed.Length);
    }

    static bool IsFresh(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds;

    static byte[]? Bytes(string? text, int length)
    {
        var bytes = new byte[length];
        return text is not null && text.Length == (length + 2) / 3 * 4 && Convert.TryFromBase64String(text, bytes, out var written) && written == length ? bytes : null;
    }
}
