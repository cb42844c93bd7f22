using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>A public key an identity provider signs with (RFC 7517), RSA of 2048 bits and more or P-256; others are not taken.</summary>
sealed record VerifyKey(string? Id, string Algorithm, Func<byte[], byte[], bool> Verifies)
{
    const int ShortestRsa = 2048;

    /// <summary>The keys of a set that may verify a signature.</summary>
    public static IReadOnlyList<VerifyKey> OfSet(JsonElement set) =>
        set.ValueKind == JsonValueKind.Object && set.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
            ? [.. keys.EnumerateArray().Select(Of).OfType<VerifyKey>()] : [];

    static VerifyKey? Of(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not (null or "sig")) return null;
        try
        {
            return (Text(key, "kty"), Text(key, "crv"), Text(key, "alg")) switch
            {
                ("RSA", _, null or "RS256") => Rsa(key),
                ("EC", "P-256", null or "ES256") => P256(key),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            // A key that is none verifies nothing; the others of the set still do.
            return null;
        }
    }

    static VerifyKey? Rsa(JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        if (rsa.KeySize < ShortestRsa) return null;
        var kept = rsa.ExportRSAPublicKey();
        return new(Text(key, "kid"), "RS256", (text, signature) =>
        {
            using var own = RSA.Create();
            own.ImportRSAPublicKey(kept, out _);
            return own.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        });
    }

    static VerifyKey P256(JsonElement key)
    {
        var kept = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") } };
        using (ECDsa.Create(kept)) { }
        return new(Text(key, "kid"), "ES256", (text, signature) =>
        {
            using var own = ECDsa.Create(kept);
            return own.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        });
    }

    static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name) ?? throw new FormatException());

    static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
