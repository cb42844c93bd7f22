using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Twilio;
using Rosterline.Providers.Wire;
using Xunit.Abstractions;

namespace Rosterline.Tests.Providers;

/// <summary>Cases other implementations of Twilio's interface are tested with, where they lie beside the repository.</summary>
public sealed class TwilioSharedCasesTest(ITestOutputHelper output) : IDisposable
{
    static readonly Uri Hook = new("https://localhost/hooks/twilio/x");
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));

    [SharedFact]
    public void Reads_every_incoming_case()
    {
        var (asTheirs, stricter) = (0, 0);
        foreach (var (label, one, token) in Incoming())
        {
            var signed = one.TryGetProperty("signature", out var signature) && signature.GetProperty("valid").GetBoolean();
            var reading = ReadCase(one, token);
            var expected = one.GetProperty("expect");
            if (!signed)
                reading.ShouldBeOfType<WebhookReading.Forged>(label); // some of theirs take unsigned requests; we never do
            else if (expected.GetProperty("outcome").GetString() is var outcome && outcome == "rejected")
                reading.ShouldBeOfType<WebhookReading.Malformed>(label);
            else if (outcome == "ignored")
                reading.ShouldNotBeOfType<WebhookReading.Forged>(label);
            else
                Compare(reading.ShouldBeOfType<WebhookReading.Verified>(label), expected, label);
            _ = signed || one.GetProperty("expect").GetProperty("outcome").GetString() == "rejected" ? asTheirs++ : stricter++;
        }

        output.WriteLine($"{asTheirs} incoming cases as theirs, {stricter} refused for want of a signature");
        (asTheirs + stricter).ShouldBeGreaterThan(30);
    }

    static void Compare(WebhookReading.Verified reading, JsonElement expected, string label)
    {
        if (expected.GetProperty("outcome").GetString() == "message_stored")
        {
            var text = reading.Received.ShouldHaveSingleItem(label);
            text.ProviderMessageId.ShouldBe(expected.GetProperty("external_id").GetString(), label);
            text.Body.ShouldBe(expected.TryGetProperty("text", out var body) ? body.GetString() : "", label);
            if (expected.TryGetProperty("from", out var from))
                text.From?.E164.ShouldBe(from.GetString(), label);
            else
                text.From.ShouldBeNull(label);
            var attachments = expected.TryGetProperty("attachments", out var list) ? list.EnumerateArray().Select(a => a.GetString()!).ToArray() : [];
            text.Media.Select(m => m.Source.Segments[^1]).ShouldBe(attachments, label);
            return;
        }

        var update = reading.Updates.ShouldHaveSingleItem(label);
        var status = expected.GetProperty("statuses")[0];
        update.Status.ShouldBe(status.GetProperty("status").GetString() switch
        {
            "delivered" or "read" => DeliveryStatus.Delivered, "sent" or "wired" => DeliveryStatus.Sent, _ => DeliveryStatus.Failed,
        }, label);
        update.Reference?.ToString().ShouldBe(Ours(label), label);
        if (label.Contains("Stop contact", StringComparison.Ordinal))
            update.Problem.ShouldBe(DeliveryProblem.OptedOut, label);
        if (expected.TryGetProperty("errors", out var errors))
            update.ProviderCode.ShouldBe(errors[0].GetProperty("code").GetString(), label);
    }

    static string Ours(string label) => label.Split('#')[1];

    WebhookReading ReadCase(JsonElement one, string token)
    {
        var headers = one.GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
        var account = one.TryGetProperty("form", out var form) && form.TryGetProperty("AccountSid", out var sid) ? sid[0].GetString()! : "acctid";
        var settings = new TwilioSettings { AccountSid = account, AuthToken = token };
        var connection = new Connection(Guid.Empty, Guid.Empty, "twilio", "", settings, Hook);
        var url = one.GetProperty("url").GetString()!;
        // Their callback names our id "uuid"; ours is "ref", and the signature covers it: sign again, as the cases tell us to.
        var request = new WebhookRequest(one.GetProperty("method").GetString()!, new Uri(url), headers, headers["Content-Type"], Encoding.UTF8.GetBytes(one.GetProperty("body").GetString()!));
        var provider = new TwilioProvider(http, TimeProvider.System);
        if (!url.Contains("uuid=", StringComparison.Ordinal) || !headers.ContainsKey("X-Twilio-Signature"))
            return provider.ReadWebhook(connection, request);
        provider.ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>("their signature over their address");
        url = url.Replace("uuid=", "ref=", StringComparison.Ordinal);
        headers["X-Twilio-Signature"] = Sign(token, url, one.GetProperty("form"));
        return provider.ReadWebhook(connection, request with { PublicUrl = new Uri(url) });
    }

    static string Sign(string token, string url, JsonElement form)
    {
        var text = url + string.Concat(form.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + f.Value[0].GetString()));
#pragma warning disable CA5350
        return Convert.ToBase64String(System.Security.Cryptography.HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    static IEnumerable<(string Label, JsonElement Case, string Token)> Incoming() =>
        from suite in Shared.Json("cases/twilio.json").GetProperty("inbound").EnumerateArray()
        let token = suite.GetProperty("channels")[0].GetProperty("config").GetProperty("auth_token").GetString()
        from one in suite.GetProperty("cases").EnumerateArray()
        let query = one.TryGetProperty("query", out var q) && Guid.TryParse(q.GetProperty("uuid")[0].GetString(), out var id) ? id.ToString() : ""
        select ($"{suite.GetProperty("suite").GetString()}: {one.GetProperty("label").GetString()}#{query}", one, token);

    [SharedFact]
    public async Task Sends_every_outgoing_case()
    {
        await using var server = await ScriptedServer.StartAsync();
        var count = 0;
        foreach (var suite in Shared.Json("cases/twilio.json").GetProperty("outbound").EnumerateArray())
        {
            var config = suite.GetProperty("channels")[0].GetProperty("config");
            foreach (var one in suite.GetProperty("cases").EnumerateArray())
            {
                await SendCaseAsync(server, config, one);
                count++;
            }
        }

        output.WriteLine($"{count} outgoing cases");
        count.ShouldBeGreaterThan(15);
    }

    async Task SendCaseAsync(ScriptedServer server, JsonElement config, JsonElement one)
    {
        var label = one.GetProperty("label").GetString();
        var reply = one.GetProperty("provider_responses").EnumerateObject().First().Value[0];
        server.Requests.Clear();
        server.Answer = Reply.Json(reply.GetProperty("status").GetInt32(), reply.GetProperty("body").GetString()!);
        var prefix = config.TryGetProperty("send_url", out var url) ? new Uri(url.GetString()!).AbsolutePath : "";
        var settings = new TwilioSettings
        {
            AccountSid = config.GetProperty("account_sid").GetString()!, AuthToken = config.GetProperty("auth_token").GetString()!,
            MessagingServiceSid = config.TryGetProperty("messaging_service_sid", out var service) ? service.GetString() : null,
            BaseAddress = server.Address.ToString().TrimEnd('/') + prefix,
        };
        var media = one.TryGetProperty("attachments", out var list) ? list.EnumerateArray().Select(a => new Uri(a.GetString()!.Split(':', 2)[1])).ToArray() : [];
        var text = new OutgoingText(Ids.New(), new PhoneNumber(2020), PhoneNumber.FromWire(one.GetProperty("to_urn").GetString()![4..])!.Value,
            one.TryGetProperty("text", out var body) ? body.GetString()! : "", media);
        var outcome = await new TwilioProvider(http, TimeProvider.System).SendAsync(new Connection(Guid.Empty, Guid.Empty, "twilio", "", settings, Hook), text, CancellationToken.None);
        CompareRequest(server.Requests.ShouldHaveSingleItem(), one.GetProperty("expected_provider_requests")[0], label);
        CompareOutcome(outcome, one.GetProperty("expect"), label);
    }

    static void CompareRequest(Seen seen, JsonElement expected, string? label)
    {
        if (expected.TryGetProperty("path", out var path))
            seen.Path.ShouldBe(path.GetString(), label);
        if (expected.TryGetProperty("headers", out var headers))
            seen.Header("Authorization").ShouldBe(headers.GetProperty("Authorization").GetString(), label);
        foreach (var field in expected.GetProperty("form").EnumerateObject())
        {
            // The callback address is each product's own; shortened links are a service we do not switch on.
            if (field.Name is not ("StatusCallback" or "ShortenUrls"))
                seen.Form(field.Name).ShouldBe(field.Value.EnumerateArray().Select(v => v.GetString()!), label);
        }
    }

    static void CompareOutcome(SendOutcome outcome, JsonElement expected, string? label)
    {
        if (expected.GetProperty("final").GetString() == "failed")
        {
            var refused = outcome.ShouldBeOfType<SendOutcome.Rejected>(label);
            if (expected.GetProperty("error").GetProperty("class").GetString() == "contact_stopped")
                refused.Problem.ShouldBe(DeliveryProblem.OptedOut, label);
        }
        else if (expected.TryGetProperty("external_ids", out var ids))
        {
            outcome.ShouldBe(new SendOutcome.Accepted(ids[0].GetString()!, DeliveryStatus.Sent), label);
        }
        else
        {
            outcome.ShouldBeOfType<SendOutcome.Unknown>(label); // accepted without an id: theirs says sent, ours looks it up
        }
    }

    [SharedFact]
    public void Fits_every_signature_vector()
    {
        var (fitting, not) = (0, 0);
        foreach (var vector in Shared.Json("contracts/twilio/signature-vectors.json").GetProperty("vectors").EnumerateArray()
            .Concat(Shared.Json("cases/signature-vectors.json").GetProperty("twilio").GetProperty("vectors").EnumerateArray()))
        {
            var valid = !vector.TryGetProperty("valid", out var said) || said.GetBoolean();
            var token = (vector.TryGetProperty("authToken", out var t) ? t : vector.GetProperty("auth_token")).GetString()!;
            var url = vector.GetProperty("url").GetString()!;
            var form = vector.GetProperty("params").EnumerateObject().SelectMany(p => p.Value.ValueKind == JsonValueKind.Array
                ? p.Value.EnumerateArray().Select(v => (p.Name, Value: v.GetString()!)) : [(p.Name, Value: p.Value.GetString()!)]);
            var written = vector.TryGetProperty("formBody", out var raw) ? raw.GetString()!
                : string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
            var body = Encoding.UTF8.GetBytes(vector.TryGetProperty("body", out var json) && written.Length == 0 ? json.GetString()! : written);
            TwilioSignature.Fits(token, vector.GetProperty("signature").GetString()!, url, WireForm.Read(body), body).ShouldBe(valid, vector.ToString());
            _ = valid ? fitting++ : not++;
        }

        output.WriteLine($"{fitting} signatures believed, {not} refused");
        (fitting, not).ShouldBe((21, 5));
    }

    [SharedFact]
    public void Understands_every_classified_code()
    {
        var count = 0;
        foreach (var code in Shared.Json("contracts/twilio/error-codes.json").GetProperty("codes").EnumerateObject())
        {
            var problem = TwilioCodes.ProblemOf(code.Name);
            Allowed(code.Value.GetProperty("class").GetString()!, code.Name).ShouldContain(problem, code.ToString());
            count++;
        }

        foreach (var group in Shared.Json("cases/twilio-error-codes.json").GetProperty("suggested_class").EnumerateObject())
        {
            foreach (var code in group.Value.EnumerateArray().Select(c => c.GetString()!))
            {
                TwilioCodes.ProblemOf(code).ShouldNotBe(code == "30008" ? DeliveryProblem.OptedOut : DeliveryProblem.Other, code);
                (TwilioCodes.ProblemOf(code) == DeliveryProblem.OptedOut).ShouldBe(group.Name == "opt_out", code);
                count++;
            }
        }

        output.WriteLine($"{count} codes");
    }

    static DeliveryProblem[] Allowed(string ourClass, string code) => ourClass switch
    {
        "opted_out" => [DeliveryProblem.OptedOut],
        // 21612: about the pair of numbers, not about the person's number for ever.
        "invalid_recipient" => [DeliveryProblem.NumberDoesNotExist, DeliveryProblem.Landline, .. code == "21612" ? new[] { DeliveryProblem.Unreachable } : []],
        "unreachable" => [DeliveryProblem.Unreachable],
        "blocked" or "filtered" => [DeliveryProblem.Filtered],
        "content" => [DeliveryProblem.Content],
        "config" => [DeliveryProblem.Configuration, DeliveryProblem.NotRegistered],
        "retry_tomorrow" => [DeliveryProblem.Throttled],
        "retry" => [DeliveryProblem.Throttled, .. code == "30410" ? new[] { DeliveryProblem.Other } : []],
        "unknown" => [DeliveryProblem.Other],
        _ => Enum.GetValues<DeliveryProblem>(),
    };

    [SharedFact]
    public void Agrees_with_the_status_map()
    {
        foreach (var status in Shared.Json("contracts/status-map.json").GetProperty("twilio").EnumerateObject())
        {
            DeliveryStatus? expected = status.Value.GetString() switch
            {
                "queued" or "sent" => DeliveryStatus.Sent, // handed over is what a person wants to know
                "delivered" => DeliveryStatus.Delivered,
                "undelivered" => DeliveryStatus.Undelivered,
                "failed" => DeliveryStatus.Failed,
                _ => null,
            };
            TwilioCodes.StatusOf(status.Name).ShouldBe(expected, status.Name);
        }
    }

    public void Dispose() => http.Dispose();
}
