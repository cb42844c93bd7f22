using System.Text;
using System.Text.Json.Nodes;
using Rosterline.Providers;
using Rosterline.Providers.Zipwhip;

namespace Rosterline.Tests.Providers.Zipwhip;

/// <summary>Testing, numbers, addresses, files and the question whether a number can be texted.</summary>
public sealed partial class ZipwhipCases
{
    [Fact]
    [Trait("Requirement", "BY-16")]
    [Trait("Requirement", "BY-17")]
    public async Task Tests_by_signing_in_anew_and_texts_nobody()
    {
        Server.Answer = Answers(signIn: Renewed);
        (await Provider.TestAsync(Connection, default)).ShouldBe(new CredentialTest(true, "Works. Signed in as 9015550142. No text was sent.", "9015550142", 1));
        // Switched off, or with a new password, by an administrator over there.
        Server.Answer = Reply.Json(200, No);
        (await Provider.TestAsync(Connection, default)).Words.ShouldBe("Refused: Zipwhip does not accept this username and password.");
        Server.Requests.ShouldAllBe(r => r.Path == "/user/login");
    }

    [Fact]
    [Trait("Requirement", "P-12")]
    public async Task Registers_its_address_for_three_events_once_and_takes_former_ones_back()
    {
        var hook = Connection.HookAddress;
        var registered = new JsonArray(
            new JsonObject { ["webhookId"] = 1, ["type"] = "message", ["event"] = "receive", ["url"] = $"{hook}?event=receive" },
            new JsonObject { ["webhookId"] = 2, ["type"] = "message", ["event"] = "receive", ["url"] = "https://texts.example.test/hooks/zipwhip/former?event=receive" },
            new JsonObject { ["webhookId"] = 3, ["type"] = "message", ["event"] = "send", ["url"] = "https://crm.example.test/zipwhip" });
        Server.Answer = (context, seen) => Reply.Json(200, seen.Path == "/webhook/list" ? $$"""{"success":true,"response":{{registered.ToJsonString()}}}""" : """{"success":true,"response":[]}""")(context, seen);
        var number = (await Provider.ListNumbersAsync(Connection, default)).ShouldHaveSingleItem();
        (number.Number, number.IncomingAddress).ShouldBe((Line, hook.ToString()));
        (await Provider.SetIncomingAddressAsync(Connection, number, hook, default)).ShouldBeTrue();
        Server.Requests.Where(r => r.Path == "/webhook/add").Select(r => (r.Form("event").Single(), r.Form("url").Single(), r.Form("type").Single(), r.Form("method").Single()))
            .ShouldBe([("send", $"{hook}?event=send", "message", "POST"), ("progress", $"{hook}?event=progress", "message", "POST")]);
        Server.Requests.Where(r => r.Path == "/webhook/delete").Select(r => r.Form("webhookId").Single()).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Fetches_every_file_of_a_text_but_the_slide_show()
    {
        Server.Answer = (context, seen) => (seen.Path switch
        {
            "/messageAttachment/list" => Reply.Json(200, """{"total":3,"response":[{"mimeType":"image/jpeg","storageKey":"a"},{"mimeType":"application/smil","storageKey":"s"},{"mimeType":"image/png","storageKey":"b&"}]}"""),
            _ => Reply.With(200, "application/octet-stream", Encoding.UTF8.GetBytes(seen.Query("storageKey").Single())),
        })(context, seen);
        var media = Hook("receive", """{"id":634151298329219100,"body":"","messageType":"MO","hasAttachment":true,"address":"ptn:/3035550123","finalDestination":"9015550142"}""")
            .ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem().Media.ShouldHaveSingleItem();
        var fetched = (await Provider.FetchMediaAsync(Connection, media.Source, default)).ShouldNotBeNull();
        new[] { fetched }.Concat(fetched.More).Select(f => (f.ContentType, Encoding.UTF8.GetString(f.Content))).ShouldBe([("image/jpeg", "a"), ("image/png", "b&")]);
        Server.Requests.First().Form("messageId").ShouldBe(["634151298329219100"]);
        (await Provider.FetchMediaAsync(Connection, new Uri("https://elsewhere.example.test/messageAttachment/list?messageId=1"), default)).ShouldBeNull();
    }

    [Theory]
    [Trait("Requirement", "EN-33")]
    [InlineData("""{"error":"false","provider":"Zipwhip US - Syniverse","status_code":"100","textable":true,"type":"tollfree"}""", ReachKind.TollFree, true)]
    [InlineData("""{"error":"false","provider":"X","textable":false,"type":"landline"}""", ReachKind.Landline, false)]
    [InlineData("""{"error":"false","provider":"X","textable":"true","type":"mobile"}""", ReachKind.Mobile, true)]
    [InlineData("""{"error":"false","provider":"X","textable":true,"type":"something new"}""", ReachKind.Unknown, true)]
    public async Task Asks_whether_a_number_can_be_texted(string body, ReachKind kind, bool getsTexts)
    {
        Server.Answer = Reply.Json(200, body);
        var known = (await Provider.LookUpNumberAsync(Connection, Person, default)).ShouldBeOfType<NumberAnswer.Known>();
        (known.Kind, known.GetsTexts).ShouldBe((kind, getsTexts));
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Target, seen.Form("api_key").Single(), seen.Form("phone_number").Single()).ShouldBe(("/enum/textable", ApiKey, Person.E164));
    }

    [Fact]
    public async Task Has_no_answer_about_a_number_without_a_key_or_when_the_check_fails()
    {
        (await Provider.LookUpNumberAsync(Connection with { Settings = (ZipwhipSettings)Connection.Settings with { ApiKey = null } }, Person, default)).ShouldBeOfType<NumberAnswer.NoAnswer>();
        Server.Requests.ShouldBeEmpty();
        foreach (var reply in new[] { Reply.Json(200, """{"error":"true"}"""), Reply.Json(500, "{}"), Reply.Garbage(200), Reply.Json(200, "[]") })
        {
            Server.Answer = reply;
            HasNoSecret((await Provider.LookUpNumberAsync(Connection, Person, default)).ShouldBeOfType<NumberAnswer.NoAnswer>());
        }
    }
}
