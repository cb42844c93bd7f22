using System.Globalization;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Rosterline.Providers;
using Rosterline.Providers.Telnyx;

namespace Rosterline.Tests.Providers.Telnyx;

[Trait("Provider", "Telnyx")]
public class TelnyxCases : ProviderCases
{
    const string Key = "KEY0123456789ABCDEF_secret";
    const string Profile = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    static readonly byte[] Seed = Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    protected override IReadOnlyList<string> Secrets => [Key];

    protected override ITextProvider New(ProviderHttp http) => new TelnyxProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new TelnyxSettings { ApiKey = Key, PublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", BaseAddress = address };

    protected override (int Status, string Body) Accepted(string id) => (200, $$$"""{"data":{"id":"{{{id}}}","from":"+19015550142","to":[{"phone_number":"+13035550123","status":"queued"}],"errors":[]}}""");

    protected override (int Status, string Body) OptedOut => (409, """{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Event(connection, "message.received", new
    {
        id, direction = "inbound", from = new { phone_number = Person.E164 }, to = new[] { new { phone_number = Line.E164, status = "webhook_delivered" } }, text = body, media = Array.Empty<object>(),
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) => Signed(connection, body, contentType ?? "application/json", Now);

    internal static WebhookRequest Signed(Connection connection, byte[] body, string contentType, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "|"), .. body];
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(Seed, 0, signed, 0, signed.Length, signature, 0);
        return new("POST", connection.HookAddress, new Dictionary<string, string> { ["Telnyx-Signature-Ed25519"] = Convert.ToBase64String(signature), ["Telnyx-Timestamp"] = timestamp }, contentType, body);
    }

    static WebhookRequest Event(Connection connection, string type, object payload, DateTimeOffset? at = null) =>
        Signed(connection, JsonSerializer.SerializeToUtf8Bytes(new { data = new { record_type = "event", event_type = type, occurred_at = "2026-11-21T15:30:00.000Z", payload } }), "application/json", at ?? Now);

    [Fact]
    public async Task Hands_over_a_text_with_pictures_and_our_reference_twice()
    {
        Server.Answer = Reply.Json(200, Accepted("ID1").Body);
        var text = Text("Sí — 50% & more 👍", "https://texts.example.test/media/a.jpg?k=1&s=2");
        await Provider.SendAsync(Connection with { Settings = (TelnyxSettings)Connection.Settings with { MessagingProfileId = Profile } }, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Path, seen.Header("Authorization")).ShouldBe(("POST", "/messages", $"Bearer {Key}"));
        JsonElement.DeepEquals(JsonDocument.Parse(seen.Body).RootElement, JsonSerializer.SerializeToElement(new
        {
            from = Line.E164, to = Person.E164, messaging_profile_id = Profile, text = text.Body, media_urls = new[] { "https://texts.example.test/media/a.jpg?k=1&s=2" }, tags = new[] { text.Reference },
            webhook_url = $"https://texts.example.test/hooks/telnyx/u7Qv3k?ref={text.Reference}", use_profile_webhooks = false,
        })).ShouldBeTrue(seen.Body);
    }

    [Theory]
    [InlineData("40318")]
    [InlineData("40018")]
    [InlineData("10011")]
    public async Task Waits_when_a_queue_over_there_is_full(string code)
    {
        Server.Answer = Reply.Json(400, $$"""{"errors":[{"code":{{code}}}]}""");
        Waits(null, down: false)(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
    }

    [Theory]
    [InlineData("40310", DeliveryProblem.NumberDoesNotExist)]
    [InlineData("40001", DeliveryProblem.Landline)]
    [InlineData("40010", DeliveryProblem.NotRegistered)]
    [InlineData("40016", DeliveryProblem.Throttled)]
    [InlineData("20100", DeliveryProblem.Configuration)]
    public async Task Tells_why_a_text_was_refused(string code, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(422, $$"""{"errors":[{"code":"{{code}}","detail":"{{Key}}"}]}""");
        var refused = (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.Rejected>();
        (refused.Problem, refused.ProviderCode).ShouldBe((problem, code));
        HasNoSecret(refused);
    }

    [Theory]
    [InlineData("queued", null, DeliveryStatus.Sent, null)]
    [InlineData("delivery_unconfirmed", null, DeliveryStatus.Sent, null)]
    [InlineData("delivered", null, DeliveryStatus.Delivered, null)]
    [InlineData("delivery_failed", "40008", DeliveryStatus.Undelivered, DeliveryProblem.Unreachable)]
    [InlineData("delivery_failed", "40300", DeliveryStatus.Failed, DeliveryProblem.OptedOut)]
    [InlineData("expired", null, DeliveryStatus.Undelivered, DeliveryProblem.Expired)]
    [InlineData("sending_failed", "40322", DeliveryStatus.Failed, DeliveryProblem.Filtered)]
    public void Reads_news_by_our_tag(string word, string? code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var reference = Text().Reference;
        var errors = code is null ? [] : new[] { new { code } };
        var news = Verified(Event(Connection, "message.finalized", new { id = "M1", to = new[] { new { phone_number = Person.E164, status = word } }, tags = new[] { "other", reference.ToString() }, errors })).Updates.ShouldHaveSingleItem();
        news.ShouldBe(new DeliveryUpdate(reference, "M1", status, problem, code, new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Reads_news_by_the_address_it_was_sent_with()
    {
        var reference = Text().Reference;
        var payload = new { id = "M1", from = "+19015550142", to = new[] { new { phone_number = "+13035550123", status = "sent" } }, webhook_url = $"https://texts.example.test/hooks/telnyx/x?ref={reference}" };
        Verified(Event(Connection, "message.sent", payload)).Updates.ShouldHaveSingleItem().Reference.ShouldBe(reference);
    }

    [Fact]
    public void Keeps_everybody_a_group_text_went_to()
    {
        var payload = new { id = "G1", from = Person.E164, to = new object[] { Line.E164, "+13035550155" }, cc = new[] { new { phone_number = "+13035550166" } }, text = "hi all" };
        var text = Verified(Event(Connection, "message.received", payload)).Received.ShouldHaveSingleItem();
        (text.From, text.To).ShouldBe((Person, Line));
        text.AlsoTo.ShouldBe(["+13035550155", "+13035550166"]);
    }

    [Theory]
    [InlineData("STOP", true)]
    [InlineData("Please stop", false)]
    public void Says_whether_the_network_answers_the_keyword(string body, bool answers) =>
        Verified(Received(Connection, "IN", body)).Received[0].ProviderAnswersKeyword.ShouldBe(answers);

    [Theory]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-302, false)]
    [InlineData(302, false)]
    public void Believes_a_signature_for_five_minutes(int seconds, bool believed)
    {
        var request = Event(Connection, "message.received", new { id = "M1", from = Person.E164, to = new[] { Line.E164 }, text = "hi" }, Now.AddSeconds(seconds));
        (Provider.ReadWebhook(Connection, request) is WebhookReading.Verified).ShouldBe(believed);
    }

    [Fact]
    public void Leaves_events_of_other_products_alone()
    {
        var reading = Verified(Event(Connection, "call.initiated", new { id = "C1" }));
        (reading.Received.Count + reading.Updates.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Lists_numbers_and_points_the_profile_of_one_at_us()
    {
        Server.Answer = (context, seen) => ((seen.Method, seen.Path) switch
        {
            ("GET", "/messaging_profiles") => Reply.Json(200, $$$"""{"data":[{"id":"{{{Profile}}}","name":"P","webhook_url":"https://old.example.test/"}],"meta":{"total_pages":1}}"""),
            ("GET", "/phone_numbers/messaging") => Reply.Json(200, seen.Query("page[number]")[0] == "1"
                ? $$$"""{"data":[{"id":"N1","phone_number":"+19015550142","messaging_profile_id":"{{{Profile}}}"}],"meta":{"total_pages":2}}"""
                : """{"data":[{"id":"N2","phone_number":"+19015550143","messaging_profile_id":null,"features":{"sms":{"domestic_two_way":false}}}],"meta":{"total_pages":2}}"""),
            ("GET", "/phone_numbers/N1/messaging") => Reply.Json(200, $$$"""{"data":{"id":"N1","messaging_profile_id":"{{{Profile}}}"}}"""),
            ("GET", "/phone_numbers/N2/messaging") => Reply.Json(200, """{"data":{"id":"N2","messaging_profile_id":null}}"""),
            ("PATCH", _) => Reply.Json(200, "{}"),
            _ => Reply.Status(404),
        })(context, seen);
        var numbers = await Provider.ListNumbersAsync(Connection, CancellationToken.None);
        numbers.Select(n => (n.ProviderId, n.Number, n.CanText, n.IncomingAddress)).ShouldBe([("N1", Line, true, "https://old.example.test/"), ("N2", new PhoneNumber(19015550143), false, null)]);
        (await Provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldStartWith("Works. Signed in to Telnyx · 2 numbers");
        (await Provider.SetIncomingAddressAsync(Connection, numbers[0], Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        var patched = Server.Requests.Single(r => r.Method == "PATCH");
        (patched.Path, patched.Body).ShouldBe(($"/messaging_profiles/{Profile}", $$"""{"webhook_url":"{{Connection.HookAddress}}","webhook_api_version":"2"}"""));
        (await Provider.SetIncomingAddressAsync(Connection, numbers[1], Connection.HookAddress, CancellationToken.None)).ShouldBeFalse("it has no profile, and none is chosen");
        var chosen = Connection with { Settings = (TelnyxSettings)Connection.Settings with { MessagingProfileId = Profile } };
        (await Provider.SetIncomingAddressAsync(chosen, numbers[1], Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        Server.Requests.Where(r => r.Method == "PATCH").Select(r => r.Path).ShouldBe([$"/messaging_profiles/{Profile}", "/phone_numbers/N2/messaging", $"/messaging_profiles/{Profile}"]);
    }

    [Theory]
    [InlineData("""{"data":{"phone_number":"+1","carrier":{"name":"T-Mobile","type":"mobile"}}}""", ReachKind.Mobile, "T-Mobile")]
    [InlineData("""{"data":{"phone_number":"+1","carrier":{"name":"AT&T","type":"fixed line"}}}""", ReachKind.Landline, "AT&T")]
    [InlineData("""{"data":{"phone_number":"+1","carrier":{"name":"X","type":"unknown"},"portability":{"line_type":"voip"}}}""", ReachKind.Voip, "X")]
    [InlineData("""{"data":{"phone_number":"+1","valid_number":false}}""", ReachKind.NotInUse, null)]
    public async Task Looks_a_number_up(string answer, ReachKind kind, string? carrier)
    {
        Server.Answer = Reply.Json(200, answer);
        var known = (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBeOfType<NumberAnswer.Known>();
        (known.Kind, known.Carrier).ShouldBe((kind, carrier));
        Server.Requests.Single().Target.ShouldBe("/number_lookup/+13035550123?type=carrier");
    }

    [Fact]
    public async Task Fetches_attachments_without_showing_the_key()
    {
        Server.Answer = Reply.With(200, "image/png", [1, 2, 3]);
        (await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "m/1"), CancellationToken.None))!.ContentType.ShouldBe("image/png");
        Server.Requests.Single().Header("Authorization").ShouldBe("");
    }

    WebhookReading.Verified Verified(WebhookRequest request) => Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Verified>();
}
