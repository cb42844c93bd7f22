using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Vonage;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers.Vonage;

/// <summary>Cases, vectors and tables that lie beside the repository.</summary>
public sealed class VonageSharedCasesTest(ITestOutputHelper output) : IDisposable
{
    const string Secret = "test_signature_secret_0001";
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));
    readonly FakeClock clock = new();

    static Connection At(VonageSettings settings) => new(Guid.Empty, Guid.Empty, "vonage", "", settings with { SignatureSecret = Secret }, new Uri("https://localhost/hooks/vonage/x"));

    // Theirs are unsigned, which we never take: each is refused as it is, and read once it is signed.
    [SharedFact]
    public void Reads_every_incoming_case_once_it_is_signed()
    {
        var count = 0;
        var (connection, provider) = (At(new VonageSettings()), new VonageProvider(http, clock));
        foreach (var one in Shared.Json("cases/vonage-nexmo.json").GetProperty("inbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var label = one.GetProperty("label").GetString();
            var expected = one.GetProperty("expect");
            var given = one.TryGetProperty("query", out var query) || one.TryGetProperty("form", out query) ? query.EnumerateObject().ToDictionary(p => p.Name, p => p.Value[0].GetString()!) : [];
            var way = one.GetProperty("method").GetString() == "GET" ? "GET" : "form";
            if (given.Count > 0)
            {
                provider.ReadWebhook(connection, VonageCases.SmsRequest(connection, way, given)).ShouldBeOfType<WebhookReading.Forged>(label);
                given["timestamp"] = clock.GetUtcNow().ToUnixTimeSeconds().ToString();
                given["sig"] = Convert.ToHexString(VonageSignature.Sign(Secret, "sha256", given)!);
            }

            var reading = provider.ReadWebhook(connection, VonageCases.SmsRequest(connection, way, given)).ShouldBeOfType<WebhookReading.Verified>(label);
            switch (expected.GetProperty("outcome").GetString())
            {
                case "message_stored":
                    var text = reading.Received.ShouldHaveSingleItem(label);
                    (text.ProviderMessageId, text.Body, text.From?.E164).ShouldBe((expected.GetProperty("external_id").GetString()!, expected.GetProperty("text").GetString()!, expected.GetProperty("from").GetString()), label);
                    break;
                case "status_updated":
                    var word = expected.GetProperty("statuses")[0].GetProperty("status").GetString();
                    // Theirs knows failed only; what left and did not arrive is undelivered here.
                    reading.Updates.ShouldHaveSingleItem(label).Status.ShouldBe(word == "sent" ? DeliveryStatus.Sent : DeliveryStatus.Undelivered, label);
                    break;
                default:
                    (reading.Received.Count + reading.Updates.Count).ShouldBe(0, label);
                    break;
            }

            count++;
        }

        output.WriteLine($"{count} incoming cases");
        count.ShouldBe(6);
    }

    [SharedFact]
    public async Task Sends_every_outgoing_case()
    {
        await using var server = await ScriptedServer.StartAsync();
        var count = 0;
        foreach (var suite in Shared.Json("cases/vonage-nexmo.json").GetProperty("outbound").EnumerateArray())
        {
            var config = suite.GetProperty("channels")[0].GetProperty("config");
            var settings = new VonageSettings { ApiKey = config.GetProperty("nexmo_api_key").GetString()!, ApiSecret = config.GetProperty("nexmo_api_secret").GetString()!, RestAddress = server.Address.ToString() };
            foreach (var one in suite.GetProperty("cases").EnumerateArray())
            {
                await SendCaseAsync(server, settings, one);
                count++;
            }
        }

        output.WriteLine($"{count} outgoing cases");
        count.ShouldBe(5);
    }

    async Task SendCaseAsync(ScriptedServer server, VonageSettings settings, JsonElement one)
    {
        var label = one.GetProperty("label").GetString();
        var reply = one.GetProperty("provider_responses").EnumerateObject().First().Value[0];
        server.Requests.Clear();
        server.Answer = Reply.Json(reply.GetProperty("status").GetInt32(), reply.GetProperty("body").GetString()!);
        var text = new OutgoingText(Ids.New(), new PhoneNumber(2020), PhoneNumber.FromWire(one.GetProperty("to_urn").GetString()![4..])!.Value, one.GetProperty("text").GetString()!, []);
        var outcome = await new VonageProvider(http, clock).SendAsync(At(settings), text, CancellationToken.None);
        var seen = server.Requests.ShouldHaveSingleItem(label);
        foreach (var field in one.GetProperty("expected_provider_requests")[0].GetProperty("form").EnumerateObject())
        {
            // The callback is each product's own; "1" and "true" are one; Vonage itself parts a long text.
            if (field.Name is not ("callback" or "status-report-req" or "text"))
                seen.Form(field.Name).ShouldBe(field.Value.EnumerateArray().Select(v => v.GetString()!), label);
        }

        seen.Form("text").ShouldBe([text.Body], label);
        var expected = one.GetProperty("expect");
        switch (expected.GetProperty("final").GetString())
        {
            case "sent": outcome.ShouldBe(new SendOutcome.Accepted(expected.GetProperty("external_ids")[0].GetString()!, DeliveryStatus.Sent), label); break;
            case "retry": outcome.ShouldBeOfType<SendOutcome.TryAgain>(label); break;
            default: $"send:{outcome.ShouldBeOfType<SendOutcome.Rejected>(label).ProviderCode}".ShouldBe(expected.GetProperty("error").GetProperty("code").GetString(), label); break;
        }
    }

    [SharedFact]
    public void Fits_every_signature_vector()
    {
        var count = 0;
        foreach (var vector in Shared.Json("cases/signature-vectors.json").GetProperty("vonage_sms_api").GetProperty("vectors").EnumerateArray())
        {
            Fits(vector, vector.GetProperty("method").GetString()!, vector.GetProperty("sig").GetString()!);
            count++;
        }

        var own = Shared.Json("contracts/vonage/sms-signature-vectors.json");
        foreach (var signature in own.GetProperty("signatures").EnumerateObject())
        {
            Fits(own, signature.Name.Replace("_hmac", "", StringComparison.Ordinal), signature.Value.GetString()!);
            count++;
        }

        output.WriteLine($"{count} vectors");
        count.ShouldBe(15);
    }

    static void Fits(JsonElement vector, string method, string signature)
    {
        var parameters = vector.GetProperty("params").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
        var (secret, now) = (vector.GetProperty("secret").GetString()!, DateTimeOffset.FromUnixTimeSeconds(long.Parse(parameters["timestamp"])));
        parameters["sig"] = signature;
        VonageSignature.Fits(secret, method, parameters, now).ShouldBeTrue(method);
        VonageSignature.Fits(secret, method, parameters, now.AddSeconds(301)).ShouldBeFalse(method);
        VonageSignature.Fits(secret + "x", method, parameters, now).ShouldBeFalse(method);
        parameters["to"] += "1";
        VonageSignature.Fits(secret, method, parameters, now).ShouldBeFalse(method);
    }

    [SharedFact]
    public void Believes_the_signed_webhook_of_the_contract()
    {
        var vector = Shared.Json("contracts/vonage/messages-v1-signed-webhook-jwt-vector.json");
        var body = File.ReadAllBytes(Shared.Path("contracts/vonage/messages-v1-status-webhook.raw.json"));
        var connection = At(new VonageSettings { ApiKey = "abcd1234" });
        var request = new WebhookRequest("POST", connection.HookAddress, new Dictionary<string, string> { ["Authorization"] = vector.GetProperty("Authorization").GetString()! }, "application/json", body);
        clock.Set(DateTimeOffset.FromUnixTimeSeconds(1700000100));
        new VonageProvider(http, clock).ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>().Updates.ShouldHaveSingleItem().Status.ShouldBe(DeliveryStatus.Delivered);
        new VonageProvider(http, clock).ReadWebhook(connection, request with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body) + " ") }).ShouldBeOfType<WebhookReading.Forged>();
        foreach (var (file, expected) in new[] { ("messages-v1-inbound-sms.json", 1), ("messages-v1-status-webhook-rejected.inferred.json", 1) })
        {
            var told = File.ReadAllBytes(Shared.Path("contracts/vonage/" + file));
            var signed = VonageCases.Signed(connection.HookAddress, told, "application/json", clock.GetUtcNow(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(told)));
            var reading = new VonageProvider(http, clock).ReadWebhook(connection, signed).ShouldBeOfType<WebhookReading.Verified>(file);
            (reading.Received.Count + reading.Updates.Count).ShouldBe(expected, file);
        }
    }

    [SharedFact]
    public void Agrees_with_the_status_map()
    {
        foreach (var name in new[] { "vonage_sms", "vonage_messages" })
        {
            foreach (var status in Shared.Json("contracts/status-map.json").GetProperty(name).EnumerateObject().Where(s => s.Name[0] != '('))
            {
                DeliveryStatus? expected = status.Value.GetString() switch { "sent" => DeliveryStatus.Sent, "delivered" => DeliveryStatus.Delivered, "undelivered" => DeliveryStatus.Undelivered, _ => DeliveryStatus.Failed };
                VonageCodes.StatusOf(status.Name).ShouldBe(expected, status.Name);
            }
        }
    }

    public void Dispose() => http.Dispose();
}
