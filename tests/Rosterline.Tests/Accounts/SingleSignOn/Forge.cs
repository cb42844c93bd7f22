using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rosterline.Tests.Accounts.SingleSignOn;

/// <summary>Makes tokens as a provider does, and as a forger would.</summary>
sealed class Forge
{
    public const string KeyId = "k1";

    /// <summary>One for all tests: making a key takes longer than most of them.</summary>
    public static readonly RSA Key = RSA.Create(2048);
    static readonly RSA OtherKey = RSA.Create(2048);
    static readonly ECDsa CurveKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public JsonObject Head { get; } = new() { ["alg"] = "RS256", ["kid"] = KeyId, ["typ"] = "JWT" };

    public required JsonObject Claims { get; init; }

    public static Forge Good(string issuer, string client, string nonce, DateTimeOffset now) => new()
    {
        Claims = new()
        {
            ["iss"] = issuer, ["aud"] = client, ["sub"] = "subject-1", ["nonce"] = nonce, ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["email"] = "maya@northwind.example", ["email_verified"] = true, ["name"] = "Maya Brooks",
        },
    };

    public string Signed() => Join(Head.ToJsonString(), Claims.ToJsonString(), text => Key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignedByAnother() => Join(Head.ToJsonString(), Claims.ToJsonString(), text => OtherKey.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string SignedByCurve() => Join(Head.ToJsonString(), Claims.ToJsonString(), text => CurveKey.SignData(text, HashAlgorithmName.SHA256));

    /// <summary>With the public key as a shared secret: what takes whichever algorithm the token names would believe it.</summary>
    public string SignedWithThePublicKey() => Join(Head.ToJsonString(), Claims.ToJsonString(), text => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key.ExportSubjectPublicKeyInfoPem()), text));

    public string Unsigned() => Join(Head.ToJsonString(), Claims.ToJsonString(), _ => []);

    public string WithBody(string json) => Join(Head.ToJsonString(), json, text => Key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string Tampered()
    {
        var parts = Signed().Split('.');
        Claims["sub"] = "somebody-else";
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Claims.ToJsonString()))}.{parts[2]}";
    }

    /// <summary>The set of keys a provider publishes.</summary>
    public static JsonElement Keys(string id = KeyId) => JsonSerializer.SerializeToElement(new
    {
        keys = new object[]
        {
            Rsa(Key, id), Rsa(RSA.Create(1024), "weak"), Curve("curve"), new { kty = "oct", kid = "shared", k = "c2VjcmV0" }, new { kty = "RSA", kid = "broken", n = "%", e = "AQAB" },
            new { kty = "RSA", kid = "for-encryption", use = "enc", n = Base64Url.EncodeToString(Key.ExportParameters(false).Modulus), e = "AQAB" },
        },
    });

    static object Rsa(RSA key, string id) => key.ExportParameters(false) is var p
        ? new { kty = "RSA", kid = id, use = "sig", n = Base64Url.EncodeToString(p.Modulus), e = Base64Url.EncodeToString(p.Exponent) } : null!;

    static object Curve(string id) => CurveKey.ExportParameters(false).Q is var q
        ? new { kty = "EC", crv = "P-256", kid = id, x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } : null!;

    static string Join(string head, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
