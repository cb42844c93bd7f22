using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Providers.Plivo;
using Rosterline.Providers.Telnyx;
using Rosterline.Providers.Vonage;
using Rosterline.Providers.Wire;

namespace Rosterline.Tests.Providers.Oracles;

/// <summary>What the carriers' own clients sign is believed, what is changed is not, and both sides agree about each.</summary>
public sealed class SignaturesTest(ProviderOracle oracle) : IClassFixture<ProviderOracle>
{
    const int Rounds = 60;
    static readonly string[] Pieces = ["a", "Z", "0", " ", "&", "=", "+", "%", "é", "ñ", "👍", "\"", "<", "?", "#", "/", ".", ",", "_", "-", "~", "ÿ"];
    static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    static string Words(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    [Fact]
    public async Task Telnyx()
    {
        const string seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        var random = new Random(5);
        for (var round = 0; round < Rounds; round++)
        {
            var (body, timestamp) = (JsonSerializer.Serialize(new { text = Words(random, 40) }), Now.AddSeconds(random.Next(-250, 250)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            var signature = (await oracle.AskAsync("telnyxSigns", new JsonObject { ["seed"] = seed, ["body"] = body, ["timestamp"] = timestamp })).GetString()!;
            var (otherBody, otherSignature, otherTime, otherKey) = (body, signature, timestamp, key);
            switch (round % 6)
            {
                case 1: otherBody += " "; break;
                case 2: otherTime = Now.AddSeconds(-400).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture); break;
                case 3: otherSignature = Flip(signature, random); break;
                case 4: otherKey = Flip(key, random); break;
                case 5: otherTime = (long.Parse(timestamp, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture); break;
            }

            var theirs = (await oracle.AskAsync("telnyxBelieves", new JsonObject { ["key"] = otherKey, ["body"] = otherBody, ["signature"] = otherSignature, ["timestamp"] = otherTime })).GetBoolean();
            TelnyxSignature.Fits(otherKey, otherSignature, otherTime, Encoding.UTF8.GetBytes(otherBody), Now).ShouldBe(round % 6 == 0, $"round {round}");
            theirs.ShouldBe(round % 6 == 0, $"their opinion in round {round}");
        }
    }

    static string Flip(string base64, Random random)
    {
        var bytes = Convert.FromBase64String(base64);
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return Convert.ToBase64String(bytes);
    }

    [Fact]
    public async Task Vonage_parameters()
    {
        var random = new Random(6);
        string[] methods = ["md5hash", "md5", "sha1", "sha256", "sha512"];
        for (var round = 0; round < Rounds; round++)
        {
            var method = methods[round % 5];
            var parameters = new Dictionary<string, string> { ["timestamp"] = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ["text"] = Words(random, 30), ["message-timestamp"] = "2026-11-21 15:30:00", ["api-key"] = "abcd1234" };
            for (var n = random.Next(4); n > 0; n--) parameters[$"p{Words(random, 3)}"] = Words(random, 6);
            var question = new JsonObject { ["method"] = method, ["secret"] = "s&=c", ["params"] = JsonSerializer.SerializeToNode(parameters) };
            parameters["sig"] = (await oracle.AskAsync("nexmoSigns", question)).GetString()!;
            VonageSignature.Fits("s&=c", method, parameters, Now).ShouldBeTrue($"round {round}");
            VonageSignature.Fits("s&=d", method, parameters, Now).ShouldBeFalse();
            VonageSignature.Fits("s&=c", method, new Dictionary<string, string>(parameters) { ["text"] = parameters["text"] + "x" }, Now).ShouldBeFalse();
            VonageSignature.Fits("s&=c", method, new Dictionary<string, string>(parameters) { ["more"] = "" }, Now).ShouldBeFalse();
            VonageSignature.Fits("s&=c", method, parameters.Where(p => p.Key != "api-key").ToDictionary(), Now).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Vonage_tokens()
    {
        using var key = RSA.Create(2048);
        var made = VonageToken.Make("aaaaaaaa-bbbb-cccc-dddd-0123456789ab", key.ExportPkcs8PrivateKeyPem(), Now)!;
        var read = await oracle.AskAsync("vonageReads", new JsonObject { ["token"] = made, ["publicKey"] = key.ExportSubjectPublicKeyInfoPem() });
        var own = await oracle.AskAsync("vonageToken", new JsonObject { ["application"] = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab", ["privateKey"] = key.ExportPkcs8PrivateKeyPem() });
        foreach (var claim in new[] { "application_id", "iat", "exp", "jti" })
        {
            read.TryGetProperty(claim, out var ours).ShouldBeTrue(claim);
            own.GetProperty("payload").GetProperty(claim).ValueKind.ShouldBe(ours.ValueKind, claim);
        }

        var settings = new VonageSettings { ApiKey = "abcd1234", SignatureSecret = "test_signature_secret_0001" };
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var body = Encoding.UTF8.GetBytes(Words(random, 40));
            var claims = new JsonObject { ["iat"] = Now.ToUnixTimeSeconds(), ["jti"] = $"{round}", ["iss"] = "Vonage", ["payload_hash"] = Convert.ToHexStringLower(SHA256.HashData(body)), ["api_key"] = "abcd1234" };
            var token = (await oracle.AskAsync("vonageSigns", new JsonObject { ["claims"] = claims, ["secret"] = settings.SignatureSecret })).GetString()!;
            VonageToken.Fits(settings, token, body, Now).ShouldBeTrue();
            VonageToken.Fits(settings, token, [.. body, 32], Now).ShouldBeFalse();
            VonageToken.Fits(settings, token[..^2] + (token[^2] == 'A' ? "B" : "A") + token[^1], body, Now).ShouldBeFalse();
            VonageToken.Fits(settings with { SignatureSecret = "another" }, token, body, Now).ShouldBeFalse();
            (await oracle.AskAsync("vonageVerifies", new JsonObject { ["token"] = token, ["secret"] = settings.SignatureSecret })).GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Plivo()
    {
        const string token = "my_auth_token";
        var random = new Random(8);
        string[] urls = ["https://texts.example.test/hooks/plivo/x", "https://texts.example.test/hooks/plivo/x?ref=019a0719-ac96-7eb9-a837-cac215164834", "https://texts.example.test:8443/hooks/plivo/x?b=2&a=1&a=0"];
        for (var round = 0; round < Rounds; round++)
        {
            var (url, nonce, method) = (urls[round % 3], $"n-{random.Next()}", round % 5 == 4 ? "GET" : "POST");
            var form = new Dictionary<string, string>();
            for (var n = method == "GET" ? 0 : random.Next(5); n > 0; n--) form[$"P{random.Next(100)}"] = Words(random, 12);
            var read = WireForm.Read(string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")));
            var signature = Signed(token, url, nonce, read);
            async Task<bool> TheirsAsync(string u, string s, Dictionary<string, string> p) => (await oracle.AskAsync("plivoBelieves", new JsonObject
            {
                ["method"] = method, ["url"] = u, ["nonce"] = nonce, ["token"] = token, ["signature"] = s, ["params"] = JsonSerializer.SerializeToNode(p),
            })).GetBoolean();

            PlivoSignature.FitsV3(token, signature, nonce, method, url, read).ShouldBeTrue();
            (await TheirsAsync(url, signature, form)).ShouldBeTrue($"round {round}: {url} {string.Join(' ', form)}");
            var longer = WireForm.Read(string.Join('&', form.Append(new("Zusatz", "1")).Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")));
            if (method == "POST") PlivoSignature.FitsV3(token, signature, nonce, method, url, longer).ShouldBeFalse();
            PlivoSignature.FitsV3(token, signature, nonce + "1", method, url, read).ShouldBeFalse();
            PlivoSignature.FitsV3(token, signature, nonce, method, url + (url.Contains('?', StringComparison.Ordinal) ? "&x=1" : "?x=1"), read).ShouldBeFalse();
            PlivoSignature.FitsV3(token, Flip(signature, random), nonce, method, url, read).ShouldBeFalse();
            (await TheirsAsync(url, Flip(signature, random), form)).ShouldBeFalse();
            var older = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url.Split('?')[0] + nonce)));
            PlivoSignature.FitsV2(token, older, nonce, url).ShouldBeTrue();
            (await oracle.AskAsync("plivoBelievesV2", new JsonObject { ["url"] = url, ["nonce"] = nonce, ["token"] = token, ["signature"] = older })).GetBoolean().ShouldBeTrue();
        }
    }

    // Written once more here, from the published description.
    static string Signed(string token, string url, string nonce, WireForm form)
    {
        var (address, query) = (url.Split('?')[0], url.Contains('?', StringComparison.Ordinal) ? string.Join('&', url.Split('?')[1].Split('&').Order(StringComparer.Ordinal)) : "");
        var fields = string.Concat(form.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value[0]));
        var text = form.Fields.Count == 0 ? query.Length == 0 ? address : $"{address}?{query}" : $"{address}?{query}{(query.Length > 0 ? "." : "")}{fields}";
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"{text}.{nonce}")));
    }
}
