using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Providers;
using Rosterline.Providers.Http;

namespace Rosterline.Tests.Providers.Http;

[Trait("Provider", "HTTP")]
public sealed class DescriptionTest : IDisposable
{
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(5), AllowPrivateAddresses: true));

    public void Dispose() => http.Dispose();

    [Theory]
    [InlineData("address", "https://x.example/{txt}", "Line 1, character 19: {txt} is no placeholder.")]
    [InlineData("address", "https://{to}.example/", "without placeholders before the first slash")]
    [InlineData("address", "https://x.example/{password}/send", "not in the path")]
    [InlineData("address", "ftp://x.example/", "The address starts with https://")]
    [InlineData("headers", "X-A: 1\nnonsense", "Line 2: a header is written Name: value.")]
    [InlineData("headers", "Host: other.example", "Line 1: Host is set by the request itself.")]
    [InlineData("headers", "X-A: {texd}", "Line 1, character 6: {texd} is no placeholder.")]
    [InlineData("body", "{\n  \"to\": {to}\n}", "Line 2, character 10: this is not JSON. A placeholder stands within quotation marks.")]
    [InlineData("body", "{\n  \"to\": \"{to}\",\n}", "Line 3, character 1: this is not JSON.")]
    [InlineData("body", "{\"to\": \"{to?x}\"}", "Line 1, character 12: only {callback} takes a query.")]
    [InlineData("errorRules", "1 = gone", "Line 1: “gone” is not one of")]
    [InlineData("errorRules", "just words", "Line 1: write it like CODE =")]
    [InlineData("statusWords", "\nDELIVRD = arrived", "Line 2: “arrived” is not one of sent, delivered, undelivered, failed.")]
    [InlineData("idAt", "/id: (/", "Character 5: this is not a regular expression.")]
    [InlineData("yesStatuses", "yes", "Statuses have three digits")]
    [InlineData("secretHeader", "X-Secret", "Fill in what the secret header must say.")]
    [InlineData("bodyKind", "yaml", "Kind of body: choose one of JSON, Form, XML, Plain text, None.")]
    public void Says_where_a_mistake_is(string field, string value, string words)
    {
        var filled = new JsonObject { ["address"] = "https://x.example/send", ["body"] = "{}", [field] = value };
        ProviderCatalog.FindMistakes(new HttpProvider(http, TimeProvider.System), filled).ShouldContain(m => m.Words.Contains(words), value);
    }

    [Fact]
    public void Shows_the_request_of_an_example_without_its_secrets()
    {
        var provider = new HttpProvider(http, TimeProvider.System);
        var settings = new HttpSettings { Address = "https://x.example/send", Headers = "Authorization: Bearer {password}", Body = """{"to": "{to}", "text": "{text}"}""", Password = "sesame" };
        provider.Preview(settings, new Uri("https://texts.example.test/hooks/http/x")).ShouldBe("""
            POST https://x.example/send
            Content-Type: application/json
            Authorization: Bearer %E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2

            {"to": "+19015550123", "text": "Can you start on Monday? “7 & 8 am”"}
            """.ReplaceLineEndings("\n"));
    }

    public static TheoryData<string, string> Outbound => Cases("outbound");

    public static TheoryData<string, string> Inbound => Cases("inbound");

    [Theory]
    [MemberData(nameof(Outbound))]
    public async Task Sends_as_the_shared_cases_say(string provider, string label)
    {
        if (label.Length == 0) return;
        var one = Case(provider, "outbound", label);
        await using var server = await ScriptedServer.StartAsync();
        var answer = one.GetProperty("provider_responses").EnumerateObject().First().Value[0];
        server.Answer = Reply.Json(answer.GetProperty("status").GetInt32(), answer.GetProperty("body").GetString()!);
        var (adapter, connection) = At(provider, server.Address.ToString().TrimEnd('/'));
        var text = new OutgoingText(new Guid("0191e180-7d60-7000-aded-7d8b151cbd5b"), new(provider == "messagebird" ? 18005551212 : 2020), new(long.Parse(one.GetProperty("to_urn").GetString()!.Split(':')[^1].TrimStart('+'))), one.GetProperty("text").GetString()!, []);

        var outcome = await adapter.SendAsync(connection, text, CancellationToken.None);

        var seen = server.Requests.Single();
        var expected = one.GetProperty("expected_provider_requests")[0];
        if (expected.TryGetProperty("body", out var body))
            JsonNode.DeepEquals(JsonNode.Parse(seen.Body), JsonNode.Parse(body.GetString()!.Replace("https://localhost/c/ib/8eb23e93-5ecb-45ba-b726-3b064e0c56ab/delivered", connection.HookAddress.OriginalString))).ShouldBeTrue(seen.Body);
        else
            foreach (var name in new[] { "to", "from", "username", "password", "dlr-mask" })
                seen.Query(name).ShouldBe([expected.GetProperty("params").GetProperty(name)[0].GetString()!]);
        switch (one.GetProperty("expect").GetProperty("final").GetString())
        {
            case "sent": outcome.ShouldBeOfType<SendOutcome.Accepted>(); break;
            case "failed": outcome.ShouldBeOfType<SendOutcome.Rejected>(); break;
            // A failure of the server's is anybody's guess, and never sent again blindly.
            default: (outcome is SendOutcome.TryAgain or SendOutcome.Unknown).ShouldBeTrue(outcome.ToString()); break;
        }
        if (one.GetProperty("expect").TryGetProperty("external_ids", out var ids)) outcome.ShouldBeOfType<SendOutcome.Accepted>().ProviderMessageId.ShouldBe(ids[0].GetString());
    }

    [Theory]
    [MemberData(nameof(Inbound))]
    public void Reads_callbacks_as_the_shared_cases_say(string provider, string label)
    {
        if (label.Length == 0) return;
        var one = Case(provider, "inbound", label);
        var (adapter, connection) = At(provider, "http://127.0.0.1:1");
        var address = new Uri(one.GetProperty("url").GetString()!);
        var type = one.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object ? headers.GetProperty("Content-Type").GetString() : null;
        var body = one.TryGetProperty("body", out var raw) && raw.ValueKind == JsonValueKind.String && raw.GetString() != "empty" ? System.Text.Encoding.UTF8.GetBytes(raw.GetString()!) : [];
        var reading = adapter.ReadWebhook(connection, new(one.GetProperty("method").GetString()!, new Uri(connection.HookAddress + address.Query), new Dictionary<string, string>(), type, body));

        var expect = one.GetProperty("expect");
        // Where another system drops a sender that is no number, and words it does not know, ours shows the one and passes over the other.
        if (label is "Invalid URN") reading.ShouldBeOfType<WebhookReading.Verified>().Received.Single().From.ShouldBeNull();
        else if (label is "Status group name unexpected" or "Status Unknown") reading.ShouldBeOfType<WebhookReading.Verified>().Updates.ShouldBeEmpty();
        else if (expect.GetProperty("outcome").GetString() == "rejected") reading.ShouldBeOfType<WebhookReading.Malformed>();
        else if (expect.TryGetProperty("text", out var text))
        {
            var received = reading.ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem();
            received.FromAddress.TrimStart('+').ShouldBe(expect.GetProperty("urn").GetString()!.Split(':')[^1].TrimStart('+'));
            if (expect.TryGetProperty("external_id", out var id) && provider != "messagebird") received.ProviderMessageId.ShouldBe(id.GetString());
            if (provider != "messagebird") received.Body.ShouldBe(text.GetString());
        }
        else if (expect.TryGetProperty("statuses", out var statuses))
            reading.ShouldBeOfType<WebhookReading.Verified>().Updates.Select(u => (u.Reference?.ToString() ?? u.ProviderMessageId, u.Status.ToString().ToLowerInvariant()))
                .ShouldBe(statuses.EnumerateArray().Select(s => ((s.GetProperty("our_message_uuid").GetString() ?? s.GetProperty("external_id").GetString()), s.GetProperty("status").GetString()!)));
    }

    // Pictures, an own signature and options that the ready-made descriptions leave out are not for them.
    static readonly string[] NotOurs = ["Send MMS with Attachment", "Send with image only", "Send with video only", "Missing JWT Signature Header", "Ignore Status Wired", "Custom Params", "National Send", "Receive Valid w image w Signature"];

    static TheoryData<string, string> Cases(string direction)
    {
        var all = new TheoryData<string, string>();
        if (Shared.Folder is null) all.Add("", "");
        else
            foreach (var provider in new[] { "kannel", "infobip", "messagebird" })
                foreach (var label in Labels(provider, direction).Except(NotOurs)) all.Add(provider, label);
        return all;
    }

    static IEnumerable<string> Labels(string provider, string direction) => All(provider, direction).Select(c => c.GetProperty("label").GetString()!).Distinct();

    static JsonElement Case(string provider, string direction, string label) => All(provider, direction).First(c => c.GetProperty("label").GetString() == label);

    // The first group of each is the one without options of its own.
    static IEnumerable<JsonElement> All(string provider, string direction) =>
        Shared.Json($"cases/{provider}.json").GetProperty(direction).EnumerateArray().SelectMany(s => s.GetProperty("cases").EnumerateArray());

    (ITextProvider, Connection) At(string provider, string address)
    {
        (ITextProvider adapter, object settings) = provider switch
        {
            "kannel" => ((ITextProvider)new KannelProvider(http, TimeProvider.System), (object)new KannelSettings { Address = address + "/send", Username = "Username", Password = "Password" }),
            "infobip" => (new InfobipProvider(http, TimeProvider.System), new InfobipSettings { Address = address, ApiKey = "test-api-key" }),
            _ => (new MessageBirdProvider(http, TimeProvider.System), new MessageBirdSettings { Address = address, AccessKey = "authtoken" }),
        };
        return (adapter, new Connection(Guid.Empty, Guid.Empty, provider, "Main", settings, new Uri($"https://texts.example.test/hooks/{provider}/x")));
    }
}
