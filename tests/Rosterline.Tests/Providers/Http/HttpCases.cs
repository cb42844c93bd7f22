using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Http;

namespace Rosterline.Tests.Providers.Http;

[Trait("Provider", "HTTP")]
public class HttpCases : ProviderCases
{
    const string Token = "tok_0123456789abcdef", HeaderSecret = "hdr_fedcba9876543210";

    protected override IReadOnlyList<string> Secrets => [Token, HeaderSecret];

    protected override bool SignsText => false;

    protected override ITextProvider New(ProviderHttp http) => new HttpProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => Settings(address);

    static HttpSettings Settings(string address) => new()
    {
        Address = address + "/send?from={from.digits}", Headers = "Authorization: Bearer {password}\nX-Reference: {reference}",
        Body = """{"to": "{to}", "text": "{text}", "callback": "{callback?ref={reference}}"}""", Password = Token, IdAt = "id", ErrorAt = "code", ErrorRules = "21610 = opted_out\nstatus 418 = later",
        FromAt = "from", ToAt = "to", TextAt = "text", ReceivedIdAt = "id", StatusAt = "status", StatusIdAt = "id", StatusReferenceAt = "ref", StatusErrorAt = "code",
        StatusWords = "DELIVRD = delivered\nUNDELIV = undelivered", SecretHeader = "X-Secret", HeaderSecret = HeaderSecret, CheckAddress = address + "/account", CheckPattern = "\"balance\"",
    };

    protected override (int Status, string Body) Accepted(string id) => (202, $$"""{"id": "{{id}}", "status": "queued"}""");

    protected override (int Status, string Body) OptedOut => (422, """{"code": 21610}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) =>
        Sign(connection, JsonSerializer.SerializeToUtf8Bytes(new { id, from = Person.E164, to = Line.E164, text = body }), null);

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) =>
        new("POST", connection.HookAddress, new Dictionary<string, string> { ["x-secret"] = HeaderSecret }, contentType ?? "application/json", body);

    [Theory]
    [InlineData("Hi \"you\" & {to} \\ ☕\n100 % + ende")]
    [InlineData("\"}, {\"to\": \"+19005550100\"")]
    public async Task A_text_stays_a_text_wherever_it_is_written(string words)
    {
        Server.Answer = Reply.Json(202, """{"id": 7}""");
        (await Provider.SendAsync(Connection, Text(words), CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("7", DeliveryStatus.Sent));
        var sent = JsonDocument.Parse(Server.Requests.Single().Body).RootElement;
        sent.GetProperty("text").GetString().ShouldBe(words);
        sent.GetProperty("to").GetString().ShouldBe(Person.E164);
        sent.GetProperty("callback").GetString().ShouldBe("https://texts.example.test/hooks/http/u7Qv3k?ref=019a0719-ac96-7eb9-a837-cac215164834");
        Server.Requests.Single().Header("Authorization").ShouldBe("Bearer " + Token);

        foreach (var settings in new[] { Settings("") with { Method = "GET" }, Settings("") with { BodyKind = "form", Body = "to={to}&text={text}" }, Settings("") with { BodyKind = "xml", Body = "<sms><t a=\"{text}\">{text}</t></sms>" } })
        {
            var address = Server.Address.ToString().TrimEnd('/');
            await Provider.SendAsync(Connection with { Settings = settings with { Address = address + "/s?text={text}&x=1", CheckAddress = null, Headers = "X-Text: {text}" } }, Text(words), CancellationToken.None);
            var seen = Server.Requests.Last();
            seen.Query("text").ShouldBe([words]);
            seen.Query("x").ShouldBe(["1"]);
            Server.Requests.Last().Header("X-Evil").ShouldBeEmpty();
            if (settings.BodyKind == "form") seen.Form("text").ShouldBe([words]);
            if (settings.BodyKind == "xml") System.Xml.Linq.XDocument.Parse(seen.Body).Root!.Value.ShouldBe(words);
        }
    }

    [Fact]
    public async Task A_get_that_never_gets_its_answer_is_not_repeated()
    {
        DoNotWaitLong();
        Server.Answer = Reply.Never;
        var connection = Connection with { Settings = Settings(Server.Address.ToString().TrimEnd('/')) with { Method = "GET", BodyKind = "none" } };
        IsUnknown(await Provider.SendAsync(connection, Text(), CancellationToken.None));
    }

    [Theory]
    [InlineData(418, "{}")]
    [InlineData(200, """{"code":"busy"}""")]
    public async Task Rules_say_what_an_answer_means(int status, string body)
    {
        Server.Answer = Reply.Json(status, body);
        var settings = Settings(Server.Address.ToString().TrimEnd('/')) with { YesPattern = "\"id\"", ErrorRules = "status 418 = later\n/bus[yz]/ = later" };
        (await Provider.SendAsync(Connection with { Settings = settings }, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.TryAgain>().ProviderDown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_gateway_without_ids_is_told_ours()
    {
        Server.Answer = Reply.Status(204);
        var settings = Settings(Server.Address.ToString().TrimEnd('/')) with { IdAt = null };
        (await Provider.SendAsync(Connection with { Settings = settings }, Text(), CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("019a0719-ac96-7eb9-a837-cac215164834", DeliveryStatus.Sent));
    }

    [Fact]
    public void Reads_what_became_of_a_text_from_form_address_and_json()
    {
        var reference = Ids.New();
        var json = Sign(Connection, """{"id": "7", "status": "undeliv", "code": 21610}"""u8.ToArray(), null);
        var form = Sign(Connection, System.Text.Encoding.UTF8.GetBytes($"status=DELIVRD&ref={reference}"), "application/x-www-form-urlencoded");
        var address = Sign(Connection, [], null) with { Method = "GET", ContentType = null, PublicUrl = new Uri(Connection.HookAddress + $"?status=DELIVRD&ref={reference}") };
        Update(json).ShouldBe(new DeliveryUpdate(null, "7", DeliveryStatus.Undelivered, DeliveryProblem.OptedOut, "21610", null));
        Update(form).ShouldBe(new DeliveryUpdate(reference, null, DeliveryStatus.Delivered, null, null, null));
        Update(address).ShouldBe(new DeliveryUpdate(reference, null, DeliveryStatus.Delivered, null, null, null));
        ((WebhookReading.Verified)Provider.ReadWebhook(Connection, Sign(Connection, """{"id": "7", "status": "eaten"}"""u8.ToArray(), null))).Updates.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("%00S%00%ED%00+%26%15%00+%D8%3D%DCM", "UTF-16BE", "Sí ☕ 👍")]
    [InlineData("Ol%E1", "iso-8859-1", "Olá")]
    [InlineData("Ol%C3%A1", "UTF-8", "Olá")]
    [InlineData("Ol%C3%A1", "Klingon", "Olá")]
    public void Reads_words_in_the_character_set_they_came_in(string words, string charset, string expected)
    {
        var kannel = new KannelProvider(Http, TimeProvider.System);
        var connection = Connection with { Settings = new KannelSettings { Address = "http://kannel.example/cgi-bin/sendsms" } };
        var request = new WebhookRequest("GET", new Uri($"{Connection.HookAddress}?from=%2B13035550123&to=19015550142&id=1&text={words}&charset={charset}"), new Dictionary<string, string>(), null, default);
        kannel.ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem().Body.ShouldBe(expected);
    }

    DeliveryUpdate Update(WebhookRequest request) => Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Verified>().Updates.ShouldHaveSingleItem();
}
