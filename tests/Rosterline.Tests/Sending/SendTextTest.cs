using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

public sealed class SendTextTest : CarriedTest
{
    const long Lucas = 19015550143;

    [Fact]
    public async Task Hands_a_text_over_once_and_shows_it_delivered()
    {
        var sent = await SendAsync("Can you start Monday?");

        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        carrier.Accepted.Single().ShouldSatisfyAllConditions(
            text => text.Reference.ShouldBe(sent),
            text => text.To.ShouldBe("+19015550143"),
            text => text.From.ShouldBe("+19015550142"),
            text => text.Body.ShouldBe("Can you start Monday?"));
        await StatusBecomesAsync(sent, "sent");
        (await PostAsync(FakeCarrier.Status(carrier.Accepted.Single(), "delivered"))).ShouldBe(HttpStatusCode.NoContent);
        await StatusBecomesAsync(sent, "delivered");
    }

    [Theory]
    [InlineData(18335550142, "+18335550142")]
    [InlineData(18005550142, "(800) 555-0142")]
    [InlineData(72345, "72345")]
    public async Task A_line_is_named_by_its_number_whatever_kind_it_is(long number, string typed)
    {
        var other = await TestLine.AddAsync(app, carrier, number);
        (await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", line = typed, body = "Hi" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        (await app.Agency.ReadAsync<Guid>("select line_id from message where root_id = $1", app.Agency.RootId)).ShouldBe(other.Id);
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", line = "+18445550142", body = "Hi" }))).ShouldBe("no_such_line");
    }

    [Fact]
    public async Task A_late_sent_or_failed_does_not_undo_delivered()
    {
        var sent = await SendAsync("Hello");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        var text = carrier.Accepted.Single();

        await PostAsync(FakeCarrier.Status(text, "delivered"));
        await PostAsync(FakeCarrier.Status(text, "sent"));
        await PostAsync(FakeCarrier.Status(text, "failed", "filtered"));

        (await StatusAsync(sent)).ShouldBe("delivered");
    }

    [Fact]
    public async Task A_receipt_before_the_reply_to_the_send_is_kept()
    {
        carrier.ReplyDelay = 600;
        var sent = await SendAsync("Hello");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);

        await PostAsync(FakeCarrier.Status(carrier.Accepted.Single(), "delivered"));
        await Task.Delay(1200);

        (await StatusAsync(sent)).ShouldBe("delivered");
    }

    [Fact]
    public async Task The_same_idempotency_key_sends_once()
    {
        var first = await PostAsync("Hello", key: "k1");
        var again = await PostAsync("Hello", key: "k1");
        var other = await PostAsync("Goodbye", key: "k1");

        (await IdAsync(again)).ShouldBe(await IdAsync(first));
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CodeAsync(other)).ShouldBe("idempotency_key_reused");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
    }

    [Fact]
    public async Task Twenty_equal_requests_at_once_send_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("Hello", key: "same")));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Accepted);
        (await Task.WhenAll(answers.Select(IdAsync))).Distinct().Count().ShouldBe(1);
        await Task.Delay(500);
        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_words_again_are_refused_unless_meant()
    {
        await SendAsync("Are you free on Saturday?");

        var again = await PostAsync("Are you free on Saturday?");
        var meant = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Are you free on Saturday?", sendAgainOnPurpose = true });

        (await CodeAsync(again)).ShouldBe("identical");
        meant.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Texts_of_one_conversation_arrive_in_order()
    {
        var order = new List<string>();
        carrier.Behaviour = async (text, _) =>
        {
            await Task.Delay(Random.Shared.Next(30));
            lock (order) order.Add(text.Body);
            return true;
        };

        for (var i = 0; i < 25; i++) await SendAsync($"Text {i}");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 25);

        order.ShouldBe(Enumerable.Range(0, 25).Select(i => $"Text {i}"));
    }

    [Fact]
    [Trait("Requirement", "P-11")]
    public async Task In_test_mode_only_the_test_list_is_texted()
    {
        await app.Agency.RunAsync("update organisation set test_mode = true where root_id = $1", app.Agency.RootId);
        await app.Agency.RunAsync("insert into test_number values ($1, $2)", app.Agency.RootId, Lucas + 1);
        app.Get<Rosterline.Accounts.OrganisationReader>().Forget(app.Agency.RootId);

        (await CodeAsync(await PostAsync("Hello"))).ShouldBe("test_mode");
        var listed = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550144", body = "Hello" });
        listed.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    [Trait("Requirement", "P-11")]
    public async Task Paused_sending_holds_texts_and_lets_them_go_afterwards()
    {
        await app.Agency.RunAsync("update organisation set paused_at = now(), paused_reason = 'wrong date' where root_id = $1", app.Agency.RootId);

        var sent = await SendAsync("Hello");
        await Task.Delay(700);
        carrier.Accepted.ShouldBeEmpty();
        (await StatusAsync(sent)).ShouldBe("queued");

        await app.Agency.RunAsync("update organisation set paused_at = null where root_id = $1", app.Agency.RootId);
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
    }

    [Fact]
    public async Task The_answer_to_a_send_says_what_is_stored()
    {
        await app.Agency.RunAsync("update organisation set paused_at = now(), paused_reason = 'wrong date' where root_id = $1", app.Agency.RootId);
        var later = TimeProvider.System.GetUtcNow().AddHours(3);
        foreach (var text in new object[] { new { to = "+19015550143", body = "Hello 👋" }, new { to = "+19015550144", body = "Later", sendAt = later } })
        {
            var answer = await (await client.PostAsJsonAsync("/api/v1/messages", text)).Content.ReadFromJsonAsync<JsonElement>();
            var stored = await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{answer.GetProperty("id").GetGuid()}");
            var fields = stored.EnumerateObject().Select(field => field.Name);
            foreach (var field in fields.Except(["dueAt"])) answer.GetProperty(field).GetRawText().ShouldBe(stored.GetProperty(field).GetRawText(), field);
        }
    }

    [Fact]
    [Trait("Requirement", "G-04")]
    public async Task A_scheduled_text_goes_when_it_is_due()
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Later", sendAt = TimeProvider.System.GetUtcNow().AddSeconds(6) });
        var id = await IdAsync(answer);
        (await StatusAsync(id)).ShouldBe("scheduled");

        await StatusBecomesAsync(id, "sent");
    }

    [Fact]
    public async Task A_line_that_never_received_may_not_send()
    {
        carrier.Lists = false;
        await app.Agency.RunAsync("update line set receiving_checked_at = null where root_id = $1", app.Agency.RootId);
        app.Get<Rosterline.Lines.LineReader>().Forget();

        (await CodeAsync(await PostAsync("Hello"))).ShouldBe("line");
    }

    [Fact]
    public async Task A_refused_text_is_kept_with_its_answer()
    {
        await app.Agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at, opted_out_how) values ($1, $2, 1, now(), 'phone')", app.Agency.RootId, Lucas);

        var refused = await PostAsync("Hello");

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CodeAsync(refused)).ShouldBe("opted_out");
        (await app.Agency.ReadAsync<string>("select gate ->> 'code' from send_refusal where root_id = $1", app.Agency.RootId)).ShouldBe("opted_out");
        carrier.Accepted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_text_leaves_a_journal_note_an_audit_entry_and_is_found_by_search()
    {
        var sent = await SendAsync("Bring steel-toe boots to Harbor Street");

        (await app.Agency.ReadAsync<long>("select count(*) from journal_note where root_id = $1 and message_id = $2", app.Agency.RootId, sent)).ShouldBe(1);
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and subject_id = $2", app.Agency.RootId, sent)).ShouldBe(1);
        var found = await client.GetFromJsonAsync<JsonElement>("/api/v1/search/messages?q=boots");
        found.GetProperty("messages")[0].GetProperty("messageId").GetGuid().ShouldBe(sent);
    }

    async Task<Guid> SendAsync(string body)
    {
        var answer = await PostAsync(body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return await IdAsync(answer);
    }

    async Task<HttpResponseMessage> PostAsync(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { to = "+19015550143", body }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    async Task<HttpStatusCode> PostAsync(object status) => (await FakeCarrier.PostAsync(client, line.Hook, status)).StatusCode;

    async Task<string> StatusAsync(Guid id) => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString()!;

    Task<string> StatusBecomesAsync(Guid id, string status) => Eventually.BecomesAsync(() => StatusAsync(id), found => found == status);

    static async Task<Guid> IdAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

    static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
