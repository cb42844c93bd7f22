using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.Bandwidth;

namespace Rosterline.Tests.Providers.Bandwidth;

[Trait("Provider", "Bandwidth")]
public class BandwidthCases : ProviderCases
{
    const string Password = "s3cret-password", CallbackPassword = "s3cret-callback";
    static readonly DateTimeOffset HandedOver = new(2026, 11, 21, 15, 30, 0, 400, TimeSpan.Zero);

    protected override IReadOnlyList<string> Secrets => [Password, CallbackPassword, Basic("user1", Password)];

    protected override bool SignsText => false;

    protected override ITextProvider New(ProviderHttp http) => new BandwidthProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new BandwidthSettings
    {
        AccountId = "9900000", ApiUser = "user1", ApiPassword = Password, ApplicationId = "93de2206-9669-4e07-948d-329f4b722ee2", CallbackUser = "rosterline", CallbackPassword = CallbackPassword,
        BaseAddress = address, NumbersAddress = address, LookUpAddress = address,
    };

    protected override (int Status, string Body) Accepted(string id) => (202, $$"""{"id":"{{id}}","direction":"out","segmentCount":1}""");

    protected override (int Status, string Body) OptedOut => (403, """{"type":"rejected-to-number-in-blacklist","description":"To Number in black list"}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Event(connection, new
    {
        type = "message-received", time = "2026-11-21T15:30:00Z", to = Line.E164, message = new { id, owner = Line.E164, direction = "in", to = new[] { Line.E164 }, from = Person.E164, text = body, segmentCount = 1 },
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) =>
        new("POST", connection.HookAddress, new Dictionary<string, string> { ["authorization"] = $"Basic {Basic("rosterline", CallbackPassword)}" }, contentType ?? "application/json; charset=utf-8", body);

    WebhookRequest Event(Connection connection, params object[] events) => Sign(connection, JsonSerializer.SerializeToUtf8Bytes(events), null);

    static string Basic(string user, string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"));

    [Fact]
    public async Task Hands_over_a_text_with_pictures_and_our_reference()
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        var text = Text("Sí — 50% & more 👍", "https://texts.example.test/media/a.jpg?k=1&s=2");
        await Provider.SendAsync(Connection, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Target, seen.Header("Authorization")).ShouldBe(("POST", "/users/9900000/messages", $"Basic {Basic("user1", Password)}"));
        JsonElement.DeepEquals(JsonDocument.Parse(seen.Body).RootElement, JsonSerializer.SerializeToElement(new
        {
            applicationId = "93de2206-9669-4e07-948d-329f4b722ee2", to = new[] { Person.E164 }, from = Line.E164, text = text.Body, media = new[] { "https://texts.example.test/media/a.jpg?k=1&s=2" }, tag = text.Reference,
        })).ShouldBeTrue(seen.Body);
    }

    [Theory]
    [InlineData("to", DeliveryProblem.NumberDoesNotExist)]
    [InlineData("from", DeliveryProblem.Configuration)]
    [InlineData("text", DeliveryProblem.Content)]
    [InlineData("surprise", DeliveryProblem.Other)]
    public async Task Tells_which_field_was_refused(string field, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(400, $$"""{"type":"request-validation","fieldErrors":[{"fieldName":"{{field}}","description":"{{Password}}"}]}""");
        var refused = (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.Rejected>();
        (refused.Problem, refused.ProviderCode).ShouldBe((problem, "request-validation"));
        HasNoSecret(refused);
    }

    [Fact]
    public async Task Refuses_what_can_never_fit()
    {
        Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, Text(new string('x', 2049)), CancellationToken.None));
        Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("message-sending", null, DeliveryStatus.Sent, null)]
    [InlineData("message-sent", null, DeliveryStatus.Sent, null)]
    [InlineData("message-delivered", null, DeliveryStatus.Delivered, null)]
    [InlineData("message-failed", "9902", DeliveryStatus.Sent, null)]
    [InlineData("message-failed", "4775", DeliveryStatus.Undelivered, DeliveryProblem.OptedOut)]
    [InlineData("message-failed", "4482", DeliveryStatus.Failed, DeliveryProblem.OptedOut)]
    [InlineData("message-failed", "4720", DeliveryStatus.Undelivered, DeliveryProblem.NumberDoesNotExist)]
    [InlineData("message-failed", "4432", DeliveryStatus.Failed, DeliveryProblem.Configuration)]
    [InlineData("message-failed", "4774", DeliveryStatus.Undelivered, DeliveryProblem.NotRegistered)]
    [InlineData("message-failed", "9999", DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    [InlineData("message-failed", "5500", DeliveryStatus.Failed, DeliveryProblem.Other)]
    public void Reads_news_by_our_tag(string type, string? code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var reference = Text().Reference;
        var told = new { type, time = "2026-11-21T15:30:00Z", to = Person.E164, errorCode = code is null ? (int?)null : int.Parse(code), message = new { id = "M1", tag = reference.ToString(), direction = "out", text = "" } };
        Verified(Event(Connection, told)).Updates.ShouldHaveSingleItem()
            .ShouldBe(new DeliveryUpdate(reference, "M1", status, problem, problem is null ? null : code, new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Reads_several_callbacks_at_once_and_leaves_unknown_ones_alone()
    {
        var reading = Verified(Event(Connection,
            new { type = "message-delivered", to = Person.E164, message = new { id = "M1" } }, new { type = "message-weighed", to = Person.E164, message = new { id = "M2" } },
            new { type = "message-received", to = Line.E164, message = new { id = "M3", from = Person.E164, text = "hi" } }));
        (reading.Updates.Count, reading.Received.Count).ShouldBe((1, 1));
    }

    [Fact]
    public void Keeps_everybody_a_group_text_went_to_and_its_pictures_without_their_plan()
    {
        var text = Verified(Event(Connection, new
        {
            type = "message-received", to = Line.E164, message = new
            {
                id = "G1", from = Person.E164, to = new[] { "+13035550155", Line.E164 }, text = "",
                media = new[] { "https://messaging.bandwidth.com/api/v2/users/1/media/a/0.smil", "https://messaging.bandwidth.com/api/v2/users/1/media/a/bw.png", "ftp://x/y" },
            },
        })).Received.ShouldHaveSingleItem();
        text.To.ShouldBe(Line);
        text.AlsoTo.ShouldBe(["+13035550155"]);
        text.Media.ShouldHaveSingleItem().ShouldBe(new ReceivedMedia(new Uri("https://messaging.bandwidth.com/api/v2/users/1/media/a/bw.png"), "image/png", "bw.png"));
    }

    [Fact]
    public void Takes_callbacks_without_credentials_only_where_none_are_set()
    {
        var open = Connection with { Settings = (BandwidthSettings)Connection.Settings with { CallbackUser = null, CallbackPassword = null } };
        var bare = Received(open, "IN", "hi") with { Headers = new Dictionary<string, string>() };
        Provider.ReadWebhook(open, bare).ShouldBeOfType<WebhookReading.Verified>();
        Provider.ReadWebhook(Connection, bare).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Fact]
    public async Task Finds_the_text_it_handed_over()
    {
        Server.Answer = (context, seen) => Reply.Json(200, seen.Query("pageToken") is []
            ? $$$"""{"messages":[{{{Found("OTHER", 1, length: 3)}}},{{{Found("LATER", 40)}}}],"pageInfo":{"nextPageToken":"P2"}}"""
            : $$$"""{"messages":[{{{Found("OURS", 1, "FAILED", 4775)}}},{{{Found("BEFORE", -30)}}}],"pageInfo":{}}""")(context, seen);
        var found = (await Provider.LookUpAsync(Connection, Text(), HandedOver, CancellationToken.None)).ShouldBeOfType<LookUp.Found>();
        found.ShouldBe(new LookUp.Found("OURS", DeliveryStatus.Undelivered, DeliveryProblem.OptedOut, "4775"));
        var asked = Server.Requests.First();
        (asked.Query("sourceTn")[0], asked.Query("destinationTn")[0], asked.Query("fromDateTime")[0]).ShouldBe((Line.E164, Person.E164, "2026-11-21T15:29:58.400Z"));
        Server.Answer = Reply.Json(200, """{"messages":[],"pageInfo":{}}""");
        (await Provider.LookUpAsync(Connection, Text(), HandedOver, CancellationToken.None)).ShouldBeOfType<LookUp.NotFound>();
    }

    static string Found(string id, int seconds, string status = "SENT", int? code = null, int length = 21) => JsonSerializer.Serialize(new
    {
        messageId = id, sourceTn = Line.E164, destinationTn = Person.E164, messageStatus = status, errorCode = code, receiveTime = HandedOver.AddSeconds(seconds), messageLength = length,
    });

    [Fact]
    public async Task Lists_numbers_from_page_to_page_of_its_own_host()
    {
        Server.Answer = (context, seen) => Reply.With(200, "application/xml", Encoding.UTF8.GetBytes(seen.Query("page")[0] == "1"
            ? """<?xml version="1.0"?><TNs><TotalCount>2</TotalCount><Links><next>Link=&lt;https://elsewhere.example.test:443/v1.0/accounts/9900000/inserviceNumbers?size=500&amp;page=9015550143&gt;;rel="next";</next></Links><TelephoneNumbers><TelephoneNumber>9015550142</TelephoneNumber></TelephoneNumbers></TNs>"""
            : "<TNs><TelephoneNumbers><TelephoneNumber>9015550143</TelephoneNumber></TelephoneNumbers></TNs>"))(context, seen);
        (await Provider.ListNumbersAsync(Connection, CancellationToken.None)).Select(n => n.Number.E164).ShouldBe(["+19015550142", "+19015550143"]);
        Server.Requests.Select(r => r.Target).ShouldBe(["/accounts/9900000/inserviceNumbers?page=1&size=500", "/accounts/9900000/inserviceNumbers?size=500&page=9015550143"]);
    }

    [Fact]
    public async Task Tests_the_credentials_and_says_when_numbers_may_not_be_read()
    {
        Server.Answer = (context, seen) => (seen.Path.Contains("inservice", StringComparison.Ordinal) ? Reply.Status(403) : Reply.Json(200, """{"messages":[]}"""))(context, seen);
        var test = await Provider.TestAsync(Connection, CancellationToken.None);
        (test.Ok, test.Words).ShouldBe((true, "Works, but may not read numbers. Give the API user the role Numbers, or add lines by their numbers."));
    }

    [Theory]
    [InlineData("MOBILE", ReachKind.Mobile)]
    [InlineData("FIXED", ReachKind.Landline)]
    [InlineData("VOIP-FIXED", ReachKind.Voip)]
    [InlineData("new word", ReachKind.Unknown)]
    public async Task Looks_a_number_up(string word, ReachKind kind)
    {
        Server.Answer = Reply.Json(200, $$$"""{"data":{"results":[{"phoneNumber":"+13035550123","lineType":"{{{word}}}","messagingProvider":"Verizon"}]}}""");
        (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBe(new NumberAnswer.Known(kind, null, "Verizon"));
        (Server.Requests.Single().Target, Server.Requests.Single().Body).ShouldBe(("/accounts/9900000/phoneNumberLookup", """{"phoneNumbers":["+13035550123"]}"""));
    }

    [Fact]
    public async Task Shows_its_credentials_to_the_media_of_its_own_host_only()
    {
        await using var elsewhere = await ScriptedServer.StartAsync();
        elsewhere.Answer = Reply.With(200, "image/png", [1]);
        Server.Answer = Reply.Status(302, ("Location", new Uri(elsewhere.Address, "signed").ToString()));
        await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "users/1/media/x"), CancellationToken.None);
        await Provider.FetchMediaAsync(Connection, new Uri(elsewhere.Address, "users/1/media/y"), CancellationToken.None);
        Server.Requests.Single().Header("Authorization").ShouldStartWith("Basic ");
        elsewhere.Requests.ShouldAllBe(r => r.Header("Authorization") == "");
    }

    WebhookReading.Verified Verified(WebhookRequest request) => Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Verified>();
}
