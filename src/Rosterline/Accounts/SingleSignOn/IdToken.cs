using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>What the provider says about somebody, once it is certain that it said it, to us, now, and about this sign-in (OpenID Connect Core 3.1.3.7).</summary>
static class IdToken
{
    const int Longest = 32 * 1024;
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(60), Oldest = TimeSpan.FromMinutes(10);

    // Two values of one name are read differently by different programs: none is taken.
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public sealed record Expected(string Issuer, string ClientId, string Nonce, DateTimeOffset Now);

    /// <param name="Claims">Null when it is not to be believed.</param>
    /// <param name="Fault">Why, for the log: a word, never a part of the token.</param>
    public sealed record Read(JsonElement? Claims, string? Fault);

    public const string UnknownKey = "unknown_key";

    public static Read Check(string token, IReadOnlyList<VerifyKey> keys, Expected expected)
    {
        try
        {
            return token.Length <= Longest && token.Split('.') is [var head, var body, var signature]
                ? Check(token[..token.LastIndexOf('.')], Json(head), Json(body), Bytes(signature), keys, expected)
                : No("not_a_token");
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return No("not_a_token");
        }
    }

    static Read Check(string signed, JsonElement head, JsonElement claims, byte[] signature, IReadOnlyList<VerifyKey> keys, Expected expected)
    {
        if (Text(head, "alg") is not ("RS256" or "ES256") || head.TryGetProperty("crit", out _)) return No("algorithm");
        if (Text(head, "typ") is { } type && !type.Equals("JWT", StringComparison.OrdinalIgnoreCase)) return No("type");
        var fitting = keys.Where(key => key.Algorithm == Text(head, "alg") && (!head.TryGetProperty("kid", out _) || key.Id == Text(head, "kid"))).ToList();
        // Without a name there must be no choice.
        if (fitting.Count != 1) return No(UnknownKey);
        if (!fitting[0].Verifies(Encoding.ASCII.GetBytes(signed), signature)) return No("signature");
        return Fault(claims, expected) is { } fault ? No(fault) : new Read(claims, null);
    }

    static string? Fault(JsonElement claims, Expected expected)
    {
        if (Text(claims, "iss") != expected.Issuer) return "issuer";
        if (!IsForUs(claims, expected.ClientId)) return "audience";
        if (Time(claims, "exp") is not { } ends || expected.Now >= ends + Skew) return "expired";
        if (Time(claims, "iat") is not { } issued || issued > expected.Now + Skew || issued < expected.Now - Oldest) return "issued_at";
        if (claims.TryGetProperty("nbf", out _) && (Time(claims, "nbf") is not { } begins || begins > expected.Now + Skew)) return "not_before";
        if (Text(claims, "nonce") != expected.Nonce) return "nonce";
        return Text(claims, "sub") is { Length: > 0 and <= 255 } ? null : "subject";
    }

    static bool IsForUs(JsonElement claims, string clientId)
    {
        if (!claims.TryGetProperty("aud", out var audience)) return false;
        var many = audience.ValueKind == JsonValueKind.Array;
        var all = many ? audience.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() : null).ToList() : [Text(claims, "aud")];
        if (!all.Contains(clientId)) return false;
        return claims.TryGetProperty("azp", out _) ? Text(claims, "azp") == clientId : all.Count == 1;
    }

    // The decoder would also take padding, so that one token could be written in several ways.
    static byte[] Bytes(string part) =>
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? Base64Url.DecodeFromChars(part) : throw new FormatException();

    static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Bytes(part), Strict);
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException();
    }

    static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;

    internal static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static Read No(string fault) => new(null, fault);
}
