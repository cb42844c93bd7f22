using System.Globalization;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Telnyx;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers.Telnyx;

/// <summary>Cases, vectors and tables that lie beside the repository.</summary>
public sealed class TelnyxSharedCasesTest(ITestOutputHelper output) : IDisposable
{
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));
    readonly FakeClock clock = new();

    [SharedFact]
    public void Reads_every_case()
    {
        var count = 0;
        foreach (var one in Shared.Json("cases/telnyx.json").GetProperty("inbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var label = one.GetProperty("label").GetString();
            var headers = one.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
            clock.Set(DateTimeOffset.FromUnixTimeSeconds(long.Parse(headers["telnyx-timestamp"], CultureInfo.InvariantCulture)));
            var reading = Read(one.GetProperty("signature").GetProperty("public_key_base64").GetString()!, headers, one.GetProperty("body").GetString()!).ShouldBeOfType<WebhookReading.Verified>(label);
            var expected = one.GetProperty("expect");
            if (expected.GetProperty("outcome").GetString() == "message_stored")
            {
                var text = reading.Received.ShouldHaveSingleItem(label);
                (text.Body, text.From?.E164).ShouldBe((expected.GetProperty("text").GetString()!, expected.GetProperty("from").GetString()), label);
                text.AlsoTo.Count.ShouldBe(label!.Contains("cc present", StringComparison.Ordinal) ? 1 : 0, label);
            }
            else
            {
                var news = reading.Updates.ShouldHaveSingleItem(label);
                var status = expected.TryGetProperty("statuses", out var statuses) ? statuses[0].GetProperty("status").GetString() : "sent";
                news.Status.ShouldBe(status == "failed" ? DeliveryStatus.Failed : DeliveryStatus.Sent, label);
                if (expected.TryGetProperty("errors", out var errors))
                    (news.ProviderCode, news.Problem).ShouldBe((errors[0].GetProperty("code").GetString(), DeliveryProblem.OptedOut), label);
            }

            count++;
        }

        output.WriteLine($"{count} cases");
        count.ShouldBe(5);
    }

    [SharedFact]
    public void Believes_the_signature_vectors_that_are_valid()
    {
        foreach (var vector in Shared.Json("cases/signature-vectors.json").GetProperty("telnyx").GetProperty("vectors").EnumerateArray())
        {
            var (label, timestamp) = (vector.GetProperty("label").GetString()!, vector.GetProperty("timestamp").GetString()!);
            clock.Set(DateTimeOffset.FromUnixTimeSeconds(1575927134 + (label.StartsWith("stale", StringComparison.Ordinal) ? 301 : label.StartsWith("future", StringComparison.Ordinal) ? -301 : 0)));
            TelnyxSignature.Fits(vector.GetProperty("public_key_base64").GetString()!, vector.GetProperty("signature").GetString(), timestamp, Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!), clock.GetUtcNow())
                .ShouldBe(vector.GetProperty("valid").GetBoolean(), label);
        }

        var own = Shared.Json("contracts/telnyx/signature-vectors.json");
        var key = own.GetProperty("key").GetProperty("publicKeyBase64").GetString()!;
        foreach (var vector in own.GetProperty("vectors").EnumerateArray())
        {
            var body = vector.TryGetProperty("body", out var given) ? Encoding.UTF8.GetBytes(given.GetString()!) : File.ReadAllBytes(Shared.Path("contracts/telnyx/webhook-message-received.raw.json"));
            var (signature, now) = (vector.GetProperty("signature").GetString(), DateTimeOffset.FromUnixTimeSeconds(1700000000));
            TelnyxSignature.Fits(key, signature, "1700000000", body, now).ShouldBeTrue();
            TelnyxSignature.Fits(key, signature, "1700000000", [.. body, (byte)' '], now).ShouldBeFalse();
        }
    }

    [SharedFact]
    public void Understands_every_sample_of_the_contract()
    {
        var connection = new Connection(Guid.Empty, Guid.Empty, "telnyx", "", new TelnyxSettings { PublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }, new Uri("https://localhost/hooks/telnyx/x"));
        foreach (var file in Directory.GetFiles(Shared.Path("contracts/telnyx"), "webhook-*.json"))
        {
            var request = TelnyxCases.Signed(connection, File.ReadAllBytes(file), "application/json", clock.GetUtcNow());
            var reading = new TelnyxProvider(http, clock).ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>(file);
            (reading.Received.Count + reading.Updates.Count).ShouldBe(1, file);
            if (file.Contains("mms", StringComparison.Ordinal)) reading.Received[0].Media.ShouldHaveSingleItem().ContentType.ShouldBe("image/jpeg");
        }
    }

    [SharedFact]
    public async Task Reads_both_shapes_of_an_answer_and_every_refusal()
    {
        await using var server = await ScriptedServer.StartAsync();
        var connection = new Connection(Guid.Empty, Guid.Empty, "telnyx", "", new TelnyxSettings { ApiKey = "KEY1", BaseAddress = server.Address.ToString() }, new Uri("https://localhost/hooks/telnyx/x"));
        async Task<SendOutcome> SendAsync(int status, string file)
        {
            server.Answer = Reply.With(status, "application/json", await File.ReadAllBytesAsync(Shared.Path("contracts/telnyx/" + file)));
            return await new TelnyxProvider(http, clock).SendAsync(connection, new OutgoingText(Ids.New(), new PhoneNumber(18445550001), new PhoneNumber(18665550001), "Hi", []), CancellationToken.None);
        }

        foreach (var file in new[] { "send-message-200.json", "send-message-200.current-shape.json" })
            (await SendAsync(200, file)).ShouldBe(new SendOutcome.Accepted("3fa85f64-5717-4562-b3fc-2c963f66afa6", DeliveryStatus.Sent));
        foreach (var status in new[] { 400, 403, 409 })
            (await SendAsync(status, "error-optout.json")).ShouldBe(new SendOutcome.Rejected(DeliveryProblem.OptedOut, "40300"));
        (await SendAsync(422, "send-message-default.json")).ShouldBeOfType<SendOutcome.Rejected>();
    }

    [SharedFact]
    public void Agrees_with_the_tables()
    {
        foreach (var status in Shared.Json("contracts/status-map.json").GetProperty("telnyx").EnumerateObject())
        {
            DeliveryStatus? expected = status.Value.GetString()!.Split(' ')[0] switch
            {
                "queued" or "sent" => DeliveryStatus.Sent, "delivered" => DeliveryStatus.Delivered, "undelivered" => DeliveryStatus.Undelivered, "failed" => DeliveryStatus.Failed, _ => null,
            };
            TelnyxCodes.StatusOf(status.Name).ShouldBe(expected, status.Name);
        }

        foreach (var code in Shared.Json("contracts/telnyx/error-codes.json").GetProperty("codes").EnumerateObject())
            Allowed(code.Value.GetProperty("class").GetString()!).ShouldContain(TelnyxCodes.Problems[code.Name], code.ToString());
    }

    static DeliveryProblem[] Allowed(string ourClass) => ourClass switch
    {
        "opted_out" => [DeliveryProblem.OptedOut],
        // Unreachable where it is about the kind of message, not about the number for ever.
        "invalid_recipient" => [DeliveryProblem.NumberDoesNotExist, DeliveryProblem.Landline, DeliveryProblem.Unreachable],
        "filtered" => [DeliveryProblem.Filtered],
        "content" => [DeliveryProblem.Content],
        "config" => [DeliveryProblem.Configuration, DeliveryProblem.NotRegistered],
        // "Blocked as spam - temporary" and "Recipient server unavailable" are said as what they are.
        "retry" => [DeliveryProblem.Throttled, DeliveryProblem.Filtered, DeliveryProblem.Unreachable],
        "retry_later" => [DeliveryProblem.Throttled],
        "undelivered" => [DeliveryProblem.Unreachable, DeliveryProblem.Expired],
        _ => [DeliveryProblem.Other],
    };

    WebhookReading Read(string publicKey, Dictionary<string, string> headers, string body)
    {
        var connection = new Connection(Guid.Empty, Guid.Empty, "telnyx", "", new TelnyxSettings { PublicKey = publicKey }, new Uri("https://localhost/hooks/telnyx/x"));
        return new TelnyxProvider(http, clock).ReadWebhook(connection, new WebhookRequest("POST", connection.HookAddress, headers, headers["Content-Type"], Encoding.UTF8.GetBytes(body)));
    }

    public void Dispose() => http.Dispose();
}
