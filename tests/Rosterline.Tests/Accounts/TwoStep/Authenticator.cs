using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rosterline.Tests.Accounts.TwoStep;

/// <summary>An authenticator app, written from RFC 6238: six digits, SHA-1, every thirty seconds.</summary>
public static class Authenticator
{
    /// <param name="steps">Half minutes from now: several codes are right at once.</param>
    public static string CodeOf(string secret, int steps = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // RFC 6238's default, which every authenticator app speaks
        var hash = HMACSHA1.HashData(FromBase32(secret.Replace(" ", "", StringComparison.Ordinal)), counter);
#pragma warning restore CA5350
        var code = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff) % 1_000_000;
        return code.ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}
