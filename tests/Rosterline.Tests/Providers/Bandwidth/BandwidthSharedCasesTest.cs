using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Bandwidth;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers.Bandwidth;

/// <summary>Cases and tables that lie beside the repository.</summary>
public sealed class BandwidthSharedCasesTest(ITestOutputHelper output) : IDisposable
{
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));

    static Connection At(BandwidthSettings settings) => new(Guid.Empty, Guid.Empty, "bandwidth", "", settings, new Uri("https://localhost/hooks/bandwidth/x"));

    WebhookReading Read(byte[] body) => new BandwidthProvider(http, TimeProvider.System).ReadWebhook(At(new BandwidthSettings()), new WebhookRequest("POST", At(new()).HookAddress, new Dictionary<string, string>(), "application/json", body));

    [SharedFact]
    public void Reads_every_incoming_case()
    {
        var count = 0;
        foreach (var one in Shared.Json("cases/bandwidth.json").GetProperty("inbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var (label, expected) = (one.GetProperty("label").GetString(), one.GetProperty("expect"));
            var reading = Read(Encoding.UTF8.GetBytes(one.GetProperty("body").GetString()!)).ShouldBeOfType<WebhookReading.Verified>(label);
            if (expected.TryGetProperty("statuses", out var statuses))
            {
                var news = reading.Updates.ShouldHaveSingleItem(label);
                (news.ProviderMessageId, news.Status).ShouldBe((statuses[0].GetProperty("external_id").GetString(), statuses[0].GetProperty("status").GetString() == "sent" ? DeliveryStatus.Sent : DeliveryStatus.Failed), label);
                if (expected.TryGetProperty("errors", out var errors)) news.ProviderCode.ShouldBe(errors[0].GetProperty("code").GetString(), label);
            }
            else
            {
                // Theirs refuses a date without a zone and a sender that is a word; nothing of it need be lost.
                var text = reading.Received.ShouldHaveSingleItem(label);
                (text.Body, text.From?.E164).ShouldBe(("hello world", label == "Invalid URN" ? null : "+12065551234"), label);
            }

            count++;
        }

        output.WriteLine($"{count} incoming cases, one of them kept where theirs refuses it");
        count.ShouldBe(4);
    }

    [SharedFact]
    public async Task Sends_every_outgoing_case()
    {
        await using var server = await ScriptedServer.StartAsync();
        var count = 0;
        foreach (var one in Shared.Json("cases/bandwidth.json").GetProperty("outbound").EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray()))
        {
            var label = one.GetProperty("label").GetString();
            var reply = one.GetProperty("provider_responses").EnumerateObject().First().Value[0];
            server.Requests.Clear();
            server.Answer = Reply.Json(reply.GetProperty("status").GetInt32(), reply.GetProperty("body").GetString()!);
            var settings = new BandwidthSettings { AccountId = "accound-id", ApiUser = "user1", ApiPassword = "pass1", ApplicationId = "application-id", BaseAddress = server.Address.ToString() };
            var media = one.TryGetProperty("attachments", out var list) ? list.EnumerateArray().Select(a => new Uri(a.GetString()!.Split(':', 2)[1])).ToArray() : [];
            var text = new OutgoingText(Ids.New(), new PhoneNumber(2020), PhoneNumber.FromWire(one.GetProperty("to_urn").GetString()![4..])!.Value, one.GetProperty("text").GetString()!, media);
            var outcome = await new BandwidthProvider(http, TimeProvider.System).SendAsync(At(settings), text, CancellationToken.None);
            var (seen, expected) = (server.Requests.ShouldHaveSingleItem(label), one.GetProperty("expected_provider_requests")[0]);
            var sent = JsonNode.Parse(seen.Body)!.AsObject();
            sent.Remove("tag").ShouldBeTrue(label);
            JsonNode.DeepEquals(sent, JsonNode.Parse(expected.GetProperty("body").GetString()!)).ShouldBeTrue($"{label}: {sent}");
            seen.Header("Authorization").ShouldBe(expected.GetProperty("headers").GetProperty("Authorization").GetString(), label);
            if (one.GetProperty("expect").GetProperty("final").GetString() == "sent")
                outcome.ShouldBe(new SendOutcome.Accepted("55555", DeliveryStatus.Sent), label);
            else
                outcome.ShouldBe(new SendOutcome.Rejected(DeliveryProblem.Configuration, "request-validation"), label);
            count++;
        }

        output.WriteLine($"{count} outgoing cases");
        count.ShouldBe(3);
    }

    [SharedFact]
    public void Understands_every_sample_of_the_contract()
    {
        foreach (var file in Directory.GetFiles(Shared.Path("contracts/bandwidth"), "webhook-*.raw.json"))
        {
            var reading = Read(File.ReadAllBytes(file)).ShouldBeOfType<WebhookReading.Verified>(file);
            (reading.Received.Count + reading.Updates.Count).ShouldBe(1, file);
        }

        foreach (var file in new[] { "inboundCallback", "statusCallback" })
        {
            foreach (var sample in Shared.Json($"contracts/bandwidth/{file}-examples.json").EnumerateObject())
                Read(Encoding.UTF8.GetBytes($"[{sample.Value.GetRawText()}]")).ShouldBeOfType<WebhookReading.Verified>(sample.Name);
        }
    }

    [SharedFact]
    public void Has_words_for_every_code()
    {
        string[] unsaid = ["5100", "5101", "5111", "5201", "5220", "5231", "5500", "5501", "5999", "9902", "9999"];
        foreach (var code in Shared.Json("contracts/bandwidth/error-codes.json").GetProperty("codes").EnumerateArray().Select(c => c.GetProperty("code").GetRawText()))
            (BandwidthCodes.Problems[code] == DeliveryProblem.Other).ShouldBe(unsaid.Contains(code), code);
        foreach (var code in new[] { "4775", "4482" })
            BandwidthCodes.Problems[code].ShouldBe(DeliveryProblem.OptedOut);
        foreach (var status in Shared.Json("contracts/status-map.json").GetProperty("bandwidth").EnumerateObject().Where(s => !s.Name.Contains(' ', StringComparison.Ordinal) && s.Name != "RECEIVED"))
        {
            var expected = status.Value.GetString() switch { "delivered" => DeliveryStatus.Delivered, "undelivered" => DeliveryStatus.Undelivered, "failed" => DeliveryStatus.Failed, _ => DeliveryStatus.Sent };
            BandwidthCodes.FoundStatusOf(status.Name, status.Name == "UNDELIVERED" ? "4720" : "4432").ShouldBe(expected, status.Name);
        }
    }

    public void Dispose() => http.Dispose();
}
