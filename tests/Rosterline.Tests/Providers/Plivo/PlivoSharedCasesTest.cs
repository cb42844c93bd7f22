using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Plivo;
using Rosterline.Providers.Wire;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers.Plivo;

/// <summary>Cases and vectors that lie beside the repository.</summary>
public sealed class PlivoSharedCasesTest(ITestOutputHelper output) : IDisposable
{
    const string Token = "AuthToken";
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));

    static Connection At(string address) => new(Guid.Empty, Guid.Empty, "plivo", "", new PlivoSettings { AuthId = "AuthID", AuthToken = Token, BaseAddress = address }, new Uri("https://texts.example.test/hooks/plivo/x"));

    // Theirs are unsigned, which we never take: each is refused as it is, and read once it is signed.
    [SharedFact]
    public void Reads_every_incoming_case_once_it_is_signed()
    {
        var count = 0;
        foreach (var one in Shared.Json("cases/plivo.json").GetProperty("inbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var (label, connection, expected) = (one.GetProperty("label").GetString(), At("https://api.plivo.com"), one.GetProperty("expect"));
            var body = Encoding.UTF8.GetBytes(one.GetProperty("body").GetString()!);
            var request = new WebhookRequest("POST", connection.HookAddress, new Dictionary<string, string>(), "application/x-www-form-urlencoded", body);
            new PlivoProvider(http, TimeProvider.System).ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Forged>(label);
            var text = string.Concat(one.GetProperty("form").EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + f.Value[0].GetString()));
            var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes($"{connection.HookAddress}?{text}.n")));
            request = request with { Headers = new Dictionary<string, string> { ["X-Plivo-Signature-V3"] = signature, ["X-Plivo-Signature-V3-Nonce"] = "n" } };
            var reading = new PlivoProvider(http, TimeProvider.System).ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>(label);
            if (one.GetProperty("kind").GetString() == "receive")
            {
                // A text to a number nobody brought in yet is kept on a line of its own, where theirs refuses it.
                var received = reading.Received.ShouldHaveSingleItem(label);
                (received.ProviderMessageId, received.Body, received.From?.E164).ShouldBe(("abc1234", "Hello", "+60124361111"), label);
            }
            else
            {
                var news = reading.Updates.ShouldHaveSingleItem(label);
                (news.ProviderMessageId, news.Status).ShouldBe(("12345", expected.TryGetProperty("statuses", out _) ? DeliveryStatus.Delivered : DeliveryStatus.Sent), label);
            }

            count++;
        }

        output.WriteLine($"{count} incoming cases");
        count.ShouldBe(4);
    }

    [SharedFact]
    public async Task Sends_every_outgoing_case()
    {
        await using var server = await ScriptedServer.StartAsync();
        var count = 0;
        foreach (var one in Shared.Json("cases/plivo.json").GetProperty("outbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var label = one.GetProperty("label").GetString();
            var reply = one.GetProperty("provider_responses").EnumerateObject().First().Value[0];
            server.Requests.Clear();
            server.Answer = Reply.Json(reply.GetProperty("status").GetInt32(), reply.GetProperty("body").GetString()!);
            var media = one.TryGetProperty("attachments", out var list) ? list.EnumerateArray().Select(a => new Uri(a.GetString()!.Split(':', 2)[1])).ToArray() : [];
            var text = new OutgoingText(Ids.New(), new PhoneNumber(2020), PhoneNumber.FromWire(one.GetProperty("to_urn").GetString()![4..])!.Value, one.GetProperty("text").GetString()!, media);
            var outcome = await new PlivoProvider(http, TimeProvider.System).SendAsync(At(server.Address.ToString()), text, CancellationToken.None);
            var seen = server.Requests.ShouldHaveSingleItem(label);
            seen.Path.ShouldBe("/v1/Account/AuthID/Message/");
            Compare(JsonNode.Parse(seen.Body)!.AsObject(), JsonNode.Parse(one.GetProperty("expected_provider_requests")[0].GetProperty("body").GetString()!)!.AsObject(), media, label);
            if (one.GetProperty("expect").GetProperty("final").GetString() == "sent")
                outcome.ShouldBe(new SendOutcome.Accepted("abc123", DeliveryStatus.Sent), label);
            else
                outcome.ShouldBeOfType<SendOutcome.Rejected>(label).Problem.ShouldBe(DeliveryProblem.Configuration, label);
            count++;
        }

        output.WriteLine($"{count} outgoing cases");
        count.ShouldBe(3);
    }

    // The callback is each product's own. Theirs writes a picture's address into the text; ours sends the picture.
    static void Compare(JsonObject sent, JsonObject expected, Uri[] media, string? label)
    {
        sent.Remove("url");
        expected.Remove("url");
        if (media.Length > 0)
        {
            (sent["type"]!.GetValue<string>(), sent["media_urls"]![0]!.GetValue<string>()).ShouldBe(("mms", media[0].ToString()), label);
            sent.Remove("type");
            sent.Remove("media_urls");
            expected["text"] = expected["text"]!.GetValue<string>().Split('\n')[0];
        }

        JsonNode.DeepEquals(sent, expected).ShouldBeTrue($"{label}: {sent}");
    }

    [SharedFact]
    public void Fits_every_signature_vector()
    {
        var (fitting, not) = (0, 0);
        foreach (var vector in Shared.Json("cases/signature-vectors.json").GetProperty("plivo").GetProperty("vectors").EnumerateArray())
        {
            var (token, url, nonce, signature) = (Of(vector, "auth_token"), Of(vector, "url"), Of(vector, "nonce"), Of(vector, "signature"));
            var form = vector.TryGetProperty("params", out var given) ? string.Join('&', given.EnumerateObject().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value.GetString()!)}")) : "";
            var fits = Of(vector, "version") == "V2" ? PlivoSignature.FitsV2(token, signature, nonce, url) : PlivoSignature.FitsV3(token, signature, nonce, Of(vector, "method"), url, WireForm.Read(form));
            var valid = vector.GetProperty("valid").GetBoolean();
            fits.ShouldBe(valid, vector.ToString());
            _ = fits ? fitting++ : not++;
        }

        output.WriteLine($"{fitting} signatures believed, {not} refused");
        (fitting + not).ShouldBe(10);
    }

    static string Of(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    public void Dispose() => http.Dispose();
}
