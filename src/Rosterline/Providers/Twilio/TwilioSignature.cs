using System.Security.Cryptography;
using System.Text;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Twilio;

/// <summary>
/// Twilio's request signature: base64(HMAC-SHA1(auth token, address + each parameter's name and value, sorted)).
/// A JSON body is signed through its digest in the address instead.
/// </summary>
static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";
    const string Digest = "bodySHA256";

    /// <summary>True where the signature fits the address as configured, or with the port added or left out, which Twilio does both.</summary>
    public static bool Fits(string authToken, string signature, string url, WireForm form, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[SHA1.HashSizeInBytes];
        if (authToken.Length == 0 || signature.Length != 28 || !Convert.TryFromBase64String(signature, given, out var length) || length != given.Length)
            return false;
        url = url.Split('#', 2)[0];
        var digest = DigestIn(url);
        if (digest is not null && !DigestFits(digest, body))
            return false;
        var tail = digest is null ? Concatenate(form) : "";
        var key = Encoding.UTF8.GetBytes(authToken);
        foreach (var variant in Variants(url))
        {
            if (CryptographicOperations.FixedTimeEquals(Sign(key, variant + tail), given))
                return true;
        }

        return false;
    }

    static byte[] Sign(byte[] key, string text)
    {
#pragma warning disable CA5350 // SHA-1 is Twilio's choice; as an HMAC it still holds
        return HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    static string Concatenate(WireForm form)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in form.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            // A repeated parameter counts once per different value.
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name).Append(value);
        }

        return text.ToString();
    }

    static string? DigestIn(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? null : WireForm.Read(url.AsSpan(query + 1)).First(Digest);
    }

    static bool DigestFits(string digest, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))), Encoding.UTF8.GetBytes(digest));

    // As text, because a Uri lower-cases the host and drops the default port, and the signature covers every character.
    static IEnumerable<string> Variants(string url)
    {
        yield return url;
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
            yield break;
        var end = url.IndexOfAny(['/', '?'], start) is var found and >= 0 ? found : url.Length;
        var host = url.LastIndexOf('@', end - 1, end - start) is var at and >= 0 ? at + 1 : start;
        var port = url.LastIndexOf(':', end - 1, end - host);
        if (port > host && !url.AsSpan(port, end - port).Contains(']'))
            yield return url.Remove(port, end - port);
        else
            yield return url.Insert(end, url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80");
    }
}
