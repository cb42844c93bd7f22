using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.TextUs;

namespace Rosterline.Tests.Providers.TextUs;

[Trait("Provider", "TextUs"), Trait("Requirement", "BY-19")]
public class TextUsCases : ProviderCases
{
    protected const string Token = "token-of-next", Secret = "textus-HOTh4kXxHIbYst0xutpkdw", Second = "textus-ofTheOtherBox";

    protected override IReadOnlyList<string> Secrets => [Token, Secret, Second];

    protected override ITextProvider New(ProviderHttp http) => new TextUsProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new TextUsSettings { Token = Token, Account = "my_account", WebhookSecret = Secret, SecondWebhookSecret = Second, Address = address };

    protected override (int Status, string Body) Accepted(string id) => (201, $$"""{"@type":"Message","id":"{{id}}","direction":"out","deliveryState":"queued","conversation":"/conversations/kY1QwY","sender":"/users/hikvlD"}""");

    protected override (int Status, string Body) OptedOut => (422, """{"@type":"hydra:Error","hydra:title":"Validation failed","hydra:description":"To has opted out"}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Sign(connection, Delivery("message.received", new { id, direction = "in", body, deliveryState = "received" }), null);

    protected static byte[] Delivery(string action, object? message, string delivery = "/integrations/h13Jc5/deliveries/xyz") => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = delivery, timestamp = "2018-07-24T20:59:32.156Z", action, webHook = "/integrations/h13Jc5",
        conversation = new { id = "/conversations/JYnJBY", phoneNumber = Person.E164, accountPhoneNumber = Line.E164 }, message,
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) => Signed(connection, body, Hex(body, Secret), contentType);

    static WebhookRequest Signed(Connection connection, byte[] body, string signature, string? contentType = null) =>
        new("POST", connection.HookAddress, new Dictionary<string, string> { ["x-textus-signature"] = signature }, contentType ?? "application/vnd.textus+jsonld", body);

    protected static string Hex(byte[] body, string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    protected WebhookReading Reading(byte[] body) => Provider.ReadWebhook(Connection, Sign(Connection, body, null));

    // Sending

    [Fact]
    public async Task Hands_over_from_the_number_of_the_line()
    {
        Server.Answer = Reply.Json(201, Accepted("/messages/QNDkpL").Body);
        (await Provider.SendAsync(Connection, Text("Sí — 50% & more 👍"), default)).ShouldBe(new SendOutcome.Accepted("/messages/QNDkpL", DeliveryStatus.Sent));
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Target, seen.Header("Authorization"), seen.Header("Accept"), seen.Header("Content-Type"))
            .ShouldBe(("POST", "/messages", $"Bearer {Token}", "application/vnd.textus+jsonld", "application/vnd.textus+jsonld"));
        using var json = JsonDocument.Parse(seen.Body);
        json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString())
            .ShouldBe(new() { ["from"] = Line.E164, ["to"] = Person.E164, ["body"] = "Sí — 50% & more 👍" });
    }

    [Theory]
    [InlineData(7, 6, 8)]
    [InlineData(-100, 0, 0)]
    [InlineData(90_000, 3600, 3600)]
    public async Task Waits_until_the_minute_TextUs_names(int seconds, int least, int most)
    {
        var reset = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Server.Answer = Reply.Status(429, ("X-RateLimit-Limit", "1000"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", reset));
        var wait = (await Provider.SendAsync(Connection, Text(), default)).ShouldBeOfType<SendOutcome.TryAgain>();
        wait.After!.Value.TotalSeconds.ShouldBeInRange(least, most);
        wait.ProviderDown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("To is invalid", DeliveryProblem.NumberDoesNotExist)]
    [InlineData("To is a landline", DeliveryProblem.Landline)]
    [InlineData("Body is too long", DeliveryProblem.Content)]
    [InlineData("From must belong to an account", DeliveryProblem.Configuration)]
    [InlineData("Account is not registered for 10DLC", DeliveryProblem.NotRegistered)]
    [InlineData("Something new", DeliveryProblem.Other)]
    public async Task Tells_why_a_text_was_refused(string sentence, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(422, JsonSerializer.Serialize(new Dictionary<string, string> { ["hydra:title"] = "Validation failed", ["hydra:description"] = sentence }));
        Rejects(problem)(await Provider.SendAsync(Connection, Text(), default));
    }

    [Fact]
    public async Task Sends_no_pictures_because_nobody_says_how()
    {
        Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, Text("look", "https://texts.example.test/a.jpg"), default));
        Server.Requests.ShouldBeEmpty();
        Provider.AbilitiesOf(Connection).Media.ShouldBeFalse();
    }

    // Webhooks

    [Theory]
    [Trait("Requirement", "GH-18")]
    [InlineData("message.delivered", "delivered", DeliveryStatus.Delivered, null)]
    [InlineData("message.delivered", "dispatched", DeliveryStatus.Sent, null)]
    [InlineData("message.failed", "failed", DeliveryStatus.Failed, DeliveryProblem.Other)]
    [InlineData("message.unknown", "unknown", DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    [InlineData("message.failed", "failed_transient", DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    public void Reads_what_became_of_a_text(string action, string state, DeliveryStatus status, DeliveryProblem? problem)
    {
        foreach (var field in new[] { "deliveryState", "status" })
        {
            var body = Delivery(action, new Dictionary<string, string> { ["id"] = "/messages/Q", ["direction"] = "out", ["body"] = "Hi", [field] = state });
            var sent = Reading(body).ShouldBeOfType<WebhookReading.Verified>().Sent.ShouldHaveSingleItem();
            (sent.ProviderMessageId, sent.From, sent.To, sent.Body, sent.Status, sent.Problem).ShouldBe(("/messages/Q", Line, Person, "Hi", status, problem));
        }
    }

    [Fact]
    public void Believes_the_secret_of_either_box_in_hex_and_in_base64()
    {
        var body = Delivery("message.received", new { id = "a", direction = "in", body = "Hi" });
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body);
        foreach (var signature in new[] { Hex(body, Secret), Hex(body, Second), Hex(body, Secret).ToUpperInvariant(), Convert.ToBase64String(digest) })
            Provider.ReadWebhook(Connection, Signed(Connection, body, signature)).ShouldBeOfType<WebhookReading.Verified>();
        foreach (var signature in new[] { Hex(body, "another"), Hex(body, Secret)[1..], Convert.ToBase64String(digest)[1..], "sha256=" + Hex(body, Secret) })
            Provider.ReadWebhook(Connection, Signed(Connection, body, signature)).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Fact]
    public void Believes_nobody_before_a_secret_is_saved()
    {
        var connection = Connection with { Settings = (TextUsSettings)Connection.Settings with { WebhookSecret = null, SecondWebhookSecret = null } };
        var body = Delivery("message.received", new { id = "a", direction = "in", body = "Hi" });
        Provider.ReadWebhook(connection, Signed(connection, body, Hex(body, ""))).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Theory]
    [InlineData("contact.opted_out", true)]
    [InlineData("contact.opted_in", false)]
    public void Reads_opt_outs_and_opt_ins(string action, bool optedOut)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"action":"{{{action}}}","timestamp":"2021-07-27T18:48:16.878086+00:00","optOut":{"id":"/textus/opt_outs/50711","phoneNumber":"{{{Person.E164}}}"}}""");
        var news = Reading(body).ShouldBeOfType<WebhookReading.Verified>().Consents.ShouldHaveSingleItem();
        news.ShouldBe(new ConsentNews(Person, optedOut, new DateTimeOffset(2021, 7, 27, 18, 48, 16, TimeSpan.Zero).AddTicks(8780860)));
    }

    [Theory]
    [InlineData("phone_call.completed")]
    [InlineData("contact.created")]
    [InlineData("campaign.finished")]
    public void Passes_over_what_is_no_text(string action)
    {
        var nothing = Reading(Delivery(action, null)).ShouldBeOfType<WebhookReading.Verified>();
        (nothing.Received.Count + nothing.Updates.Count + nothing.Sent.Count + nothing.Consents.Count).ShouldBe(0);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message.received\"")]
    [InlineData("{}")]
    [InlineData("""{"action":"message.received"}""")]
    [InlineData("""{"action":"message.received","message":"/messages/x","conversation":{"phoneNumber":"+13035550123","accountPhoneNumber":"+19015550142"}}""")]
    [InlineData("""{"action":"message.received","message":{"body":"no id"},"conversation":{"phoneNumber":"+13035550123","accountPhoneNumber":"+19015550142"}}""")]
    [InlineData("""{"action":"message.received","message":{"id":"a"},"conversation":{"phoneNumber":"+13035550123"}}""")]
    [InlineData("""{"action":"message.received","message":{"id":"a"},"conversation":{"accountPhoneNumber":"nobody","phoneNumber":"+13035550123"}}""")]
    [InlineData("""{"action":"message.delivered","message":{"id":"a","direction":"out","deliveryState":"eaten"},"conversation":{"phoneNumber":"+13035550123","accountPhoneNumber":"+19015550142"}}""")]
    [InlineData("""{"action":"contact.opted_out","timestamp":"yesterday","optOut":{"phoneNumber":"+13035550123"}}""")]
    [InlineData("""{"action":"contact.opted_out","timestamp":"2021-07-27T18:48:16Z","optOut":{}}""")]
    [InlineData("""{"timestamp":1,"web_hook":{},"message":{"id":1,"sender_type":"Robot"}}""")]
    [InlineData("""{"timestamp":1,"web_hook":{},"message":{"id":1,"sender_type":"User","sender_phone":"+19015550142"}}""")]
    public void Does_not_understand(string body) => Reading(Encoding.UTF8.GetBytes(body)).ShouldBeOfType<WebhookReading.Malformed>();

    [Fact]
    public void Does_not_understand_what_is_nested_without_end_or_written_in_another_encoding()
    {
        Reading(Encoding.UTF8.GetBytes(new string('[', 20_000))).ShouldBeOfType<WebhookReading.Malformed>();
        Reading(Encoding.Unicode.GetBytes("""{"action":"message.received"}""")).ShouldBeOfType<WebhookReading.Malformed>();
        Reading([.. Encoding.UTF8.GetBytes("""{"action":"message.received","x":" """), 0xff, 0xfe]).ShouldBeOfType<WebhookReading.Malformed>();
    }

    [Fact]
    public void Keeps_attachments_that_are_web_addresses()
    {
        var text = Reading(Delivery("message.received", new
        {
            id = "a", direction = "in", body = "", attachments = new { members = new object[] { new { url = "/attachments/1", contentType = "image/png" }, new { url = "javascript:alert(1)" }, "https://cdn.example.test/b.jpg" } },
        })).ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem();
        text.Media.Select(m => m.Source.ToString()).ShouldBe([new Uri(Server.Address, "/attachments/1").ToString(), "https://cdn.example.test/b.jpg"]);
    }

    // Asking

    [Fact]
    [Trait("Requirement", "P-12")]
    public async Task Lists_the_numbers_of_all_pages_and_tests_without_texting()
    {
        var pages = Reply.InTurn(
            Reply.Json(200, """{"members":[{"name":"Northwind","slug":"my_account","phoneNumbers":["(901) 555-0142","+447700900123"]}],"view":{"next":"/accounts?page=2"}}"""),
            Reply.Json(200, """{"members":[{"name":"Memphis","slug":"memphis","phoneNumbers":[]},null],"view":{"next":null}}"""));
        Server.Answer = pages;
        (await Provider.ListNumbersAsync(Connection, default)).Select(n => n.Number.E164).ShouldBe(["+19015550142", "+447700900123"]);
        Server.Requests.Select(r => r.Target).ShouldBe(["/accounts", "/accounts?page=2"]);
        Server.Answer = Reply.Json(200, """{"members":[{"name":"Northwind","slug":"my_account","phoneNumbers":["(901) 555-0142"]}]}""");
        (await Provider.TestAsync(Connection, default)).ShouldBe(new CredentialTest(true, "Works. Signed in as Northwind · 1 number. No text was sent.", "Northwind", 1));
        Server.Answer = Reply.Json(200, """{"members":[]}""");
        (await Provider.TestAsync(Connection, default)).Words.ShouldContain("does not reach an account called my_account");
        Server.Requests.ShouldAllBe(r => r.Method == "GET");
    }

    [Theory]
    [InlineData("https://elsewhere.example.test/accounts?page=2", "another host")]
    [InlineData("/my_account/opt_outs", "does not end")]
    public async Task Follows_no_page_elsewhere_and_none_twice(string next, string words)
    {
        Server.Answer = Reply.Json(200, JsonSerializer.Serialize(new { members = new[] { new { phoneNumber = Person.E164 } }, view = new { next } }));
        (await Should.ThrowAsync<ProviderUnavailableException>(async () => await Provider.ListOptOutsAsync(Connection, default).ToListAsync())).Message.ShouldContain(words);
    }
}
