using System.Globalization;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers;

/// <summary>What the adapter asks Twilio: look-ups, lists, attachments, credentials.</summary>
public partial class TwilioCases
{
    // Looking up

    [Fact]
    public async Task Finds_the_text_it_handed_over()
    {
        Server.Answer = Page(Message("SM1", at: 2, body: "another"), Message("SM2", at: 1, status: "delivered"), Message("SM3", at: 1, direction: "inbound"));
        var found = (await LookUp()).ShouldBeOfType<LookUp.Found>();
        (found.ProviderMessageId, found.Status).ShouldBe(("SM2", DeliveryStatus.Delivered));
        var seen = Server.Requests.ShouldHaveSingleItem();
        seen.Query("To").ShouldBe([Person.E164]);
        seen.Query("From").ShouldBe([Line.E164]);
        seen.Query("DateSent>").ShouldBe(["2026-11-21T15:29:58Z"]);
    }

    [Theory]
    [InlineData("-3", null)]
    [InlineData("-2", "A")]
    [InlineData("0", "A")]
    [InlineData("-60,-3", null)]
    [InlineData("-1,0", "B")]
    [InlineData("90,2,40", "B")]
    [InlineData("-2,-1", "B")]
    public async Task Takes_of_several_alike_the_first_one_made_at_the_hand_over_or_after(string secondsAfter, string? expected)
    {
        Server.Answer = Page([.. secondsAfter.Split(',').Select((s, i) => Message(((char)('A' + i)).ToString(), int.Parse(s, CultureInfo.InvariantCulture)))]);
        var answer = await LookUp();
        (answer as LookUp.Found)?.ProviderMessageId.ShouldBe(expected);
        (answer is LookUp.NotFound).ShouldBe(expected is null);
    }

    [Fact]
    public async Task Finds_the_text_on_a_later_page_and_tells_how_it_ended()
    {
        var next = $"/2010-04-01/Accounts/{Account}/Messages.json?Page=1&PageToken=PA1";
        Server.Answer = Reply.InTurn(PageTo(next, Message("X", 5, body: "another")), PageTo(null, Message("SM7", 3, status: "undelivered", error: "30006")));
        (await LookUp()).ShouldBe(new LookUp.Found("SM7", DeliveryStatus.Undelivered, DeliveryProblem.Landline, "30006"));
        Server.Requests.Last().Target.ShouldBe(next);
    }

    async Task<LookUp> LookUp() => await Provider.LookUpAsync(Connection, Text(), HandedOver, CancellationToken.None);

    // Listing

    [Fact]
    public async Task Lists_what_was_received_oldest_first_over_all_pages()
    {
        var next = $"/2010-04-01/Accounts/{Account}/Messages.json?Page=1";
        Server.Answer = Reply.InTurn(
            PageTo(next, In("SM5", 50), Message("OUT", 45), In("SM4", 40), In("SM3b", 30), In("SM3a", 30)),
            PageTo(null, In("SM2", 20), In("SM1", 10), In("OLD", -10)));
        var texts = await Provider.ListReceivedAsync(Connection, HandedOver, CancellationToken.None).ToListAsync();
        texts.Select(t => t.ProviderMessageId).ShouldBe(["SM1", "SM2", "SM3a", "SM3b", "SM4", "SM5"]);
        texts[0].ReceivedAt.ShouldBe(HandedOver.AddSeconds(10).AddMilliseconds(-400));
        (texts[0].From, texts[0].To).ShouldBe((Person, Line));
    }

    [Fact]
    public async Task Asks_for_pictures_only_when_the_text_is_taken()
    {
        Server.Answer = async (context, seen) => await (seen.Path.EndsWith("/Media.json", StringComparison.Ordinal)
            ? Reply.Json(200, $$"""{"media_list":[{"content_type":"image/png","uri":"/2010-04-01/Accounts/{{Account}}/Messages/MM2/Media/ME1.json"}],"next_page_uri":null}""")
            : Page(In("MM2", 20, media: 1), In("SM1", 10)))(context, seen);
        await using var texts = Provider.ListReceivedAsync(Connection, HandedOver, CancellationToken.None).GetAsyncEnumerator();
        (await texts.MoveNextAsync()).ShouldBeTrue();
        Server.Requests.Count.ShouldBe(1);
        (await texts.MoveNextAsync()).ShouldBeTrue();
        var media = texts.Current.Media.ShouldHaveSingleItem();
        media.ContentType.ShouldBe("image/png");
        media.Source.ToString().ShouldBe($"{Server.Address}2010-04-01/Accounts/{Account}/Messages/MM2/Media/ME1");
    }

    [Fact]
    public async Task Does_not_follow_a_list_in_circles()
    {
        Server.Answer = PageTo($"/2010-04-01/Accounts/{Account}/Messages.json?Page=1", In("SM1", 1));
        await Should.ThrowAsync<ProviderUnavailableException>(async () => await Provider.ListReceivedAsync(Connection, HandedOver, CancellationToken.None).ToListAsync());
        Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Does_not_carry_the_credentials_to_another_host_for_the_next_page()
    {
        await using var elsewhere = await ScriptedServer.StartAsync();
        Server.Answer = PageTo($"{elsewhere.Address}2010-04-01/next", In("SM1", 1));
        await Should.ThrowAsync<ProviderUnavailableException>(async () => await Provider.ListReceivedAsync(Connection, HandedOver, CancellationToken.None).ToListAsync());
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_numbers_and_where_their_texts_go()
    {
        Server.Answer = Reply.Json(200, """
            {"incoming_phone_numbers":[
              {"sid":"PN1","phone_number":"+19015550142","friendly_name":"Memphis","sms_url":"https://old.example.test/x","sms_application_sid":"","capabilities":{"sms":true,"mms":true}},
              {"sid":"PN2","phone_number":"+19015550143","friendly_name":null,"sms_url":"","sms_application_sid":"AP1","capabilities":{"sms":false}},
              {"sid":"PN3","phone_number":"none"}, null],
             "next_page_uri":null}
            """);
        (await Provider.ListNumbersAsync(Connection, CancellationToken.None)).ShouldBe(
        [
            new ProviderNumber("PN1", Line, "Memphis", true, "https://old.example.test/x"),
            new ProviderNumber("PN2", new PhoneNumber(19015550143), "(901) 555-0143", false, "application AP1"),
        ]);
    }

    [Fact]
    public async Task Points_a_number_at_us()
    {
        Server.Answer = Reply.Json(200, "{}");
        (await Provider.SetIncomingAddressAsync(Connection, new("PN1", Line, "", true, "application AP1"), Connection.HookAddress, CancellationToken.None)).ShouldBeTrue();
        var seen = Server.Requests.ShouldHaveSingleItem();
        seen.Target.ShouldBe($"/2010-04-01/Accounts/{Account}/IncomingPhoneNumbers/PN1.json");
        seen.Form("SmsUrl").ShouldBe([Connection.HookAddress.OriginalString]);
        seen.Form("SmsMethod").ShouldBe(["POST"]);
        seen.Form("SmsApplicationSid").ShouldBe([""]);
        Server.Answer = Reply.Status(403);
        (await Provider.SetIncomingAddressAsync(Connection, new("PN1", Line, "", true, null), Connection.HookAddress, CancellationToken.None)).ShouldBeFalse();
    }

    // Attachments

    [Fact]
    public async Task Fetches_an_attachment_and_follows_to_storage_without_credentials()
    {
        await using var storage = await ScriptedServer.StartAsync();
        storage.Answer = Reply.With(200, "image/png", [1, 2, 3]);
        Server.Answer = Reply.Status(307, ("Location", $"{storage.Address}bucket/1?signature=x"));
        var media = await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "/2010-04-01/m"), CancellationToken.None);
        (media!.ContentType, media.Content.Length).ShouldBe(("image/png", 3));
        Server.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldStartWith("Basic ");
        storage.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBe("");
    }

    [Fact]
    public async Task Gives_no_credentials_to_a_host_that_is_not_the_providers()
    {
        await using var elsewhere = await ScriptedServer.StartAsync();
        elsewhere.Answer = Reply.With(200, "image/png", [1]);
        (await Provider.FetchMediaAsync(Connection, new Uri(elsewhere.Address, "/m"), CancellationToken.None)).ShouldNotBeNull();
        elsewhere.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBe("");
    }

    [Theory]
    [InlineData(5 * 1024 * 1024, true)]
    [InlineData(5 * 1024 * 1024 + 1, false)]
    public async Task Takes_attachments_up_to_five_megabytes(int bytes, bool taken)
    {
        Server.Answer = Reply.With(200, "video/mp4", new byte[bytes]);
        ((await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "/m"), CancellationToken.None)) is not null).ShouldBe(taken);
    }

    [Fact]
    public async Task Tells_an_attachment_that_is_gone_from_one_that_cannot_be_had_now()
    {
        Server.Answer = Reply.Status(404);
        (await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "/m"), CancellationToken.None)).ShouldBeNull();
        Server.Answer = Reply.Status(500);
        await Should.ThrowAsync<ProviderUnavailableException>(() => Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "/m"), CancellationToken.None));
        Server.Answer = Reply.Status(302, ("Location", "/m"));
        (await Provider.FetchMediaAsync(Connection, new Uri(Server.Address, "/m"), CancellationToken.None)).ShouldBeNull();
    }

    // Credentials

    [Fact]
    public async Task Says_that_the_credentials_work()
    {
        Server.Answer = Reply.InTurn(Reply.Json(200, """{"sid":"AC1","friendly_name":"Northwind Main","status":"active"}"""),
            Reply.Json(200, """{"incoming_phone_numbers":[{"sid":"PN1"},{"sid":"PN2"},{"sid":"PN3"},{"sid":"PN4"}],"next_page_uri":null}"""));
        var test = await Provider.TestAsync(Connection, CancellationToken.None);
        test.Words.ShouldMatch(@"^Works\. Signed in as Northwind Main · 4 numbers · \d\.\d s\. No text was sent\.$");
        (test.Ok, test.Account, test.Numbers).ShouldBe((true, "Northwind Main", 4));
        Server.Requests.ShouldAllBe(r => r.Method == "GET");
    }

    [Theory]
    [InlineData(401, "Refused: Twilio does not accept this auth token. Copy it again from Console › Account.")]
    [InlineData(404, "Refused: Twilio does not know this Account SID. Copy it again from Console › Account.")]
    public async Task Says_what_is_refused(int status, string words)
    {
        Server.Answer = Reply.Json(status, """{"code":20003,"message":"Authenticate"}""");
        (await Provider.TestAsync(Connection, CancellationToken.None)).ShouldBe(new CredentialTest(false, words, null, null));
    }

    [Fact]
    public async Task Checks_the_auth_token_and_the_api_key_each()
    {
        var connection = With(s => s with { ApiKeySid = "SK1", ApiKeySecret = KeySecret });
        Server.Answer = Reply.InTurn(Reply.Json(200, """{"sid":"AC1","friendly_name":"Main","status":"active"}"""), Reply.Json(401, "{}"));
        var test = await Provider.TestAsync(connection, CancellationToken.None);
        test.Words.ShouldBe("Refused: Twilio does not accept this API key. Copy its SID and secret again from Console › Account › API keys & tokens.");
        Server.Requests.Select(r => Encoding.UTF8.GetString(Convert.FromBase64String(r.Header("Authorization")[6..])).Split(':')[0]).ShouldBe([Account, "SK1"]);
    }

    [Fact]
    public async Task Says_that_it_may_not_read_numbers()
    {
        Server.Answer = Reply.InTurn(Reply.Json(200, """{"sid":"AC1","friendly_name":"Main","status":"active"}"""), Reply.Json(403, "{}"));
        var test = await Provider.TestAsync(Connection, CancellationToken.None);
        (test.Ok, test.Numbers).ShouldBe((true, null));
        test.Words.ShouldStartWith("Works, but may not read numbers.");
    }

    [Fact]
    public async Task Says_that_the_account_is_suspended_or_silent()
    {
        Server.Answer = Reply.Json(200, """{"sid":"AC1","friendly_name":"Main","status":"suspended"}""");
        (await Provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldBe("Refused: Twilio says the account Main is suspended.");
        Server.Answer = Reply.Never;
        DoNotWaitLong();
        (await Provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldBe("No answer from 127.0.0.1 in 1 s. Your network or the provider.");
    }

    [Theory]
    [InlineData("""{"phone_number":"+1","valid":true,"line_type_intelligence":{"type":"nonFixedVoip","carrier_name":"Bandwidth"}}""", ReachKind.Voip, null, "Bandwidth")]
    [InlineData("""{"phone_number":"+1","valid":true,"line_type_intelligence":null}""", ReachKind.Unknown, null, null)]
    [InlineData("""{"phone_number":"+1","valid":false}""", ReachKind.NotInUse, false, null)]
    public async Task Looks_a_number_up(string answer, ReachKind kind, bool? getsTexts, string? carrier)
    {
        Server.Answer = Reply.Json(200, answer);
        (await Provider.LookUpNumberAsync(Connection, Person, CancellationToken.None)).ShouldBe(new NumberAnswer.Known(kind, getsTexts, carrier));
        (Server.Requests.Single().Path, Server.Requests.Single().Query("Fields")[0]).ShouldBe(("/v2/PhoneNumbers/+13035550123", "line_type_intelligence"));
    }

    static string Message(string sid, int at, string body = "Can you start Monday?", string status = "sent", string direction = "outbound-api", string? error = null, int media = 0)
    {
        var time = HandedOver.AddSeconds(at).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        var (from, to) = direction == "inbound" ? (Person, Line) : (Line, Person);
        return JsonSerializer.Serialize(new
        {
            sid, body, status, direction, from = from.E164, to = to.E164, error_code = error, num_media = media.ToString(CultureInfo.InvariantCulture), date_created = time, date_sent = time,
        });
    }

    static string In(string sid, int at, int media = 0) => Message(sid, at, direction: "inbound", status: "received", media: media);

    static Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task> Page(params string[] messages) => PageTo(null, messages);

    static Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task> PageTo(string? next, params string[] messages) =>
        Reply.Json(200, $$"""{"messages":[{{string.Join(',', messages)}}],"next_page_uri":{{JsonSerializer.Serialize(next)}}}""");
}
