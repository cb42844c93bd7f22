using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.Vonage;

namespace Rosterline.Tests.Providers.Vonage;

/// <summary>Texts by the SMS API, without an application; webhooks as the Messages API signs them.</summary>
[Trait("Provider", "Vonage")]
public abstract class VonageCases : ProviderCases
{
    protected const string Secret = "s3cretApi", Signing = "test_signature_secret_0001", Application = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

    protected override IReadOnlyList<string> Secrets => [Secret, Signing];

    protected override ITextProvider New(ProviderHttp http) => new VonageProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new VonageSettings { ApiKey = "abcd1234", ApiSecret = Secret, SignatureSecret = Signing, RestAddress = address, ApiAddress = address };

    protected override (int Status, string Body) Accepted(string id) => (200, $$"""{"message-count":"1","messages":[{"to":"13035550123","message-id":"{{id}}","status":"0"}]}""");

    protected override (int Status, string Body) OptedOut => (200, """{"message-count":"1","messages":[{"status":"7","error-text":"Number barred."}]}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Event(connection, new
    {
        message_uuid = id, to = Line.E164[1..], from = Person.E164[1..], channel = "sms", timestamp = "2026-11-21T15:30:00Z", message_type = "text", text = body,
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) =>
        Signed(connection.HookAddress, body, contentType ?? "application/json", Now, Convert.ToHexStringLower(SHA256.HashData(body)));

    WebhookRequest Event(Connection connection, object told) => Sign(connection, JsonSerializer.SerializeToUtf8Bytes(told), null);

    internal static WebhookRequest Signed(Uri url, byte[] body, string type, DateTimeOffset at, string? hash, string alg = "HS256", string key = "abcd1234")
    {
        var token = $"{Part(new { alg, typ = "JWT" })}.{Part(new { iat = at.ToUnixTimeSeconds(), jti = "1", iss = "Vonage", payload_hash = hash, api_key = key })}";
        token += "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Signing), Encoding.UTF8.GetBytes(token)));
        return new("POST", url, new Dictionary<string, string> { ["authorization"] = $"Bearer {token}" }, type, body);
    }

    static string Part(object json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));

    protected Connection With(Func<VonageSettings, VonageSettings> change) => Connection with { Settings = change((VonageSettings)Connection.Settings) };

    protected WebhookReading.Verified Verified(WebhookRequest request) => Provider.ReadWebhook(Connection, request).ShouldBeOfType<WebhookReading.Verified>();

    [Theory]
    [InlineData("HS256", "abcd1234", 0, true, true)]
    [InlineData("none", "abcd1234", 0, true, false)]
    [InlineData("HS512", "abcd1234", 0, true, false)]
    [InlineData("HS256", "other123", 0, true, false)]
    [InlineData("HS256", "abcd1234", -302, true, false)]
    [InlineData("HS256", "abcd1234", 302, true, false)]
    [InlineData("HS256", "abcd1234", -298, true, true)]
    [InlineData("HS256", "abcd1234", 0, false, false)]
    public void Believes_a_fresh_token_for_exactly_this_text_and_account(string alg, string key, int seconds, bool hashed, bool believed)
    {
        var body = """{"message_uuid":"M1","from":"13035550123","to":"19015550142","text":"hi"}"""u8.ToArray();
        var request = Signed(Connection.HookAddress, body, "application/json", Now.AddSeconds(seconds), hashed ? Convert.ToHexString(SHA256.HashData(body)) : null, alg, key);
        (Provider.ReadWebhook(Connection, request) is WebhookReading.Verified).ShouldBe(believed);
    }

    [Theory]
    [InlineData("submitted", null, DeliveryStatus.Sent, null)]
    [InlineData("delivered", null, DeliveryStatus.Delivered, null)]
    [InlineData("read", null, DeliveryStatus.Delivered, null)]
    [InlineData("undeliverable", "1260", DeliveryStatus.Undelivered, DeliveryProblem.Unreachable)]
    [InlineData("rejected", "1240", DeliveryStatus.Failed, DeliveryProblem.OptedOut)]
    [InlineData("rejected", "77", DeliveryStatus.Failed, DeliveryProblem.Other)]
    public void Reads_news_of_the_messages_api(string word, string? code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var reference = Text().Reference;
        var error = code is null ? null : new { type = $"https://developer.vonage.com/api-errors/messages#{code}", title = code };
        var told = new { message_uuid = "M1", to = "1", from = "2", status = word, client_ref = reference, timestamp = "2026-11-21T15:30:00Z", error };
        Verified(Event(Connection, told)).Updates.ShouldHaveSingleItem().ShouldBe(new DeliveryUpdate(reference, "M1", status, problem, code, new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Reads_pictures_of_the_messages_api()
    {
        var text = Verified(Event(Connection, new { message_uuid = "M1", from = "13035550123", to = "19015550142", message_type = "image", image = new { url = "https://api.nexmo.com/v3/media/1", name = "a.jpg", caption = "look" } })).Received.ShouldHaveSingleItem();
        (text.Body, text.Media.ShouldHaveSingleItem().Source.AbsolutePath, text.Media[0].Name).ShouldBe(("look", "/v3/media/1", "a.jpg"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("form")]
    [InlineData("JSON")]
    public void Reads_a_piece_of_a_long_text_in_each_way_the_sms_api_sends_it(string way)
    {
        var parameters = Piece(("concat", "true"), ("concat-ref", "12"), ("concat-total", "3"), ("concat-part", "2"));
        foreach (var method in new[] { "md5hash", "md5", "sha1", "sha256", "sha512" })
        {
            var connection = With(s => s with { SignatureMethod = method });
            var request = SmsRequest(connection, way, Signed(parameters, method));
            var text = Provider.ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Verified>(method).Received.ShouldHaveSingleItem();
            (text.ProviderMessageId, text.From, text.To, text.Body, text.Part).ShouldBe(("M1", Person, Line, "10:00 & bring ID=yes 👍", new TextPart("12", 2, 3)));
            text.ReceivedAt.ShouldBe(new DateTimeOffset(2026, 11, 21, 15, 30, 0, TimeSpan.Zero));
            Provider.ReadWebhook(With(s => s with { SignatureMethod = method == "sha256" ? "md5hash" : "sha256" }), request).ShouldBeOfType<WebhookReading.Forged>("only the method agreed on is believed");
            Provider.ReadWebhook(connection, SmsRequest(connection, way, Change(Signed(parameters, method), "text", "10:00 = bring ID&yes 👍"))).ShouldBeOfType<WebhookReading.Verified>("Vonage signs & and = as one");
            Provider.ReadWebhook(connection, SmsRequest(connection, way, Change(Signed(parameters, method), "text", "11:00"))).ShouldBeOfType<WebhookReading.Forged>();
        }
    }

    [Theory]
    [InlineData("delivered", "0", DeliveryStatus.Delivered, null)]
    [InlineData("accepted", "0", DeliveryStatus.Sent, null)]
    [InlineData("buffered", "0", DeliveryStatus.Sent, null)]
    [InlineData("expired", "0", DeliveryStatus.Undelivered, DeliveryProblem.Expired)]
    [InlineData("failed", "9", DeliveryStatus.Undelivered, DeliveryProblem.OptedOut)]
    [InlineData("rejected", "6", DeliveryStatus.Failed, DeliveryProblem.Filtered)]
    [InlineData("unknown", "1", DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    public void Reads_a_receipt_of_the_sms_api(string word, string code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var reference = Text().Reference;
        var parameters = Piece(("status", word), ("err-code", code), ("client-ref", reference.ToString()));
        var news = Verified(SmsRequest(Connection, "form", Signed(parameters, "sha256"))).Updates.ShouldHaveSingleItem();
        (news.Reference, news.ProviderMessageId, news.Status, news.Problem).ShouldBe((reference, "M1", status, problem));
    }

    [Fact]
    public void Believes_no_stale_or_foreign_parameters_and_answers_the_question_whether_it_is_there()
    {
        var stale = Piece(); stale["timestamp"] = Now.AddSeconds(-302).ToUnixTimeSeconds().ToString();
        Provider.ReadWebhook(Connection, SmsRequest(Connection, "GET", Signed(stale, "sha256"))).ShouldBeOfType<WebhookReading.Forged>();
        var foreign = Piece(); foreign["api-key"] = "other123";
        Provider.ReadWebhook(Connection, SmsRequest(Connection, "GET", Signed(foreign, "sha256"))).ShouldBeOfType<WebhookReading.Forged>();
        var empty = Verified(new WebhookRequest("GET", Connection.HookAddress, new Dictionary<string, string>(), null, ReadOnlyMemory<byte>.Empty));
        (empty.Received.Count + empty.Updates.Count).ShouldBe(0);
    }

    static Dictionary<string, string> Piece(params (string Name, string Value)[] more)
    {
        var parameters = new Dictionary<string, string>
        {
            ["api-key"] = "abcd1234", ["msisdn"] = "13035550123", ["to"] = "19015550142", ["messageId"] = "M1", ["text"] = "10:00 & bring ID=yes 👍", ["type"] = "unicode",
            ["message-timestamp"] = "2026-11-21 15:30:00", ["timestamp"] = Now.ToUnixTimeSeconds().ToString(), ["nonce"] = "n",
        };
        foreach (var (name, value) in more) parameters[name] = value;
        return parameters;
    }

    static Dictionary<string, string> Signed(Dictionary<string, string> parameters, string method) =>
        Change(parameters, "sig", Convert.ToHexString(VonageSignature.Sign(Signing, method, parameters)!));

    static Dictionary<string, string> Change(Dictionary<string, string> parameters, string name, string value) => new(parameters) { [name] = value };

    internal static WebhookRequest SmsRequest(Connection connection, string way, Dictionary<string, string> parameters)
    {
        var form = string.Join('&', parameters.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
        return way switch
        {
            "GET" => new("GET", new Uri($"{connection.HookAddress}?{form}"), new Dictionary<string, string>(), null, ReadOnlyMemory<byte>.Empty),
            "form" => new("POST", connection.HookAddress, new Dictionary<string, string>(), "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form)),
            _ => new("POST", connection.HookAddress, new Dictionary<string, string>(), "application/json", JsonSerializer.SerializeToUtf8Bytes(parameters.Append(new("data", null!)).ToDictionary())),
        };
    }

    [Fact]
    public async Task Lists_numbers_points_them_at_us_and_looks_others_up()
    {
        Server.Answer = (context, seen) => Reply.Json(200, seen.Path switch
        {
            "/account/get-balance" => """{"value":10.28,"autoReload":false}""",
            "/account/numbers" => """{"count":2,"numbers":[{"country":"US","msisdn":"19015550142","features":["VOICE","SMS"],"moHttpUrl":"https://old.example.test/"},{"country":"US","msisdn":"19015550143","features":["VOICE"],"app_id":"A1"}]}""",
            "/number/update" => """{"error-code":"200"}""",
            _ => """{"status":0,"current_carrier":{"name":"T-Mobile","network_type":"virtual"}}""",
        })(context, seen);
        var numbers = await Provider.ListNumbersAsync(Connection, CancellationToken.None);
        numbers.Select(n => (n.Number, n.CanText, n.IncomingAddress)).ShouldBe([(Line, true, "https://old.example.test/"), (new PhoneNumber(19015550143), false, "application A1")]);
        (await Provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldStartWith("Works. Signed in as abcd1234 · 2 numbers");
        var byText = With(s => s with { ApplicationId = null });
        (await Provider.SetIncomingAddressAsync(byText, numbers[0], Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        var update = Server.Requests.Single(r => r.Path == "/number/update");
        (update.Form("country")[0], update.Form("msisdn")[0], update.Form("moHttpUrl")[0]).ShouldBe(("US", "19015550142", Connection.HookAddress.ToString()));
        (await Provider.SetIncomingAddressAsync(byText, numbers[1], Connection.HookAddress, CancellationToken.None)).ShouldBeFalse("an application stands above the number");
        (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBe(new NumberAnswer.Known(ReachKind.Voip, null, "T-Mobile"));
    }
}

/// <summary>The SMS API's own ways to answer.</summary>
[Trait("Provider", "Vonage")]
public sealed class VonageSmsCases : VonageCases
{
    [Theory]
    [InlineData("Can you start Monday?", "text")]
    [InlineData("€ ¿{}~ ñ", "text")]
    [InlineData("Sí 👍", "unicode")]
    public async Task Hands_over_a_text_in_the_cheaper_alphabet_that_fits(string body, string type)
    {
        Server.Answer = Reply.Json(200, Accepted("ID1").Body);
        var text = Text(body);
        await Provider.SendAsync(Connection, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        seen.Target.ShouldBe("/sms/json");
        string[] names = ["api_key", "api_secret", "from", "to", "text", "type", "client-ref", "callback"];
        names.Select(n => seen.Form(n)[0]).ShouldBe(["abcd1234", Secret, "19015550142", "13035550123", body, type, text.Reference.ToString(), "https://texts.example.test/hooks/vonage/u7Qv3k"]);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("5", true)]
    public async Task Waits_when_told_to(string status, bool down)
    {
        Server.Answer = Reply.Json(200, $$"""{"messages":[{"status":"{{status}}"}]}""");
        Waits(null, down)(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
    }

    [Theory]
    [InlineData("4", DeliveryProblem.Configuration)]
    [InlineData("12", DeliveryProblem.Content)]
    [InlineData("33", DeliveryProblem.NumberDoesNotExist)]
    [InlineData("99", DeliveryProblem.Other)]
    public async Task Reads_a_refusal_that_came_with_status_200(string status, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(200, $$"""{"messages":[{"status":"{{status}}","error-text":"{{Secret}}"}]}""");
        (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBe(new SendOutcome.Rejected(problem, status));
    }

    [Fact]
    public async Task Counts_a_long_text_as_handed_over_when_one_part_was()
    {
        Server.Answer = Reply.Json(200, """{"message-count":"2","messages":[{"status":"1"},{"status":"0","message-id":"P2"}]}""");
        (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("P2", DeliveryStatus.Sent));
    }

    [Fact]
    public async Task Refuses_a_picture_without_an_application()
    {
        Provider.AbilitiesOf(Connection).Media.ShouldBeFalse();
        Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, Text("x", "https://m.example.test/1.jpg"), CancellationToken.None));
        Server.Requests.ShouldBeEmpty();
    }
}
