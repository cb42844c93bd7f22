using System.Text;
using System.Text.Json;
using Rosterline.Providers;
using Rosterline.Providers.TextUs;

namespace Rosterline.Tests.Providers.TextUs;

[Trait("Provider", "TextUs")]
public sealed class OlderTextUsCases : ProviderCases
{
    const string Key = "api-key-of-v2", User = "user@example.com", Secret = "notasecret";
    static readonly DateTimeOffset HandedOver = new(2026, 7, 1, 15, 0, 0, TimeSpan.Zero);

    protected override IReadOnlyList<string> Secrets => [Key, Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Key}"))];

    protected override ITextProvider New(ProviderHttp http) => new TextUsProvider(http, TimeProvider.System);

    protected override object SettingsAt(string address) => new TextUsSettings { Token = Key, Older = true, Username = User, WebhookSecret = Secret, Address = address + "/api" };

    protected override (int Status, string Body) Accepted(string id) => (200, $$"""{"id":"{{id}}","status":"created","sender_type":"User","content":"hello","media_urls":null}""");

    protected override (int Status, string Body) OptedOut => (422, """{"error":"Validation failed: Receiver has opted out"}""");

    protected override WebhookRequest Received(Connection connection, string id, string body) => Sign(connection, JsonSerializer.SerializeToUtf8Bytes(new
    {
        timestamp = 1500000000, web_hook = new { id = 1, version = "2" },
        message = new { id, content = body, status = "received", created_at = "2017-07-18T21:01:11.596Z", sender_type = "Contact", sender_phone = Person.E164, receiver_phone = Line.E164 },
    }), null);

    protected override WebhookRequest Sign(Connection connection, byte[] body, string? contentType) => new("POST", connection.HookAddress,
        new Dictionary<string, string> { ["X-TextUs-Signature"] = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)) },
        contentType ?? "application/vnd.textus-v2+json", body);

    [Fact]
    public async Task Hands_over_as_its_user()
    {
        Server.Answer = Reply.Json(200, """{"id":42,"status":"created"}""");
        (await Provider.SendAsync(Connection, Text("hello"), default)).ShouldBe(new SendOutcome.Accepted("42", DeliveryStatus.Sent));
        var seen = Server.Requests.ShouldHaveSingleItem();
        (seen.Target, seen.Header("Authorization"), seen.Header("Accept")).ShouldBe(("/api/messages", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Key}")), "application/vnd.textus-v2"));
        using var json = JsonDocument.Parse(seen.Body);
        json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()).ShouldBe(new() { ["sender"] = User, ["receiver"] = Person.E164, ["content"] = "hello" });
    }

    [Theory]
    [Trait("Requirement", "P-13")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lists_what_it_received_whichever_end_the_list_begins_with(bool newestFirst)
    {
        // Five texts in pages of two; the three newest are wanted.
        var all = Enumerable.Range(1, 5).Select(n => Message(n, "Contact", HandedOver.AddMinutes(n - 2.5), $"Text {n}")).ToList();
        if (newestFirst) all.Reverse();
        Server.Answer = Pages(all);
        var received = await Provider.ListReceivedAsync(Connection, HandedOver, default).ToListAsync();
        received.Select(t => (t.ProviderMessageId, t.Body)).ShouldBe([("3", "Text 3"), ("4", "Text 4"), ("5", "Text 5")]);
        received[0].From.ShouldBe(Person);
    }

    [Fact]
    public async Task Finds_the_first_equal_text_since_the_hand_over()
    {
        var text = Text("Can you start Monday?");
        Server.Answer = Pages([
            Message(9, "User", HandedOver.AddSeconds(5), "Something else"), Message(8, "User", HandedOver.AddSeconds(4), text.Body), Message(7, "User", HandedOver.AddSeconds(1), text.Body),
            Message(6, "Contact", HandedOver.AddSeconds(1), text.Body), Message(5, "User", HandedOver.AddMinutes(-5), text.Body)]);
        (await Provider.LookUpAsync(Connection, text, HandedOver, default)).ShouldBe(new LookUp.Found("7", DeliveryStatus.Sent, null, null));
        Server.Answer = Pages([]);
        (await Provider.LookUpAsync(Connection, text, HandedOver, default)).ShouldBeOfType<LookUp.NotFound>();
    }

    [Fact]
    public async Task Reads_opt_outs_and_leaves_out_who_came_back()
    {
        Server.Answer = Reply.Json(200, """[{"id":42,"phone":"12230000072","opt_in":false},{"id":43,"phone":"12230000073","opt_in":true},null]""");
        (await Provider.ListOptOutsAsync(Connection, default).ToListAsync()).Select(n => n.E164).ShouldBe(["+12230000072"]);
    }

    static Dictionary<string, object?> Message(int id, string sender, DateTimeOffset at, string content) => new()
    {
        ["id"] = id, ["content"] = content, ["status"] = "created", ["created_at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["sender_type"] = sender, ["sender_phone"] = sender == "User" ? Line.E164 : Person.E164, ["receiver_phone"] = sender == "User" ? Person.E164 : Line.E164,
    };

    static Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task> Pages(List<Dictionary<string, object?>> all) => (context, seen) =>
    {
        var page = int.Parse(seen.Query("page")[0], System.Globalization.CultureInfo.InvariantCulture);
        var pages = Math.Max(1, (all.Count + 1) / 2);
        context.Response.Headers["X-Total-Pages"] = pages.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (page < pages) context.Response.Headers["X-Next-Page"] = (page + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Reply.Json(200, JsonSerializer.Serialize(all.Skip((page - 1) * 2).Take(2)))(context, seen);
    };
}
