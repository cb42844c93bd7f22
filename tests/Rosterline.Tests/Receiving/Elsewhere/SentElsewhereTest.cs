using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Receiving.Elsewhere;
using Rosterline.Tests.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Receiving.Elsewhere;

/// <summary>A TextUs account that posts what it sent and received to us, and opt-outs, from one box and from two.</summary>
[Trait("Requirement", "P-31")]
public sealed class SentElsewhereTest : IAsyncLifetime
{
    const string OneBox = "textus-of-the-webhook-box", OtherBox = "textus-of-the-healthcaresource-box";
    const long Lucas = 13035551234, Number = 13035559876;

    TestApp app = null!;
    ScriptedServer textus = null!;
    TestLine line = null!;
    HttpClient client = null!;

    public async Task InitializeAsync()
    {
        textus = await ScriptedServer.StartAsync();
        textus.Answer = Reply.Json(201, """{"id":"/messages/OURS","direction":"out","deliveryState":"queued"}""");
        app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(services => new ProviderHttp(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<ProviderHttp>>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true })));
        line = await TestLine.AddAsync(app, "textus", $$"""{"account":"my_account","address":"{{textus.Address}}"}""",
            $$"""{"token":"t","webhookSecret":"{{OneBox}}","secondWebhookSecret":"{{OtherBox}}"}""", Number);
        client = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await textus.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "HS-06")]
    [Trait("Requirement", "HS-11")]
    [Trait("Requirement", "GH-18")]
    [Trait("Requirement", "BY-18")]
    public async Task A_text_sent_in_the_providers_app_stands_in_the_conversation_once_though_both_boxes_tell_of_it()
    {
        var person = await app.Agency.PersonAsync("Lucas", "Lindqvist", Lucas);
        var told = new[] { Sent("/messages/A", "delivered"), Sent("/messages/A", "delivered", "other/1"), Sent("/messages/A", "dispatched"), Sent("/messages/A", "delivered") };
        var answers = await Task.WhenAll(told.SelectMany((body, i) => new[] { PostAsync(body, i % 2 == 0 ? OneBox : OtherBox), PostAsync(body, OtherBox) }));
        answers.ShouldAllBe(answer => answer == HttpStatusCode.NoContent);
        // And once more, much later.
        (await PostAsync(told[1], OtherBox)).ShouldBe(HttpStatusCode.NoContent);

        var row = (await ConversationsAsync()).ShouldHaveSingleItem();
        row.GetProperty("person").GetProperty("id").GetGuid().ShouldBe(person);
        row.GetProperty("attention").GetString().ShouldBe("waiting");
        row.GetProperty("line").GetProperty("number").GetString().ShouldBe("+13035559876");
        var message = (await MessagesAsync(row)).ShouldHaveSingleItem();
        (Text(message, "direction"), Text(message, "origin"), Text(message, "status"), Text(message, "statusWords"), Text(message, "body"))
            .ShouldBe(("out", "elsewhere", "delivered", "Delivered", "Hi Lucas"));
        (await CountAsync("journal_note", "person_id is not null and kind = 1")).ShouldBe(1);
        (await CountAsync("outbox")).ShouldBe(0);
        HandedOver().ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "HS-06")]
    public async Task A_text_received_is_kept_once_though_both_boxes_tell_of_it()
    {
        var body = Message("message.received", "/messages/B", "in", "received", "Yes, Monday works");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PostAsync(body, i % 2 == 0 ? OneBox : OtherBox)));
        answers.ShouldAllBe(answer => answer == HttpStatusCode.NoContent);
        (await MessagesAsync((await ConversationsAsync()).ShouldHaveSingleItem())).ShouldHaveSingleItem().GetProperty("body").GetString().ShouldBe("Yes, Monday works");
    }

    [Fact]
    [Trait("Requirement", "HS-08")]
    public async Task Neither_names_nor_numbers_are_taken_over_as_people()
    {
        await PostAsync(Sent("/messages/A", "delivered"), OneBox);
        await PostAsync(Message("message.received", "/messages/B", "in", "received", "Who is this?"), OneBox);
        (await CountAsync("person")).ShouldBe(0);
        (await ConversationsAsync()).ShouldHaveSingleItem().GetProperty("title").GetString().ShouldBe("(303) 555-1234");
    }

    [Fact]
    [Trait("Requirement", "GH-18")]
    public async Task News_about_our_own_text_is_no_second_text_even_when_it_comes_before_the_answer()
    {
        var posted = new TaskCompletionSource();
        textus.Answer = async (context, seen) =>
        {
            if (seen.Method == "POST")
            {
                (await PostAsync(Sent("/messages/OURS", "delivered", words: "Hi Lucas "), OneBox)).ShouldBe(HttpStatusCode.NoContent);
                posted.TrySetResult();
            }
            await Reply.Json(201, """{"id":"/messages/OURS","deliveryState":"queued"}""")(context, seen);
        };
        (await client.PostAsJsonAsync("/api/v1/messages", new { to = "+13035551234", body = "Hi Lucas" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await posted.Task.WaitAsync(TimeSpan.FromSeconds(40));
        await Eventually.HoldsAsync(async () => await CountAsync("outbox") == 0);
        await PostAsync(Sent("/messages/OURS", "delivered", "other/2"), OtherBox);

        var message = (await MessagesAsync((await ConversationsAsync()).ShouldHaveSingleItem())).ShouldHaveSingleItem();
        (Text(message, "origin"), Text(message, "status")).ShouldBe(("api", "delivered"));
        HandedOver().ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_found_by_the_news()
    {
        textus.Answer = (context, seen) => seen.Method == "POST" ? Reply.Cut(context, seen) : Reply.Json(200, """{"members":[]}""")(context, seen);
        await client.PostAsJsonAsync("/api/v1/messages", new { to = "+13035551234", body = "Hi Lucas" });
        await Eventually.HoldsAsync(async () => await CountAsync("message", "status = 8") == 1);
        await PostAsync(Sent("/messages/OURS", "delivered"), OneBox);
        await PostAsync(Sent("/messages/OTHER", "delivered"), OneBox);
        var messages = await MessagesAsync((await ConversationsAsync()).ShouldHaveSingleItem());
        messages.Select(m => (Text(m, "origin"), Text(m, "status"))).ShouldBe([("api", "delivered"), ("elsewhere", "delivered")]);
        HandedOver().ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "GH-18")]
    public async Task Its_status_only_moves_forward_and_says_not_delivered()
    {
        await PostAsync(Message("message.failed", "/messages/A", "out", "failed", "Hi Lucas"), OneBox);
        await PostAsync(Sent("/messages/A", "queued"), OneBox);
        await PostAsync(Sent("/messages/C", "delivered"), OneBox);
        await PostAsync(Message("message.unknown", "/messages/C", "out", "unknown", "Hi Lucas"), OneBox);
        var messages = await MessagesAsync((await ConversationsAsync()).ShouldHaveSingleItem());
        messages.Select(m => Text(m, "statusWords")).ShouldBe(["Not delivered", "Delivered"]);
    }

    [Fact]
    public async Task Its_author_is_known_by_the_address_she_uses_there()
    {
        var maya = await app.Agency.UserAsync("Maya Chen");
        await app.Agency.RunAsync("update app_user set email = 'maya@x.example', normalized_email = 'MAYA@X.EXAMPLE' where id = $1", maya);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            timestamp = 1500000000, web_hook = new { id = 1, version = "2" },
            message = new { id = 6, content = "Hello", status = "delivered", sender_type = "User", sender_phone = "+13035559876", sender_email = "maya@x.example", receiver_phone = "+13035551234" },
        });
        await PostAsync(body, OneBox);
        (await MessagesAsync((await ConversationsAsync()).ShouldHaveSingleItem())).ShouldHaveSingleItem().GetProperty("author").GetProperty("name").GetString().ShouldBe("Maya Chen");
    }

    [Fact]
    public async Task Open_pages_hear_of_it()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{app.Address.Port}/live"), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        var buffer = new byte[4096];
        await socket.ReceiveAsync(buffer, default);
        var heard = Task.Run(async () =>
        {
            var said = "";
            while (!said.Contains("conversation", StringComparison.Ordinal)) said += Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, default)).Count);
            return said;
        });
        await PostAsync(Sent("/messages/A", "delivered"), OneBox);
        (await heard.WaitAsync(TimeSpan.FromSeconds(40))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("{ not json", HttpStatusCode.BadRequest)]
    [InlineData("""{"action":"message.delivered","message":{"id":"a","direction":"out"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"action":"message.delivered","message":{"id":"a","direction":"out","body":"x","deliveryState":"eaten"},"conversation":{"phoneNumber":"+13035551234","accountPhoneNumber":"+13035559876"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"action":"contact.opted_out","optOut":{"phoneNumber":"+13035551234"}}""", HttpStatusCode.BadRequest)]
    public async Task What_is_not_understood_stores_nothing(string body, HttpStatusCode expected)
    {
        (await PostAsync(Encoding.UTF8.GetBytes(body), OneBox)).ShouldBe(expected);
        (await PostAsync(Encoding.UTF8.GetBytes(body), "guessed")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(new byte[2 << 20], OneBox)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        foreach (var table in new[] { "message", "conversation", "inbound_receipt", "number_state", "consent_event" }) (await CountAsync(table)).ShouldBe(0, table);
    }

    // Opt-outs

    [Fact]
    [Trait("Requirement", "G-06")]
    public async Task Who_opted_out_there_gets_no_text_from_here_and_waiting_ones_are_taken_back()
    {
        await app.Agency.RunAsync("update organisation set paused_at = now() where root_id = $1", app.Agency.RootId);
        (await SendAsync("Waiting")).ShouldBeNull();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(OptOut(true, 1), OneBox)));
        (await SendAsync("Hello")).ShouldBe("opted_out");
        (await CountAsync("message", "status = 10 and body = 'Waiting'")).ShouldBe(1);
        (await CountAsync("outbox")).ShouldBe(0);
        (await CountAsync("consent_event", "kind = 'opt_out' and source = 'provider'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_word_never_undoes_a_newer_one_however_late_it_comes()
    {
        await PostAsync(OptOut(true, 2), OneBox);
        await PostAsync(OptOut(false, 1), OneBox);
        (await SendAsync("Hello")).ShouldBe("opted_out");
        await PostAsync(OptOut(false, 3), OneBox);
        await PostAsync(OptOut(true, 2), OtherBox);
        (await SendAsync("Hello again")).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_person_said_herself_only_she_takes_back()
    {
        await PostAsync(Message("message.received", "/messages/S", "in", "received", "STOP"), OneBox);
        await PostAsync(OptOut(false, 3), OneBox);
        (await SendAsync("Hello")).ShouldBe("opted_out");
        await PostAsync(Message("message.received", "/messages/T", "in", "received", "START"), OneBox);
        (await SendAsync("Welcome back")).ShouldBeNull();
    }

    [Fact]
    public async Task Opt_outs_are_read_from_the_list_too()
    {
        textus.Answer = Reply.Json(200, """{"members":[{"id":"/o/1","phoneNumber":"+13035551234"}]}""");
        (await app.Get<ReadOptOuts>().ReadAsync(app.Agency.RootId, line.ConnectionId, default)).ShouldBeTrue();
        (await SendAsync("Hello")).ShouldBe("opted_out");
    }

    static byte[] Sent(string id, string state, string delivery = "h13Jc5/1", string words = "Hi Lucas") => Message("message.delivered", id, "out", state, words, delivery);

    static byte[] Message(string action, string id, string direction, string state, string body, string delivery = "h13Jc5/1") => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = $"/integrations/{delivery}", timestamp = TimeProvider.System.GetUtcNow(), action, webHook = $"/integrations/{delivery.Split('/')[0]}",
        conversation = new { id = "/conversations/JYnJBY", phoneNumber = "+13035551234", accountPhoneNumber = "+13035559876" },
        message = new { id, direction, body, deliveryState = state },
    });

    // Hours of yesterday, so that all of them lie before now.
    static byte[] OptOut(bool optedOut, int hour) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = $"/integrations/x/deliveries/{Ids.New()}", action = optedOut ? "contact.opted_out" : "contact.opted_in",
        timestamp = TimeProvider.System.GetUtcNow().AddDays(-1).AddHours(hour), optOut = new { id = "/o/1", phoneNumber = "+13035551234" },
    });

    async Task<HttpStatusCode> PostAsync(byte[] body, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, line.Hook) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/vnd.textus+jsonld") } } };
        request.Headers.Add("X-TextUs-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    async Task<string?> SendAsync(string body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+13035551234", body, sendAgainOnPurpose = true });
        return answer.StatusCode == HttpStatusCode.Accepted ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    int HandedOver() => textus.Requests.Count(request => request.Method == "POST");

    static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    async Task<JsonElement[]> ConversationsAsync() => [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/conversations")).GetProperty("items").EnumerateArray()];

    async Task<JsonElement[]> MessagesAsync(JsonElement conversation) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/conversations/{Text(conversation, "id")}/messages")).GetProperty("items").EnumerateArray()];

    async Task<long> CountAsync(string table, string? which = null) => await app.Agency.ReadAsync<long>($"select count(*) from {table} where root_id = $1{(which is null ? "" : " and " + which)}", app.Agency.RootId);
}
