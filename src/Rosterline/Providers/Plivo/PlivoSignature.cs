using System.Security.Cryptography;
using System.Text;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Plivo;

/// <summary>
/// Plivo's signatures, base64(HMAC-SHA256(auth token, text)). V3 covers the address, its query and the form, each sorted, and a
/// nonce; V2 only the address without its query, and the nonce.
/// </summary>
static class PlivoSignature
{
    public static bool FitsV3(string authToken, string signatures, string nonce, string method, string url, WireForm form) =>
        authToken.Length > 0 && IsOneOf(signatures, Sign(authToken, $"{(method == "POST" ? Posted(url, form) : Asked(url))}.{nonce}"));

    public static bool FitsV2(string authToken, string signatures, string nonce, string url) =>
        authToken.Length > 0 && IsOneOf(signatures, Sign(authToken, Parts(url).Address + nonce));

    static byte[] Sign(string authToken, string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text));

    // While an auth token is being replaced, there is a signature by each.
    static bool IsOneOf(string signatures, byte[] ours)
    {
        var fits = false;
        var given = new byte[SHA256.HashSizeInBytes];
        foreach (var one in signatures.Split(',', 4))
            fits |= one.Trim().Length == 44 && Convert.TryFromBase64String(one.Trim(), given, out var length) && length == given.Length && CryptographicOperations.FixedTimeEquals(given, ours);
        return fits;
    }

    static string Asked(string url)
    {
        var (address, query) = Parts(url);
        return query.Length > 0 ? $"{address}?{query}" : address;
    }

    static string Posted(string url, WireForm form)
    {
        if (form.Fields.Count == 0)
            return Asked(url);
        var (address, query) = Parts(url);
        return $"{address}?{query}{(query.Length > 0 ? "." : "")}{Sorted(form, "", "")}";
    }

    static (string Address, string Query) Parts(string url)
    {
        var parts = url.Split('#', 2)[0].Split('?', 2);
        return (parts[0], parts.Length > 1 ? Sorted(WireForm.Read(parts[1]), "=", "&") : "");
    }

    static string Sorted(WireForm form, string equals, string and) =>
        string.Join(and, form.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Order(StringComparer.Ordinal).Select(value => f.Key + equals + value)));
}
