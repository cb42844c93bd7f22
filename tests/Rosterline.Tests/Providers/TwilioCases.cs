using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Twilio;

namespace Rosterline.Tests.Providers;

[Trait("Provider", "Twilio")]
public partial class TwilioCases : ProviderCases
{
    const string Account = "AC00000000000000000000000000000001";
    const string Token = "0123456789abcdef0123456789abcdef";
    const string KeySecret = "s3cretOfTheApiKey";
    static readonly DateTimeOffset HandedOver = new(2026, 11, 21, 15, 30, 0, 400, TimeSpan.Zero);

    protected override IReadOnlyList<string> Secrets => [Token, KeySecret, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"))];

    protected override ITextProvider New(ProviderHttp http) => new TwilioProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new TwilioSettings { AccountSid = Account, AuthToken = Token, BaseAddress = address };

    protected override (int Status, string Body) Accepted(string id) => (201, $$"""{"sid":"{{id}}","status":"queued","error_code":null,"num_media":"0"}""");

    protected override (int Status, string Body) OptedOut => (400, """{"code":21610,"message":"…","status":400}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Signed(connection, new()
    {
        ["MessageSid"] = id, ["AccountSid"] = Account, ["From"] = Person.E164, ["To"] = Line.E164, ["Body"] = body, ["NumMedia"] = "0", ["ToZip"] = "",
    });

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        var text = new StringBuilder(connection.HookAddress.OriginalString);
        foreach (var (name, values) in form.OrderBy(f => f.Key, StringComparer.Ordinal))
            foreach (var value in values.Distinct().Order(StringComparer.Ordinal))
                text.Append(name).Append(value);
        return Request(connection.HookAddress, body, contentType ?? "application/x-www-form-urlencoded", Signature(text.ToString()));
    }

    internal static WebhookRequest Signed(Connection connection, Dictionary<string, string> form, string query = "")
    {
        var url = new Uri(connection.HookAddress.OriginalString + query);
        var text = url.OriginalString + string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        var body = string.Join('&', form.Select(f => $"{WebUtility.UrlEncode(f.Key)}={WebUtility.UrlEncode(f.Value)}"));
        return Request(url, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded; charset=UTF-8", Signature(text));
    }

    static WebhookRequest Request(Uri url, byte[] body, string type, string signature) =>
        new("POST", url, new Dictionary<string, string> { ["x-twilio-signature"] = signature }, type, body);

#pragma warning disable CA5350
    static string Signature(string text) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350

    Connection With(Func<TwilioSettings, TwilioSettings> change) => Connection with { Settings = change((TwilioSettings)Connection.Settings) };

    // Sending

    [Fact]
    public async Task Hands_over_a_text_with_pictures_and_the_address_for_its_news()
    {
        Server.Answer = Reply.Json(201, Accepted("MM1").Body);
        var text = Text("Sí — 50% & more +1 👍", "https://texts.example.test/media/a.jpg?k=1&s=2", "https://texts.example.test/media/b.pdf");
        await Provider.SendAsync(Connection, text, CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Method, seen.Target).ShouldBe(("POST", $"/2010-04-01/Accounts/{Account}/Messages.json"));
        seen.Header("Authorization").ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}")));
        seen.Header("Content-Type").ShouldStartWith("application/x-www-form-urlencoded");
        seen.Form("To").ShouldBe([Person.E164]);
        seen.Form("From").ShouldBe([Line.E164]);
        seen.Form("Body").ShouldBe([text.Body]);
        seen.Form("MediaUrl").ShouldBe(text.MediaUrls.Select(u => u.AbsoluteUri));
        seen.Form("StatusCallback").ShouldBe([$"https://texts.example.test/hooks/twilio/u7Qv3k?ref={text.Reference}"]);
        seen.Form("MessagingServiceSid").ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_in_with_the_api_key_and_names_the_messaging_service()
    {
        Server.Answer = Reply.Json(201, Accepted("SM1").Body);
        await Provider.SendAsync(With(s => s with { ApiKeySid = "SK1", ApiKeySecret = KeySecret, MessagingServiceSid = "MG1" }), Text(), CancellationToken.None);
        var seen = Server.Requests.ShouldHaveSingleItem();
        seen.Header("Authorization").ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"SK1:{KeySecret}")));
        seen.Form("MessagingServiceSid").ShouldBe(["MG1"]);
        seen.Form("From").ShouldBe([Line.E164]);
    }

    [Theory]
    [InlineData("http://localhost:5080/hooks/twilio/x", false)]
    [InlineData("http://127.0.0.1:5080/hooks/twilio/x", false)]
    [InlineData("http://192.168.1.4/hooks/twilio/x", false)]
    [InlineData("http://[fd00::1]/hooks/twilio/x", false)]
    [InlineData("http://server/hooks/twilio/x", false)]
    [InlineData("https://texts.example.test/hooks/twilio/x?a=1", true)]
    [InlineData("https://8.8.8.8/hooks/twilio/x", true)]
    public async Task Names_an_address_for_news_only_where_one_can_be_reached(string hook, bool named)
    {
        Server.Answer = Reply.Json(201, Accepted("SM1").Body);
        await Provider.SendAsync(Connection with { HookAddress = new Uri(hook) }, Text(), CancellationToken.None);
        var callback = Server.Requests.ShouldHaveSingleItem().Form("StatusCallback");
        if (named)
            callback.ShouldHaveSingleItem().ShouldStartWith(hook + (hook.Contains('?', StringComparison.Ordinal) ? "&ref=" : "?ref="));
        else
            callback.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_what_can_never_fit()
    {
        var eleven = Enumerable.Range(0, 11).Select(n => $"https://m.example.test/{n}").ToArray();
        Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, Text(new string('x', 1601)), CancellationToken.None));
        Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, Text("x", eleven), CancellationToken.None));
        Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(21610, DeliveryProblem.OptedOut)]
    [InlineData(21211, DeliveryProblem.NumberDoesNotExist)]
    [InlineData(21614, DeliveryProblem.Landline)]
    [InlineData(21606, DeliveryProblem.Configuration)]
    [InlineData(21408, DeliveryProblem.Configuration)]
    [InlineData(21617, DeliveryProblem.Content)]
    [InlineData(30034, DeliveryProblem.NotRegistered)]
    [InlineData(99999, DeliveryProblem.Other)]
    public async Task Tells_why_a_text_was_refused(int code, DeliveryProblem problem)
    {
        Server.Answer = Reply.Json(400, $$"""{"code":{{code}},"message":"{{Token}}","status":400}""");
        var refused = (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.Rejected>();
        (refused.Problem, refused.ProviderCode).ShouldBe((problem, code.ToString(CultureInfo.InvariantCulture)));
        HasNoSecret(refused);
    }

    [Theory]
    [InlineData(21611)]
    [InlineData(20429)]
    [InlineData(63018)]
    public async Task Waits_when_a_queue_over_there_is_full(int code)
    {
        Server.Answer = Reply.Json(400, $$"""{"code":"{{code}}"}""");
        Waits(null, down: false)(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
    }

    [Fact]
    public async Task Reads_a_text_that_failed_at_once()
    {
        Server.Answer = Reply.Json(201, """{"sid":"SM1","status":"failed","error_code":30007}""");
        Rejects(DeliveryProblem.Filtered)(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
    }

    // Webhooks

    [Fact]
    public void Reads_news_about_a_text_by_our_own_reference()
    {
        var reference = Guid.Parse("019a0719-ac96-7eb9-a837-cac215164834");
        var news = Verified(Status("undelivered", "30003", $"?ref={reference}")).Updates.ShouldHaveSingleItem();
        news.ShouldBe(new DeliveryUpdate(reference, "SM9", DeliveryStatus.Undelivered, DeliveryProblem.Unreachable, "30003", null));
    }

    [Theory]
    [InlineData("accepted", DeliveryStatus.Sent)]
    [InlineData("scheduled", DeliveryStatus.Sent)]
    [InlineData("queued", DeliveryStatus.Sent)]
    [InlineData("sending", DeliveryStatus.Sent)]
    [InlineData("sent", DeliveryStatus.Sent)]
    [InlineData("delivered", DeliveryStatus.Delivered)]
    [InlineData("read", DeliveryStatus.Delivered)]
    [InlineData("partially_delivered", DeliveryStatus.Delivered)]
    [InlineData("undelivered", DeliveryStatus.Undelivered)]
    [InlineData("failed", DeliveryStatus.Failed)]
    [InlineData("canceled", DeliveryStatus.Failed)]
    public void Knows_every_status(string word, DeliveryStatus status)
    {
        var news = Verified(Status(word, "0", "")).Updates.ShouldHaveSingleItem();
        (news.Status, news.ProviderCode, news.Reference).ShouldBe((status, null, null));
    }

    [Theory]
    [InlineData("huh")]
    [InlineData("received")]
    [InlineData("DELIVERED")]
    public void Does_not_guess_an_unknown_status(string word) => Read(Status(word, "", "")).ShouldBeOfType<WebhookReading.Malformed>();

    [Fact]
    public void Reads_pictures_in_order_up_to_ten()
    {
        var form = Incoming("");
        for (var n = 0; n < 14; n++)
            (form[$"MediaUrl{n}"], form[$"MediaContentType{n}"]) = ($"https://api.twilio.com/m/{n}", "image/jpeg");
        var text = Verified(Signed(Connection, form)).Received.ShouldHaveSingleItem();
        text.Media.Select(m => m.Source.ToString()).ShouldBe(Enumerable.Range(0, 10).Select(n => $"https://api.twilio.com/m/{n}"));
        text.Media.ShouldAllBe(m => m.ContentType == "image/jpeg");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://x/y")]
    public void Leaves_out_an_attachment_that_is_no_web_address(string url)
    {
        var form = Incoming("look");
        form["MediaUrl0"] = url;
        Verified(Signed(Connection, form)).Received.ShouldHaveSingleItem().Media.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, null, "STOP", true)]
    [InlineData(true, null, " Stop ", true)]
    [InlineData(true, null, "alto", false)]
    [InlineData(true, null, "Please stop", false)]
    [InlineData(false, null, "STOP", false)]
    [InlineData(false, "STOP", "no me manden", true)]
    public void Says_whether_the_network_answers_the_keyword(bool setting, string? optOutType, string body, bool answers)
    {
        var form = Incoming(body);
        if (optOutType is not null)
            form["OptOutType"] = optOutType;
        var connection = With(s => s with { TwilioAnswersStop = setting });
        ((WebhookReading.Verified)Provider.ReadWebhook(connection, Signed(connection, form))).Received[0].ProviderAnswersKeyword.ShouldBe(answers);
    }

    [Theory]
    [InlineData("AMAZON")]
    [InlineData("whatsapp:+13035550123")]
    public void Keeps_a_sender_that_is_no_number(string from)
    {
        var form = Incoming("hello");
        form["From"] = from;
        var text = Verified(Signed(Connection, form)).Received.ShouldHaveSingleItem();
        (text.From, text.FromAddress).ShouldBe((null, from));
    }

    [Fact]
    public void Does_not_believe_another_accounts_request()
    {
        var form = Incoming("hello");
        form["AccountSid"] = "AC00000000000000000000000000000002";
        Read(Signed(Connection, form)).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Theory]
    [InlineData("MessageSid")]
    [InlineData("From")]
    [InlineData("To")]
    public void Does_not_understand_a_text_without(string field)
    {
        var form = Incoming("hello");
        form.Remove(field);
        Read(Signed(Connection, form)).ShouldBeOfType<WebhookReading.Malformed>();
    }

    [Fact]
    public void Does_not_believe_anything_with_an_empty_auth_token()
    {
        var connection = With(s => s with { AuthToken = "" });
        var form = Incoming("hello");
#pragma warning disable CA5350
        var text = connection.HookAddress.OriginalString + string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        var signature = Convert.ToBase64String(HMACSHA1.HashData(Array.Empty<byte>(), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        var request = Signed(connection, form) with { Headers = new Dictionary<string, string> { ["X-Twilio-Signature"] = signature } };
        Provider.ReadWebhook(connection, request).ShouldBeOfType<WebhookReading.Forged>();
    }

    [Fact]
    public void Answers_a_text_with_an_empty_response_and_news_with_nothing()
    {
        Verified(Signed(Connection, Incoming("hello"))).Reply.ShouldBe(new WebhookReply(200, "text/xml", "<Response/>"));
        Verified(Status("sent", "", "")).Reply.ShouldBe(WebhookReply.NoContent);
    }

    WebhookReading Read(WebhookRequest request) => Provider.ReadWebhook(Connection, request);

    WebhookReading.Verified Verified(WebhookRequest request) => Read(request).ShouldBeOfType<WebhookReading.Verified>();

    static Dictionary<string, string> Incoming(string body) =>
        new() { ["MessageSid"] = "SM1", ["AccountSid"] = Account, ["From"] = Person.E164, ["To"] = Line.E164, ["Body"] = body };

    WebhookRequest Status(string word, string code, string query) => Signed(Connection,
        new() { ["MessageSid"] = "SM9", ["AccountSid"] = Account, ["MessageStatus"] = word, ["ErrorCode"] = code, ["To"] = Person.E164 }, query);
}
