using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Receiving;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Receiving;

public sealed class ReceiveTextsTest : CarriedTest
{
    const long Lucas = 19015550143;

    [Fact]
    public async Task A_text_is_stored_shown_on_the_person_and_needs_a_reply()
    {
        var person = await app.Agency.PersonAsync("Lucas", "Lindqvist", Lucas);

        (await ReceiveAsync("in-1", "Is the shift still open?")).ShouldBe(HttpStatusCode.NoContent);

        var row = (await ListAsync())[0];
        row.GetProperty("title").GetString().ShouldBe("Lucas Lindqvist");
        row.GetProperty("person").GetProperty("id").GetGuid().ShouldBe(person);
        row.GetProperty("attention").GetString().ShouldBe("needs_reply");
        row.GetProperty("unread").GetInt32().ShouldBe(1);
        (await CountAsync("journal_note")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_webhook_eight_times_at_once_stores_one_text()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReceiveAsync("in-1", "Hello")));

        answers.ShouldAllBe(answer => answer == HttpStatusCode.NoContent);
        (await ReceiveAsync("in-1", "Hello")).ShouldBe(HttpStatusCode.NoContent);
        (await CountAsync("message")).ShouldBe(1);
        (await ListAsync())[0].GetProperty("unread").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_forged_or_unreadable_webhook_stores_nothing()
    {
        (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound("in-1", Lucas, line.Number, "Hi"), token: "guessed")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var garbage = FakeCarrier.Sign(line.Hook, "{ not json"u8.ToArray());
        (await client.SendAsync(garbage)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var elsewhere = FakeCarrier.Sign(new Uri(app.Address, "/hooks/simulated/guessed"), "{}"u8.ToArray());
        (await client.SendAsync(elsewhere)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await CountAsync("message")).ShouldBe(0);
    }

    [Theory]
    [Trait("Requirement", "P-21")]
    [InlineData("STOP", "es", "Ya no le enviaremos mensajes")]
    [InlineData("STOP", null, "You will get no more texts")]
    [InlineData("baja", "en", "Ya no le enviaremos mensajes")]
    [InlineData("Cancel", "es", "You will get no more texts")]
    [InlineData("Help", "es", "Pueden aplicarse tarifas")]
    public async Task A_keyword_is_confirmed_in_its_own_language_else_in_the_persons_else_in_English(string word, string? language, string words)
    {
        var person = await app.Agency.PersonAsync("Lucas", "Lindqvist", Lucas);
        await app.Agency.RunAsync("update person set language = nullif($3, '') where root_id = $1 and id = $2", app.Agency.RootId, person, language ?? "");

        await ReceiveAsync("in-1", word);

        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        carrier.Accepted.Single().Body.ShouldContain(words);
    }

    [Fact]
    [Trait("Requirement", "P-21")]
    public async Task People_who_share_a_number_and_a_language_get_it()
    {
        foreach (var name in new[] { "Lucas", "Maria" })
            await app.Agency.RunAsync("update person set language = 'es' where root_id = $1 and id = $2", app.Agency.RootId, await app.Agency.PersonAsync(name, "Lindqvist", Lucas));

        await ReceiveAsync("in-1", "STOP");

        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        carrier.Accepted.Single().Body.ShouldContain("Ya no le enviaremos mensajes");
    }

    [Fact]
    [Trait("Requirement", "G-06")]
    public async Task Stop_closes_the_number_before_the_webhook_is_answered_and_start_opens_it_again()
    {
        await ReceiveAsync("in-1", "STOP");

        (await SendAsync("Hello")).ShouldBe("opted_out");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        carrier.Accepted.Single().Body.ShouldContain("You will get no more texts from us");

        await ReceiveAsync("in-2", "stop");
        await ReceiveAsync("in-3", "START");
        (await SendAsync("Hello")).ShouldBeNull();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 3);
        carrier.Accepted.Count(text => text.Body.Contains("no more texts", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "AR-05")]
    [Trait("Requirement", "AR-06")]
    public async Task Start_brings_the_icon_back_for_candidates_and_hires_and_lifts_no_lock_of_a_person()
    {
        var (candidate, hire) = (await app.Agency.PersonAsync("Ana", "Candidate", 19015550143), await app.Agency.PersonAsync("Ben", "Hire", 19015550143));
        await app.Agency.RunAsync("update person set is_candidate = false, is_employee = true where root_id = $1 and id = $2", app.Agency.RootId, hire);
        async Task<string> IconAsync(Guid person) => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/people/{person}")).GetProperty("textState").GetProperty("state").GetString()!;

        await ReceiveAsync("in-1", "STOP");
        (await IconAsync(candidate), await IconAsync(hire)).ShouldBe(("opted_out", "opted_out"));
        await ReceiveAsync("in-2", "start");
        (await IconAsync(candidate), await IconAsync(hire)).ShouldBe(("texted", "texted"));
        (await SendAsync("Welcome back")).ShouldBeNull();

        await client.PostAsJsonAsync($"/api/v1/people/{hire}/lock", new { reason = "Do not hire" });
        await ReceiveAsync("in-3", "STOP");
        await ReceiveAsync("in-4", "START");
        (await IconAsync(hire)).ShouldBe("locked");
        (await SendAsync("Hello")).ShouldBe("locked");

        await client.PostAsJsonAsync($"/api/v1/people/{hire}/unlock", new { });
        await app.Agency.RunAsync("update number_state set blocked = blocked | 2 where root_id = $1 and number = 19015550143", app.Agency.RootId);
        await ReceiveAsync("in-5", "STOP");
        await ReceiveAsync("in-6", "START");
        (await IconAsync(candidate)).ShouldBe("problem");
        (await SendAsync("Hello?")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Stop_takes_back_what_waits_and_what_is_scheduled()
    {
        await app.Agency.RunAsync("update organisation set paused_at = now() where root_id = $1", app.Agency.RootId);
        await SendAsync("Waiting");
        await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Later", sendAt = TimeProvider.System.GetUtcNow().AddHours(1) });

        await ReceiveAsync("in-1", "Unsubscribe");
        await app.Agency.RunAsync("update organisation set paused_at = null where root_id = $1", app.Agency.RootId);
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        await Task.Delay(400);

        carrier.Accepted.Single().Body.ShouldContain("no more texts");
        (await app.Agency.ReadAsync<short>("select status from message where root_id = $1 and body = 'Waiting'", app.Agency.RootId)).ShouldBe((short)10);
        (await app.Agency.ReadAsync<short>("select status from message where root_id = $1 and body = 'Later'", app.Agency.RootId)).ShouldBe((short)9);
    }

    [Fact]
    public async Task A_repeated_stop_webhook_does_not_stop_again_after_start()
    {
        await ReceiveAsync("in-1", "STOP");
        await ReceiveAsync("in-2", "START");
        await ReceiveAsync("in-1", "STOP");

        (await SendAsync("Hello")).ShouldBeNull();
    }

    [Fact]
    [Trait("Requirement", "H-05")]
    public async Task Yes_opens_only_a_number_that_opted_out()
    {
        await ReceiveAsync("in-1", "YES");
        (await CountAsync("consent_event")).ShouldBe(0);
        (await ListAsync())[0].GetProperty("attention").GetString().ShouldBe("needs_reply");

        await ReceiveAsync("in-2", "STOP");
        await ReceiveAsync("in-3", "yes");
        (await SendAsync("Hello")).ShouldBeNull();
    }

    [Fact]
    [Trait("Requirement", "HS-23")]
    public async Task An_unknown_sender_is_kept_and_waits_for_a_decision()
    {
        await ReceiveAsync("in-1", "Who is this?", from: 12065550111);

        var decide = await client.GetFromJsonAsync<JsonElement>("/api/v1/to-decide");
        decide.GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("unknown_sender");
        (await ListAsync())[0].GetProperty("title").GetString().ShouldBe("(206) 555-0111");
    }

    [Fact]
    public async Task One_poisonous_text_does_not_take_others_with_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => ReceiveAsync($"in-{i}", i == 7 ? "bad \0 text \ud800 half" : $"Text {i}", from: 19015550200 + i)));

        answers.Count(answer => answer == HttpStatusCode.NoContent).ShouldBeGreaterThanOrEqualTo(29);
        (await CountAsync("message")).ShouldBeGreaterThanOrEqualTo(29);
    }

    [Fact]
    [Trait("Requirement", "P-13")]
    public async Task What_the_provider_lists_is_read_and_stored_once()
    {
        await ReceiveAsync("in-1", "By webhook");
        carrier.Inbox.Enqueue(FakeCarrier.Inbound("in-1", Lucas, line.Number, "By webhook"));
        carrier.Inbox.Enqueue(FakeCarrier.Inbound("in-2", Lucas, line.Number, "Missed while we were down"));

        var filled = await app.Get<FillGaps>().FillAsync(app.Agency.RootId, line.ConnectionId, TimeProvider.System.GetUtcNow(), CancellationToken.None);

        filled.ShouldBeTrue();
        (await CountAsync("message")).ShouldBe(2);
    }

    [Fact]
    [Trait("Requirement", "HS-16")]
    public async Task A_colleague_without_the_line_sees_nothing_of_it()
    {
        await ReceiveAsync("in-1", "Secret words");
        var id = (await ListAsync())[0].GetProperty("id").GetGuid();
        using var other = await app.ClientAsync(await app.Agency.UserAsync("Maya"));

        (await other.GetFromJsonAsync<JsonElement>("/api/v1/conversations")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await other.GetFromJsonAsync<JsonElement>("/api/v1/search/messages?q=secret")).GetProperty("messages").GetArrayLength().ShouldBe(0);
        foreach (var path in new[] { $"/api/v1/conversations/{id}", $"/api/v1/conversations/{id}/messages", $"/api/v1/conversations/{Guid.Empty}" })
            (await other.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { body = "Hi" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "P-18")]
    public async Task A_newer_text_stops_an_answer_until_it_was_read()
    {
        await ReceiveAsync("in-1", "First");
        var id = (await ListAsync())[0].GetProperty("id").GetGuid();
        await ReceiveAsync("in-2", "Second");

        var blind = await client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { body = "Answer", seenSeq = 1 });
        var seen = await client.PostAsJsonAsync($"/api/v1/conversations/{id}/messages", new { body = "Answer", seenSeq = 2 });

        blind.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        seen.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ListAsync())[0].GetProperty("attention").GetString().ShouldBe("waiting");
    }

    async Task<HttpStatusCode> ReceiveAsync(string id, string body, long from = Lucas) =>
        (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound(id, from, line.Number, body))).StatusCode;

    async Task<string?> SendAsync(string body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body, sendAgainOnPurpose = true });
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.StatusCode == HttpStatusCode.Accepted ? null : json.GetProperty("code").GetString();
    }

    async Task<JsonElement[]> ListAsync() =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/conversations")).GetProperty("items").EnumerateArray()];

    async Task<long> CountAsync(string table) => await app.Agency.ReadAsync<long>($"select count(*) from {table} where root_id = $1", app.Agency.RootId);
}
