using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Simulated;

namespace Rosterline.Tests.Providers;

[Trait("Provider", "Simulated"), Trait("Requirement", "H-13")]
public class SimulatedCases : ProviderCases
{
    const string Token = "sim_0123456789abcdef";

    protected override IReadOnlyList<string> Secrets => [Token];

    protected override ITextProvider New(ProviderHttp http) => new SimulatedProvider(null!, TimeProvider.System, http);

    protected override object SettingsAt(string address) => new SimulatedSettings { Carrier = address + "/simulator/v1", Token = Token };

    protected override (int Status, string Body) Accepted(string id) => (201, $$"""{"id":"{{id}}","status":"accepted"}""");

    protected override (int Status, string Body) OptedOut => (422, """{"code":"opted_out","message":"…"}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Sign(connection, JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "message.received", id, from = Person.E164, to = Line.E164, body, mediaUrls = Array.Empty<string>(), receivedAt = "2026-11-21T10:00:00Z",
    }), null);

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) => Signed(connection, body, contentType, TimeProvider.System.GetUtcNow());

    static WebhookRequest Signed(Connection connection, byte[] body, string? contentType, DateTimeOffset at)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), (byte[])[.. Encoding.ASCII.GetBytes(stamp + "."), .. body]));
        return new("POST", connection.HookAddress, new Dictionary<string, string> { ["x-simulated-signature"] = signature, ["x-simulated-timestamp"] = stamp },
            contentType ?? "application/json", body);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void Does_not_believe_what_was_signed_at_another_time(int seconds)
    {
        var body = """{"type":"message.status","id":"a","status":"sent"}"""u8.ToArray();
        Provider.ReadWebhook(Connection, Signed(Connection, body, null, TimeProvider.System.GetUtcNow().AddSeconds(seconds))).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Fact]
    public void Reads_many_events_at_once()
    {
        var reference = Ids.New();
        var body = Encoding.UTF8.GetBytes($$"""
            [{"type":"message.status","id":"a","reference":"{{reference}}","status":"undelivered","code":"unreachable","at":"2026-11-21T10:00:00Z"},
             {"type":"message.received","id":"b","from":"+13035550123","to":"+19015550142","body":"Hi"}]
            """);
        var read = Provider.ReadWebhook(Connection, Sign(Connection, body, null)).ShouldBeOfType<WebhookReading.Verified>();
        read.Received.ShouldHaveSingleItem().ProviderMessageId.ShouldBe("b");
        var update = read.Updates.ShouldHaveSingleItem();
        (update.Reference, update.Status, update.Problem).ShouldBe((reference, DeliveryStatus.Undelivered, DeliveryProblem.Unreachable));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("""{"type":"message.unheard_of","id":"a"}""")]
    [InlineData("""{"type":"message.status","id":"a","status":"eaten"}""")]
    [InlineData("""{"type":"message.received","id":"a","from":"+13035550123","to":"nobody"}""")]
    public void Does_not_understand(string body) =>
        Provider.ReadWebhook(Connection, Sign(Connection, Encoding.UTF8.GetBytes(body), null)).ShouldBeOfType<WebhookReading.Malformed>();

    [Fact]
    public void Takes_a_hundred_events_and_no_more()
    {
        string Events(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"type":"message.status","id":"a","status":"sent"}""", count))}]";
        Provider.ReadWebhook(Connection, Sign(Connection, Encoding.UTF8.GetBytes(Events(100)), null)).ShouldBeOfType<WebhookReading.Verified>();
        Provider.ReadWebhook(Connection, Sign(Connection, Encoding.UTF8.GetBytes(Events(101)), null)).ShouldBeOfType<WebhookReading.Malformed>();
    }

    [Theory]
    [InlineData("no_such_number", DeliveryProblem.NumberDoesNotExist)]
    [InlineData("landline", DeliveryProblem.Landline)]
    [InlineData("unregistered", DeliveryProblem.NotRegistered)]
    [InlineData("too_long", DeliveryProblem.Content)]
    public async Task Knows_why_a_text_was_refused(string code, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(422, $$"""{"code":"{{code}}","message":"…"}""");
        var rejected = (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.Rejected>();
        (rejected.Problem, rejected.ProviderCode).ShouldBe((problem, code));
    }

    [Fact]
    public async Task Finds_a_text_by_our_reference_or_knows_it_is_not_there()
    {
        Server.Answer = Reply.Json(200, """{"items":[{"id":"7","reference":"019a0719-ac96-7eb9-a837-cac215164834","status":"delivered","code":null}]}""");
        (await Provider.LookUpAsync(Connection, Text(), DateTimeOffset.UnixEpoch, CancellationToken.None)).ShouldBe(new LookUp.Found("7", DeliveryStatus.Delivered, null, null));
        Server.Answer = Reply.Json(200, """{"items":[]}""");
        (await Provider.LookUpAsync(Connection, Text(), DateTimeOffset.UnixEpoch, CancellationToken.None)).ShouldBeOfType<LookUp.NotFound>();
    }

    [Fact]
    public async Task Fetches_pictures_from_the_carrier_only()
    {
        (await Provider.FetchMediaAsync(Connection, new Uri($"{Server.Address}elsewhere/badge.png"), CancellationToken.None)).ShouldBeNull();
        Server.Requests.ShouldBeEmpty();
    }
}
