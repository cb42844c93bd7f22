using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rosterline.Providers.Vonage;

/// <summary>The signature of Vonage's SMS API: a digest over all parameters, sorted, worth five minutes.</summary>
static class VonageSignature
{
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <param name="method">md5hash, or the HMAC by its name: md5, sha1, sha256, sha512. Only the one agreed on is believed.</param>
    public static bool Fits(string secret, string method, IReadOnlyDictionary<string, string> parameters, DateTimeOffset now)
    {
        if (secret.Length == 0 || !parameters.TryGetValue("sig", out var given) || !IsFresh(parameters.GetValueOrDefault("timestamp"), now))
            return false;
        // Documented samples come in capitals, the clients write small letters.
        return Sign(secret, method, parameters) is { } ours
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.ToLowerInvariant()), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(ours)));
    }

    /// <summary>Null for a method nobody knows.</summary>
    internal static byte[]? Sign(string secret, string method, IReadOnlyDictionary<string, string> parameters)
    {
        var text = string.Concat(parameters.Where(p => p.Key != "sig").OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"&{p.Key}={p.Value.Replace('&', '_').Replace('=', '_')}"));
        var (key, signed) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
#pragma warning disable CA5350, CA5351 // The weak ones are Vonage's; the administrator chooses
        return method switch
        {
            "md5hash" => MD5.HashData(Encoding.UTF8.GetBytes(text + secret)),
            "md5" => HMACMD5.HashData(key, signed),
            "sha1" => HMACSHA1.HashData(key, signed),
            "sha256" => HMACSHA256.HashData(key, signed),
            "sha512" => HMACSHA512.HashData(key, signed),
            _ => null,
        };
#pragma warning restore CA5350, CA5351
    }

    internal static bool IsFresh(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds;
}
