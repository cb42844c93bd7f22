using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.Plivo;

namespace Rosterline.Tests.Providers.Plivo;

[Trait("Provider", "Plivo")]
public class PlivoCases : ProviderCases
{
    const string Id = "MA0123456789ABCDEF01", Token = "s3cretTokenOf20OrMore";
    const string Account = $"/v1/Account/{Id}/";
    static readonly DateTimeOffset HandedOver = new(2026, 11, 21, 15, 30, 0, 400, TimeSpan.Zero);

    protected override IReadOnlyList<string> Secrets => [Token, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Token}"))];

    protected override ITextProvider New(ProviderHttp http) => new PlivoProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new PlivoSettings { AuthId = Id, AuthToken = Token, BaseAddress = address, LookUpAddress = address };

    protected override (int Status, string Body) Accepted(string id) => (202, $$"""{"message":"message(s) queued","message_uuid":["{{id}}"],"api_id":"a"}""");

    protected override (int Status, string Body) OptedOut => (400, """{"error_code":"200","error":"Source number blocked by STOP from destination number"}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Signed(connection.HookAddress, new()
    {
        ["MessageUUID"] = id, ["From"] = Person.E164[1..], ["To"] = Line.E164[1..], ["Text"] = body, ["Type"] = "sms", ["Units"] = "1",
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        var text = string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Order(StringComparer.Ordinal).Select(v => f.Key + v)));
        return Request(connection.HookAddress, body, contentType ?? "application/x-www-form-urlencoded", connection.HookAddress.OriginalString + (form.Count > 0 ? "?" + text : ""));
    }

    internal static WebhookRequest Signed(Uri url, Dictionary<string, string> form)
    {
        var body = string.Join('&', form.Select(f => $"{WebUtility.UrlEncode(f.Key)}={WebUtility.UrlEncode(f.Value)}"));
        var text = string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        return Request(url, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded; charset=UTF-8", url.OriginalString + (url.Query.Length > 0 ? "." : "?") + text);
    }

    static WebhookRequest Request(Uri url, byte[] body, string type, string signed) =>
        new("POST", url, new Dictionary<string, string> { ["X-Plivo-Signature-V3"] = Signature($"{signed}.n-1"), ["X-Plivo-Signature-V3-Nonce"] = "n-1" }, type, body);

    static string Signature(string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Hands_over_a_text_with_pictures_and_the_address_for_its_news()
    {
        Server.Answer = Reply.Json(202, Accepted("ID1").Body);
        var text = Text("Sí — 50% & more 👍", "https://texts.example.test/media/a.jpg?k=1&s=2");
        await Provider.SendAsync(Connection, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Target, seen.Header("Authorization")).ShouldBe(("POST", $"{Account}Message/", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Token}"))}"));
        JsonElement.DeepEquals(JsonDocument.Parse(seen.Body).RootElement, JsonSerializer.SerializeToElement(new
        {
            src = "19015550142", dst = "13035550123", text = text.Body, type = "mms", media_urls = new[] { "https://texts.example.test/media/a.jpg?k=1&s=2" },
            url = $"https://texts.example.test/hooks/plivo/u7Qv3k?ref={text.Reference}", method = "POST",
        })).ShouldBeTrue(seen.Body);
    }

    [Fact]
    public async Task Reads_a_number_that_was_refused_though_the_answer_was_yes()
    {
        Server.Answer = Reply.Json(202, """{"message":"partly","message_uuid":[],"invalid_number":["1303555"]}""");
        Rejects(DeliveryProblem.NumberDoesNotExist)(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
    }

    [Theory]
    [InlineData("queued", "", DeliveryStatus.Sent, null)]
    [InlineData("sent", "000", DeliveryStatus.Sent, null)]
    [InlineData("delivered", "0", DeliveryStatus.Delivered, null)]
    [InlineData("undelivered", "30", DeliveryStatus.Undelivered, DeliveryProblem.Filtered)]
    [InlineData("failed", "200", DeliveryStatus.Failed, DeliveryProblem.OptedOut)]
    [InlineData("failed", "50", DeliveryStatus.Failed, DeliveryProblem.NumberDoesNotExist)]
    [InlineData("failed", "900", DeliveryStatus.Failed, DeliveryProblem.Configuration)]
    [InlineData("rejected", "12345", DeliveryStatus.Failed, DeliveryProblem.Other)]
    public void Reads_news_by_our_reference_in_the_signed_address(string word, string code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var reference = Text().Reference;
        var request = Signed(new Uri($"{Connection.HookAddress}?ref={reference}"), new() { ["MessageUUID"] = "part", ["ParentMessageUUID"] = "M1", ["Status"] = word, ["ErrorCode"] = code });
        Verified(request).Updates.ShouldHaveSingleItem().ShouldBe(new DeliveryUpdate(reference, "M1", status, problem, problem is null ? null : code, null));
        Provider.ReadWebhook(Connection, request with { PublicUrl = new Uri($"{Connection.HookAddress}?ref={Guid.Empty}") }).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Fact]
    public void Reads_a_picture_message_counted_from_either_end()
    {
        var form = new Dictionary<string, string>
        {
            ["MessageUUID"] = "M1", ["From"] = "13035550123", ["To"] = "19015550142", ["Type"] = "mms", ["Body"] = "look", ["MediaCount"] = "3",
            ["Media1"] = "https://media.plivo.com/1", ["Media2"] = "javascript:alert(1)", ["Media3"] = "https://media.plivo.com/3",
        };
        var text = Verified(Signed(Connection.HookAddress, form)).Received.ShouldHaveSingleItem();
        (text.Body, string.Join(' ', text.Media.Select(m => m.Source))).ShouldBe(("look", "https://media.plivo.com/1 https://media.plivo.com/3"));
    }

    [Theory]
    [InlineData(true, "optout", "no quiero", true)]
    [InlineData(true, null, "STOP", true)]
    [InlineData(false, "optout", "STOP", false)]
    public void Says_whether_the_network_answers_the_keyword(bool setting, string? intent, string body, bool answers)
    {
        var connection = Connection with { Settings = (PlivoSettings)Connection.Settings with { PlivoAnswersStop = setting } };
        var form = new Dictionary<string, string> { ["MessageUUID"] = "M1", ["From"] = "13035550123", ["To"] = "19015550142", ["Text"] = body };
        if (intent is not null) form["MessageIntent"] = intent;
        ((WebhookReading.Verified)Provider.ReadWebhook(connection, Signed(connection.HookAddress, form))).Received[0].ProviderAnswersKeyword.ShouldBe(answers);
    }

    [Fact]
    public void Reads_a_request_by_address_and_one_of_several_signatures()
    {
        var url = new Uri($"{Connection.HookAddress}?To=19015550142&From=13035550123&Text=Hi%20%26%20bye&MessageUUID=M1");
        var signed = Signature($"{Connection.HookAddress}?From=13035550123&MessageUUID=M1&Text=Hi & bye&To=19015550142.n-1");
        var headers = new Dictionary<string, string> { ["x-plivo-signature-ma-v3"] = $"{Signature("older")},{signed}", ["x-plivo-signature-v3-nonce"] = "n-1" };
        Verified(new WebhookRequest("GET", url, headers, null, ReadOnlyMemory<byte>.Empty)).Received.ShouldHaveSingleItem().Body.ShouldBe("Hi & bye");
    }

    [Fact]
    public void Believes_the_older_signature_only_when_told_to()
    {
        var request = Received(Connection, "IN", "hi") with
        {
            Headers = new Dictionary<string, string> { ["X-Plivo-Signature-V2"] = Signature($"{Connection.HookAddress}n-1"), ["X-Plivo-Signature-V2-Nonce"] = "n-1" },
        };
        Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Forged>();
        var told = Connection with { Settings = (PlivoSettings)Connection.Settings with { BelieveV2 = true } };
        Provider.ReadWebhook(told, request).ShouldBeOfType<WebhookReading.Verified>();
        Provider.ReadWebhook(told, request with { Headers = request.Headers.Append(new("X-Plivo-Signature-V3-Nonce", "n-1")).ToDictionary() }).ShouldBeOfType<WebhookReading.Forged>("a newer one stands above it");
    }

    [Fact]
    public async Task Finds_the_text_it_handed_over()
    {
        Server.Answer = (context, seen) => Reply.Json(200, seen.Query("offset")[0] == "0"
            ? $$$"""{"meta":{"next":"https://elsewhere.example.test/x?limit=20&offset=20"},"objects":[{{{Found("LATER", 40)}}},{{{Found("BEFORE", -30)}}}]}"""
            : $$$"""{"meta":{"next":null},"objects":[{{{Found("OURS", 1, "undelivered", "30")}}}]}""")(context, seen);
        (await Provider.LookUpAsync(Connection, Text(), HandedOver, CancellationToken.None)).ShouldBe(new LookUp.Found("OURS", DeliveryStatus.Undelivered, DeliveryProblem.Filtered, "30"));
        Server.Requests.Select(r => r.Path).ShouldBe([$"{Account}Message/", $"{Account}Message/"]);
    }

    static string Found(string id, int seconds, string state = "sent", string? code = null) => JsonSerializer.Serialize(new
    {
        message_uuid = id, from_number = "+19015550142", to_number = "13035550123", message_state = state, message_time = HandedOver.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss'+00:00'"), error_code = code,
    });

    [Fact]
    public async Task Lists_numbers_and_points_their_application_at_us()
    {
        Server.Answer = (context, seen) => Reply.Json(200, (seen.Method, seen.Path) switch
        {
            ("GET", Account) => $$"""{"auth_id":"{{Id}}","name":"Northwind"}""",
            ("GET", $"{Account}Application/") => """{"meta":{"next":null},"objects":[{"app_id":"77","message_url":"https://old.example.test/"}]}""",
            ("GET", $"{Account}Number/") => $$"""{"meta":{"next":null},"objects":[{"number":"19015550142","alias":"Memphis","sms_enabled":true,"application":"{{Account}}Application/77/"},{"number":"19015550143","sms_enabled":false,"application":null}]}""",
            ("GET", $"{Account}Number/19015550142/") => $$"""{"number":"19015550142","application":"{{Account}}Application/77/"}""",
            ("POST", $"{Account}Application/") => """{"app_id":"88"}""",
            _ => "{}",
        })(context, seen);
        var numbers = await Provider.ListNumbersAsync(Connection, CancellationToken.None);
        numbers.Select(n => (n.Number, n.Name, n.CanText, n.IncomingAddress)).ShouldBe([(Line, "Memphis", true, "https://old.example.test/"), (new PhoneNumber(19015550143), "(901) 555-0143", false, null)]);
        (await Provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldStartWith("Works. Signed in as Northwind · 2 numbers");
        (await Provider.SetIncomingAddressAsync(Connection, numbers[0], Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        (await Provider.SetIncomingAddressAsync(Connection, numbers[1], Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        Server.Requests.Where(r => r.Method == "POST").Select(r => $"{r.Path[Account.Length..]} {r.Body}").ShouldBe([
            $$"""Application/77/ {"message_url":"{{Connection.HookAddress}}","message_method":"POST"}""",
            $$"""Application/ {"message_url":"{{Connection.HookAddress}}","message_method":"POST","app_name":"Rosterline-19015550143"}""",
            """Number/19015550143/ {"app_id":"88"}"""]);
    }

    [Fact]
    public async Task Looks_a_number_up()
    {
        Server.Answer = Reply.Json(200, """{"phone_number":"+13035550123","carrier":{"name":"Verizon","type":"mobile"}}""");
        (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBe(new NumberAnswer.Known(ReachKind.Mobile, null, "Verizon"));
        Server.Answer = Reply.Json(404, "{}");
        (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBe(new NumberAnswer.NoAnswer("Plivo knows nothing about this number."));
    }

    WebhookReading.Verified Verified(WebhookRequest request) => Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Verified>();
}
