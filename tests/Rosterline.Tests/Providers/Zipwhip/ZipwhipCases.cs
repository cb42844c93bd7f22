using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Zipwhip;

namespace Rosterline.Tests.Providers.Zipwhip;

[Trait("Provider", "Zipwhip"), Trait("Requirement", "BY-19")]
public sealed partial class ZipwhipCases : ProviderCases
{
    const string Password = "mypassword", ApiKey = "key-of-the-provisioning-api", Session = "3d0f1dde-aaff-4ce8-b61a-af212a860abc:123456789", Renewed = "4d0f1dde-aaff-4ce8-b61a-af212a860abc:123456789";
    const string No = """{"success":false,"response":null,"sessions":null}""";

    protected override IReadOnlyList<string> Secrets => [Password, ApiKey, Session];

    protected override ITextProvider New(ProviderHttp http)
    {
        var provider = new ZipwhipProvider(http);
        provider.Sessions.Keep(new ZipwhipLogin(Server.Address, "9015550142", Password), Session);
        return provider;
    }

    protected override object SettingsAt(string address) => new ZipwhipSettings { Username = "9015550142", PhoneNumber = "(901) 555-0142", Password = Password, ApiKey = ApiKey, Address = address, CheckAddress = address };

    protected override (int Status, string Body) Accepted(string id) =>
        (200, $$"""{"response":{"fingerprint":"4236521183","root":"327559093363723008","tokens":[{"contact":1989548603,"device":309626613,"fingerprint":"42336654183","message":"{{id}}"}]},"success":true}""");

    protected override (int Status, string Body) OptedOut => (200, """{"success":false,"response":null,"code":-1234}""");

    protected override bool HandsOver(Seen request) => request.Path is "/message/send" or "/messaging/send";

    protected override bool SignsText => false;

    protected override WebhookRequest Unproved(WebhookRequest genuine) => genuine with { PublicUrl = new Uri(genuine.PublicUrl, "/hooks/zipwhip/") };

    protected override WebhookRequest Proved(WebhookRequest genuine, string proof) => genuine with { PublicUrl = new Uri(genuine.PublicUrl, $"/hooks/zipwhip/{Uri.EscapeDataString(proof)}") };

    protected override WebhookRequest Received(Connection connection, string id, string body) => Sign(connection, JsonSerializer.SerializeToUtf8Bytes(new
    {
        id, body, messageType = "MO", statusCode = 4, address = "ptn:/3035550123", finalSource = "3035550123", finalDestination = "9015550142", hasAttachment = false, dateCreated = "2015-08-19T16:53:45-07:00",
    }), null);

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) =>
        new("POST", new Uri(connection.HookAddress + "?event=receive"), new Dictionary<string, string>(), contentType ?? "application/json", body);

    // Sending

    [Fact]
    public async Task Hands_over_with_the_session_and_signs_in_only_once()
    {
        var fresh = new ZipwhipProvider(Http);
        Server.Answer = Answers(signIn: Session);
        (await fresh.SendAsync(Connection, Text("Sí — 50% & more +1 👍"), default)).ShouldBe(new SendOutcome.Accepted("327545678963723008", DeliveryStatus.Sent));
        await fresh.SendAsync(Connection, Text(), default);
        Server.Requests.Select(r => r.Target).ShouldBe(["/user/login", "/message/send", "/message/send"]);
        var (login, sent) = (Server.Requests.First(), Server.Requests.ElementAt(1));
        (login.Form("username").Single(), login.Form("password").Single()).ShouldBe(("9015550142", Password));
        (sent.Form("session").Single(), sent.Form("contacts").Single(), sent.Form("body").Single()).ShouldBe((Session, Person.E164, "Sí — 50% & more +1 👍"));
    }

    [Theory]
    [InlineData(200, No)]
    [InlineData(401, "{}")]
    public async Task Signs_in_anew_when_the_session_is_refused(int status, string body)
    {
        Server.Answer = async (context, seen) => await (seen.Path == "/user/login" ? Reply.Json(200, $$"""{"success":true,"response":"{{Renewed}}"}""")
            : seen.Form("session").Single() == Session ? Reply.Json(status, body) : Reply.Json(200, Accepted("7").Body))(context, seen);
        (await Provider.SendAsync(Connection, Text(), default)).ShouldBe(new SendOutcome.Accepted("7", DeliveryStatus.Sent));
        await Provider.SendAsync(Connection, Text(), default);
        Server.Requests.Select(r => r.Path).ShouldBe(["/message/send", "/user/login", "/message/send", "/message/send"]);
    }

    [Fact]
    public async Task A_no_without_a_reason_is_asked_twice_and_no_more()
    {
        Server.Answer = (context, seen) => (seen.Path == "/user/login" ? Reply.Json(200, $$"""{"success":true,"response":"{{Renewed}}"}""") : Reply.Json(200, No))(context, seen);
        Rejects(DeliveryProblem.Other)(await Provider.SendAsync(Connection, Text(), default));
        Server.Requests.Count(HandsOver).ShouldBe(2);
    }

    [Theory]
    [InlineData(200, No, false)]
    [InlineData(403, "{}", false)]
    [InlineData(500, "{}", true)]
    [InlineData(503, "{}", true)]
    [InlineData(429, "{}", true)]
    public async Task Nothing_was_handed_over_when_signing_in_fails(int status, string body, bool later)
    {
        var fresh = new ZipwhipProvider(Http);
        Server.Answer = Reply.Json(status, body);
        var outcome = await fresh.SendAsync(Connection, Text(), default);
        if (later) outcome.ShouldBeOfType<SendOutcome.TryAgain>();
        else Rejects(DeliveryProblem.Configuration)(outcome);
        Server.Requests.ShouldNotContain(r => HandsOver(r));
    }

    [Fact]
    [Trait("Requirement", "BY-14")]
    public async Task Each_person_sends_as_herself()
    {
        Server.Answer = (context, seen) => (seen.Path == "/user/login" ? Reply.Json(200, $$"""{"success":true,"response":"session of {{seen.Form("username").Single()}}"}""") : Reply.Json(200, Accepted("7").Body))(context, seen);
        foreach (var name in new[] { "anab", "benc", "anab" })
            await Provider.SendAsync(Connection with { UserSettings = new ZipwhipUserSettings { Username = name, Password = Password } }, Text(), default);
        Server.Requests.Where(HandsOver).Select(r => r.Form("session").Single()).ShouldBe(["session of anab", "session of benc", "session of anab"]);
        Server.Requests.Count(r => !HandsOver(r)).ShouldBe(2);
    }

    [Fact]
    public async Task No_other_line_speaks_through_this_session()
    {
        Rejects(DeliveryProblem.Configuration)(await Provider.SendAsync(Connection, Text() with { From = new PhoneNumber(19015550199) }, default));
        Server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-704, DeliveryProblem.Other)]
    [InlineData(-703, DeliveryProblem.Content)]
    [InlineData(-394, DeliveryProblem.Content)]
    [InlineData(-801, DeliveryProblem.Filtered)]
    [InlineData(-124, DeliveryProblem.Unreachable)]
    [InlineData(-1234, DeliveryProblem.OptedOut)]
    public async Task Tells_why_a_text_was_refused(int code, DeliveryProblem problem)
    {
        foreach (var body in new[] { $$$"""{"success":false,"response":{{{code}}}}""", $$$"""{"success":false,"response":{"code":"{{{code}}}"}}""", $$$"""{"success":false,"statusCode":{{{code}}}}""" })
        {
            Server.Answer = Reply.Json(200, body);
            var refused = (await Provider.SendAsync(Connection, Text(), default)).ShouldBeOfType<SendOutcome.Rejected>();
            (refused.Problem, refused.ProviderCode).ShouldBe((problem, code.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-855)]
    public async Task Tries_again_where_Zipwhip_says_so(int code)
    {
        Server.Answer = Reply.Json(200, $$"""{"success":false,"response":null,"code":{{code}}}""");
        Waits(null, down: false)(await Provider.SendAsync(Connection, Text(), default));
    }

    [Fact]
    public async Task Sends_pictures_as_files()
    {
        Server.Answer = Answers();
        var text = WithFiles("Look & see", new("image/png", "bad\"ge\r\n.png", [1, 2, 3, 250]), new("text/plain", null, [65]));
        (await Provider.SendAsync(Connection, text, default)).ShouldBeOfType<SendOutcome.Accepted>();
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Path, seen.Query("session").Single(), seen.Query("to").Single(), seen.Query("body").Single()).ShouldBe(("/messaging/send", Session, Person.E164, "Look & see"));
        seen.Header("Content-Type").ShouldStartWith("multipart/form-data");
        seen.Body.ShouldContain("Content-Type: image/png");
        seen.Body.ShouldContain("filename=badge.png");
        seen.Body.ShouldContain("filename=file2");
    }

    [Fact]
    public async Task Refuses_files_that_can_never_fit()
    {
        Attachment Png(int size) => new("image/png", "a.png", new byte[size]);
        foreach (var text in new[] { WithFiles("x", Png(600 * 1024)), WithFiles(new string('é', 351), Png(1)), WithFiles("x", new Attachment("application/pdf", "a.pdf", [1])), Text("x", "https://texts.example.test/gone.png") })
            Rejects(DeliveryProblem.Content)(await Provider.SendAsync(Connection, text, default));
        Server.Requests.ShouldBeEmpty();
    }

    // Webhooks

    [Theory]
    [Trait("Requirement", "GH-18")]
    [InlineData(0, DeliveryStatus.Sent, null)]
    [InlineData(1, DeliveryStatus.Sent, null)]
    [InlineData(2, DeliveryStatus.Sent, null)]
    [InlineData(3, DeliveryStatus.Sent, null)]
    [InlineData(4, DeliveryStatus.Delivered, null)]
    [InlineData(6, DeliveryStatus.Delivered, null)]
    [InlineData(5, DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    [InlineData(7, DeliveryStatus.Undelivered, DeliveryProblem.Other)]
    [InlineData(-855, DeliveryStatus.Failed, DeliveryProblem.Other)]
    [InlineData(-801, DeliveryStatus.Failed, DeliveryProblem.Filtered)]
    [InlineData(-1234, DeliveryStatus.Failed, DeliveryProblem.OptedOut)]
    public void Reads_what_became_of_a_text(int code, DeliveryStatus status, DeliveryProblem? problem)
    {
        var sent = Hook("progress", $$"""{"id":634151298329219099,"body":"Hi","messageType":"ZO","statusCode":{{code}},"address":"ptn:/3035550123","finalSource":"9015550142","finalDestination":"3035550123"}""")
            .ShouldBeOfType<WebhookReading.Verified>().Sent.ShouldHaveSingleItem();
        (sent.ProviderMessageId, sent.From, sent.To, sent.Status, sent.Problem).ShouldBe(("634151298329219099", Line, Person, status, problem));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("634151298329219073")]
    [InlineData("9007199254740993")]
    public void Keeps_every_digit_of_an_id(string id)
    {
        foreach (var written in new[] { id, $"\"{id}\"" })
            Hook("receive", $$"""{"id":{{written}},"body":"Hi","messageType":"MO","address":"ptn:/3035550123","finalDestination":"9015550142"}""")
                .ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem().ProviderMessageId.ShouldBe(id);
    }

    [Theory]
    [InlineData("ptn:/3035550123", 13035550123)]
    [InlineData("PTN:/+13035550123", 13035550123)]
    [InlineData("(303) 555-0123", 13035550123)]
    [InlineData("ptn:/44720", 44720)]
    [InlineData("ptn:/+447700900123", 447700900123)]
    public void Reads_numbers_however_they_are_written(string address, long digits) =>
        Hook("receive", $$"""{"id":1,"body":"Hi","messageType":"MO","address":"{{address}}","finalDestination":"9015550142"}""")
            .ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem().From.ShouldBe(new PhoneNumber(digits));

    [Theory]
    [InlineData("read")]
    [InlineData("delete")]
    public void Reading_and_deleting_over_there_changes_nothing_here(string name)
    {
        var nothing = Hook(name, """{"id":1,"body":"Hi","messageType":"MO","address":"ptn:/3035550123","finalDestination":"9015550142"}""").ShouldBeOfType<WebhookReading.Verified>();
        (nothing.Received.Count + nothing.Sent.Count + nothing.Updates.Count).ShouldBe(0);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":{},"messageType":"MO"}""")]
    [InlineData("""{"id":1,"body":"Hi","address":"ptn:/3035550123","finalDestination":"9015550142"}""")]
    [InlineData("""{"id":1,"body":"Hi","messageType":"XX","address":"ptn:/3035550123","finalDestination":"9015550142"}""")]
    [InlineData("""{"id":1,"body":"Hi","messageType":"MO","finalDestination":"9015550142"}""")]
    [InlineData("""{"id":1,"body":"Hi","messageType":"ZO","statusCode":"late","address":"ptn:/3035550123","finalSource":"9015550142"}""")]
    [InlineData("""{"id":1,"body":"Hi","messageType":"ZO","statusCode":99,"address":"ptn:/3035550123","finalSource":"9015550142"}""")]
    [InlineData("""{"id":1,"body":"Hi","messageType":"ZO","statusCode":4,"address":"ptn:/nobody","finalSource":"9015550142"}""")]
    [InlineData("""{"id":12345678901234567890123456789012345678901,"messageType":"MO","address":"ptn:/3035550123"}""")]
    public void Does_not_understand(string body) => Hook("receive", body).ShouldBeOfType<WebhookReading.Malformed>();

    static OutgoingText WithFiles(string body, params Attachment[] files) =>
        Text(body, [.. files.Select((_, i) => $"https://texts.example.test/{i}")]) with { ReadMediaAsync = _ => Task.FromResult<IReadOnlyList<Attachment>>(files) };

    Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task> Answers(string? signIn = null) => (context, seen) =>
        Reply.Json(200, seen.Path == "/user/login" ? $$"""{"success":true,"response":"{{signIn}}"}""" : Accepted("327545678963723008").Body)(context, seen);

    WebhookReading Hook(string name, string body) =>
        Provider.ReadWebhook(Connection, Sign(Connection, Encoding.UTF8.GetBytes(body), null) with { PublicUrl = new Uri($"{Connection.HookAddress}?event={name}") });
}
