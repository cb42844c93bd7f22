using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Vonage;

/// <summary>The tokens of Vonage's Messages API: ours by the application's private key (RS256), theirs by the signature secret (HS256).</summary>
static class VonageToken
{
    static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    sealed record Head(string? Alg);

    sealed record Claims(string? Iat, string? PayloadHash, string? ApiKey, string? ApplicationId);

    /// <summary>Null where the private key is none.</summary>
    public static string? Make(string applicationId, string privateKey, DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        if (!Import(rsa, privateKey))
            return null;
        var claims = new JsonObject
        {
            ["application_id"] = applicationId, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = (now + Life).ToUnixTimeSeconds(), ["jti"] = Ids.New().ToString(),
        };
        var signed = $"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>True for a fresh token by the secret that was made for exactly these bytes and this account.</summary>
    public static bool Fits(VonageSettings settings, string token, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (settings.SignatureSecret.Length == 0 || token.Split('.', 4) is not [var head, var claims, var signature])
            return false;
        var ours = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.SignatureSecret), Encoding.UTF8.GetBytes($"{head}.{claims}"));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Base64Url.EncodeToString(ours)), Encoding.UTF8.GetBytes(signature)))
            return false;
        if (Open<Head>(head)?.Alg != "HS256" || Open<Claims>(claims) is not { } said || !VonageSignature.IsFresh(said.Iat, now))
            return false;
        return string.Equals(said.PayloadHash, Convert.ToHexStringLower(SHA256.HashData(body)), StringComparison.OrdinalIgnoreCase)
            && (said.ApiKey is null || said.ApiKey == settings.ApiKey)
            && (said.ApplicationId is null || string.IsNullOrEmpty(settings.ApplicationId) || string.Equals(said.ApplicationId, settings.ApplicationId, StringComparison.OrdinalIgnoreCase));
    }

    static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    static T? Open<T>(string part)
        where T : class => Base64Url.IsValid(part) ? WireJson.Snake.Read<T>(Base64Url.DecodeFromChars(part)) : null;

    // A key pasted into one line has lost its line ends, or carries them as \n.
    static bool Import(RSA rsa, string pem)
    {
        var parts = pem.Replace("\\n", "", StringComparison.Ordinal).Split("-----", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var label, var text, ..])
            return false;
        try
        {
            var bytes = Convert.FromBase64String(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
            if (label.Contains("RSA", StringComparison.Ordinal)) rsa.ImportRSAPrivateKey(bytes, out _);
            else rsa.ImportPkcs8PrivateKey(bytes, out _);
            return true;
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            // The words are the caller's: it knows whether a text or a test waits.
            return false;
        }
    }
}
