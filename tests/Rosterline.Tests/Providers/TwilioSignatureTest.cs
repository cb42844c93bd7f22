using System.Text;
using System.Text.Json.Nodes;
using Rosterline.Providers.Twilio;
using Rosterline.Providers.Wire;
using static System.Net.WebUtility;

namespace Rosterline.Tests.Providers;

/// <summary>Signatures made by Twilio's own client are believed; changed ones are not.</summary>
public class TwilioSignatureTest(TwilioOracle oracle) : IClassFixture<TwilioOracle>
{
    const string Token = "0123456789abcdef0123456789abcdef";
    static readonly string[] Hosts = ["texts.example.test", "Texts.Example.TEST", "texts.example.test:8443", "texts.example.test:443", "user:word@texts.example.test", "[2001:db8::5]", "[2001:db8::5]:8443", "xn--bcher-kva.example"];
    static readonly string[] Pieces = ["", "a", "Body", "STOP", "é", "ñ¿", "👍🏽", "漢字", "+1", " ", "&", "=", "%", "%41", "\n", "\r\n", "\"", "<b>", "'", "\\", "~", "𝒳", "\u00a0", "0", "null", "ß", "e\u0301"];

    [Fact]
    public async Task Believes_what_the_client_signs_and_nothing_changed()
    {
        var random = new Random(20261121);
        var (believed, refused) = (0, 0);
        for (var i = 0; i < 250; i++)
        {
            var (url, parameters) = Anything(random);
            var signature = (await oracle.AskAsync("sign", Question(url, parameters))).GetString()!;
            Fits(Token, signature, url, Body(parameters, random)).ShouldBeTrue($"{url} {Body(parameters, random)}");
            believed++;
            for (var change = 0; change < 8; change++)
                refused += RefusesChanged(random, change, url, parameters, signature) ? 1 : 0;
        }

        believed.ShouldBe(250);
        refused.ShouldBeGreaterThanOrEqualTo(1500);
    }

    [Fact]
    public async Task Agrees_with_the_client_about_changed_requests()
    {
        var random = new Random(42);
        for (var i = 0; i < 150; i++)
        {
            var (url, parameters) = Anything(random);
            var signature = (await oracle.AskAsync("sign", Question(url, parameters))).GetString()!;
            var other = random.Next(3) == 0 ? url : Mutate(url, random);
            var question = Question(other, parameters);
            question["signature"] = signature;
            var theirs = Uri.TryCreate(other, UriKind.Absolute, out _) && await BelievesAsync(question);
            var ours = Fits(Token, signature, other, Body(parameters, random));
            // Their client also tries other spellings of the query; we may be stricter, never laxer.
            (ours && !theirs).ShouldBeFalse(other);
            if (other == url)
                ours.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Believes_a_json_body_by_the_digest_in_the_address()
    {
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var body = $$"""{"property":"{{i}} é","n":{{random.Next()}}}""";
            var hash = (await oracle.AskAsync("hash", new JsonObject { ["body"] = body })).GetString()!;
            var url = $"https://texts.example.test/hooks/x?{(i % 2 == 0 ? "foo=1&" : "")}bodySHA256={hash}";
            var signature = (await oracle.AskAsync("sign", Question(url, []))).GetString()!;
            Fits(Token, signature, url, body).ShouldBeTrue();
            Fits(Token, signature, url, body + " ").ShouldBeFalse();
            Fits(Token, signature, url, "").ShouldBeFalse();
            Fits(Token, signature, url.Replace(hash, new string('0', 64), StringComparison.Ordinal), body).ShouldBeFalse();
        }
    }

    // The client throws at an address that is none.
    async Task<bool> BelievesAsync(JsonObject question)
    {
        try
        {
            return (await oracle.AskAsync("validate", question)).GetBoolean();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static bool RefusesChanged(Random random, int change, string url, List<(string Name, string Value)> parameters, string signature)
    {
        var changed = parameters.ToList();
        var (token, otherUrl, otherSignature) = (Token, url, signature);
        switch (change)
        {
            case 0: changed.Add(("Zusatz", "1")); break;
            case 1 when changed.Count > 0: changed[random.Next(changed.Count)] = ("Body2", Mutate("x", random)); break;
            case 2 when changed.Count > 0:
                var at = random.Next(changed.Count);
                changed[at] = (changed[at].Name, changed[at].Value + "!");
                break;
            case 3: otherUrl = url.Contains('?', StringComparison.Ordinal) ? url + "&x=1" : url + "?x=1"; break;
            case 4: otherUrl = url.StartsWith("https:", StringComparison.Ordinal) ? "http:" + url[6..] : "https:" + url[5..]; break;
            case 5: token = Token[..31] + (Token[31] == '0' ? '1' : '0'); break;
            case 6:
                var bytes = Convert.FromBase64String(signature);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                otherSignature = Convert.ToBase64String(bytes);
                break;
            case 7: otherSignature = signature[..27]; break;
            default: return false;
        }

        Fits(token, otherSignature, otherUrl, Body(changed, random)).ShouldBeFalse($"change {change} of {url}");
        return true;
    }

    static bool Fits(string token, string signature, string url, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return TwilioSignature.Fits(token, signature, url, WireForm.Read(bytes), bytes);
    }

    static (string Url, List<(string Name, string Value)> Parameters) Anything(Random random)
    {
        var url = $"{(random.Next(4) == 0 ? "http" : "https")}://{Hosts[random.Next(Hosts.Length)]}/hooks/twilio/{random.Next()}";
        if (random.Next(2) == 0)
            url += $"?ref={random.Next()}{(random.Next(2) == 0 ? "&x=a%20b&y=%2B1" : "")}";
        var parameters = new List<(string, string)>();
        for (var n = random.Next(1, 14); n > 0; n--)
            parameters.Add((random.Next(6) == 0 ? "MediaUrl" : "p" + Word(random, 2), Word(random, 6)));
        return (url, parameters);
    }

    static string Word(Random random, int pieces) => string.Concat(Enumerable.Range(0, random.Next(pieces + 1)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "q"),
            _ => text[..at] + (char)(text[at] ^ 1) + text[(at + 1)..],
        };
    }

    // In any order, as a form may come.
    static string Body(List<(string Name, string Value)> parameters, Random random) =>
        string.Join('&', parameters.GroupBy(p => p.Name).OrderBy(_ => random.Next()).SelectMany(g => g).Select(p => $"{UrlEncode(p.Name)}={UrlEncode(p.Value)}"));

    static JsonObject Question(string url, List<(string Name, string Value)> parameters)
    {
        var all = new JsonObject();
        foreach (var name in parameters.GroupBy(p => p.Name))
            all[name.Key] = name.Count() == 1 ? name.First().Value : new JsonArray([.. name.Select(p => JsonValue.Create(p.Value))]);
        return new JsonObject { ["token"] = Token, ["url"] = url, ["params"] = all };
    }
}
