using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.People;

public class PeopleApiTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "P-33")]
    [Trait("Requirement", "EN-18")]
    public async Task Keeps_one_record_of_several_kinds_and_numbers()
    {
        var client = await App.ClientAsync();
        var made = await Made(client, new
        {
            firstName = "Ana", lastName = "Lee", isCandidate = true, isContact = true, company = "Northwind Foods", email = "ana@example.com", externalId = "A-1",
            numbers = new[] { new { kind = "office", raw = "(901) 555-0111 x4" }, new { kind = "cell", raw = "901-555-0110" } },
        });
        made.GetProperty("isCandidate").GetBoolean().ShouldBeTrue();
        made.GetProperty("isContact").GetBoolean().ShouldBeTrue();
        made.GetProperty("company").GetString().ShouldBe("Northwind Foods");
        made.GetProperty("number").GetProperty("number").GetString().ShouldBe("+19015550110");
        made.GetProperty("number").GetProperty("kind").GetString().ShouldBe("cell");
        made.GetProperty("textState").GetProperty("words").GetString().ShouldBe("Send a text");
        var office = made.GetProperty("numbers")[1];
        office.GetProperty("extension").GetString().ShouldBe("4");
        office.GetProperty("problem").GetString().ShouldBe("extension");
        office.GetProperty("chosen").GetBoolean().ShouldBeFalse();

        var id = made.GetProperty("id").GetGuid();
        var changed = await Json(await client.PatchAsJsonAsync($"/api/v1/people/{id}", new { isEmployee = true, email = "", numbers = new[] { new { kind = "cell", raw = "901-083-0110" } } }));
        changed.GetProperty("isEmployee").GetBoolean().ShouldBeTrue();
        changed.GetProperty("email").ValueKind.ShouldBe(JsonValueKind.Null);
        changed.GetProperty("textState").GetProperty("state").GetString().ShouldBe("problem");
        changed.GetProperty("number").GetProperty("problem").GetString().ShouldBe("exchange");
        changed.GetProperty("numbers").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Finds_by_name_without_accents_by_digits_by_id_and_by_mail()
    {
        var client = await App.ClientAsync();
        await Made(client, new { firstName = "José", lastName = "Núñez", isEmployee = true, externalId = "EMP77", email = "jose@example.org", numbers = new[] { new { kind = "cell", raw = "(615) 555-0177" } } });
        foreach (var q in new[] { "jose nunez", "NÚÑEZ", "nu", "(615) 555-0177", "+16155550177", "0177", "615555", "emp77", "jose@example" })
            (await Names(client, "q=" + Uri.EscapeDataString(q))).ShouldContain("José Núñez", q);
        (await Names(client, "q=nobody")).ShouldBeEmpty();
        (await Names(client, "q=jose&kind=contact")).ShouldBeEmpty();
        (await Names(client, "q=100%25")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_without_gaps_or_doubles()
    {
        await using var app = await TestApp.StartAsync();
        for (var i = 0; i < 25; i++) await app.Agency.PersonAsync($"P{i % 5}", i % 2 == 0 ? "Smith" : "adams", null);
        var client = await app.ClientAsync();
        foreach (var sort in new[] { "name", "-name" })
        {
            var seen = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/people?limit=7&sort={sort}&cursor={cursor}");
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
                cursor = page.GetProperty("next").GetString();
            }

            seen.Count.ShouldBe(25);
            seen.Distinct().Count().ShouldBe(25);
        }
    }

    [Fact]
    public async Task Locks_and_unlocks_with_a_reason_and_takes_back_what_waits()
    {
        var client = await App.ClientAsync();
        var first = await App.Agency.PersonAsync("Lock", "One", 19015550130);
        var second = await App.Agency.PersonAsync("Lock", "Two", 19015550130);
        var message = await QueuedAsync(19015550130);
        (await client.PostAsJsonAsync($"/api/v1/people/{first}/lock", new { reason = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var locked = await Json(await client.PostAsJsonAsync($"/api/v1/people/{first}/lock", new { reason = "No-show twice" }));
        locked.GetProperty("locked").GetProperty("reason").GetString().ShouldBe("No-show twice");
        locked.GetProperty("textState").GetProperty("words").GetString().ShouldBe("Locked: No-show twice");
        (await Blocked(19015550130)).ShouldBe((short)4);
        (await App.Agency.ReadAsync<short>("select status from message where root_id = $1 and id = $2", App.Agency.RootId, message)).ShouldBe((short)10);
        (await App.Agency.ReadAsync<long>("select count(*) from outbox where root_id = $1 and message_id = $2", App.Agency.RootId, message)).ShouldBe(0);
        await Json(await client.PostAsJsonAsync($"/api/v1/people/{second}/lock", new { reason = "Same phone" }));
        await Json(await client.PostAsync($"/api/v1/people/{first}/unlock", null));
        (await Blocked(19015550130)).ShouldBe((short)4);
        await Json(await client.PostAsync($"/api/v1/people/{second}/unlock", null));
        (await Blocked(19015550130)).ShouldBe((short)0);
        (await App.Agency.ReadAsync<long>("select count(*) from consent_event where root_id = $1 and number = 19015550130", App.Agency.RootId)).ShouldBe(4);
    }

    [Fact]
    [Trait("Requirement", "GH-22")]
    public async Task What_was_written_with_somebody_who_is_locked_stays_to_be_read()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Lock", "Four", 19015550134);
        var message = await QueuedAsync(19015550134);
        await Json(await client.PostAsJsonAsync($"/api/v1/people/{id}/lock", new { reason = "Opted out" }));

        (await Json(await client.GetAsync(new Uri($"/api/v1/people/{id}", UriKind.Relative)))).GetProperty("locked").GetProperty("reason").GetString().ShouldBe("Opted out");
        (await App.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and id = $2", App.Agency.RootId, message)).ShouldBe(1);
        (await App.Agency.ReadAsync<bool>("select is_active from person where root_id = $1 and id = $2", App.Agency.RootId, id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_that_comes_to_a_locked_person_is_locked()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Lock", "Three", null);
        await Json(await client.PostAsJsonAsync($"/api/v1/people/{id}/lock", new { reason = "Do not hire" }));
        await Json(await client.PatchAsJsonAsync($"/api/v1/people/{id}", new { numbers = new[] { new { kind = "sms", raw = "9015550133" } } }));
        (await Blocked(19015550133)).ShouldBe((short)4);
        await Json(await client.PatchAsJsonAsync($"/api/v1/people/{id}", new { numbers = new[] { new { kind = "sms", raw = "" } } }));
        (await Blocked(19015550133)).ShouldBe((short)0);
    }

    [Fact]
    public async Task Records_an_opt_out_told_by_phone()
    {
        var client = await App.ClientAsync();
        var id = await App.Agency.PersonAsync("Opt", "Out", 19015550140);
        var message = await QueuedAsync(19015550140);
        var record = await Json(await client.PostAsJsonAsync($"/api/v1/people/{id}/opt-out", new { how = "phone", words = "Please no more texts" }));
        record.GetProperty("textState").GetProperty("state").GetString().ShouldBe("opted_out");
        record.GetProperty("consent").GetProperty("words").GetString().ShouldBe("Please no more texts");
        (await App.Agency.ReadAsync<short>("select status from message where root_id = $1 and id = $2", App.Agency.RootId, message)).ShouldBe((short)10);
        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/opt-outs");
        list.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("number").GetString()).ShouldContain("+19015550140");
        var again = await Json(await client.PostAsJsonAsync("/api/v1/opt-outs", new { number = "(901) 555-0140", how = "email", words = "Stop" }));
        again.GetProperty("before").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Links_conversations_to_the_one_person_with_the_number()
    {
        var client = await App.ClientAsync();
        var conversation = await ConversationAsync(19015550150);
        var made = await Made(client, new { firstName = "Link", lastName = "One", isContact = true, numbers = new[] { new { kind = "phone", raw = "9015550150" } } });
        (await PersonOf(conversation)).ShouldBe(made.GetProperty("id").GetGuid());
        var other = await Made(client, new { firstName = "Link", lastName = "Two", isContact = true, numbers = new[] { new { kind = "home", raw = "9015550150" } } });
        (await PersonOf(conversation)).ShouldBe(made.GetProperty("id").GetGuid());
        other.GetProperty("sameNumber")[0].GetProperty("name").GetString().ShouldBe("Link One");
        await Json(await client.PatchAsJsonAsync($"/api/v1/people/{made.GetProperty("id").GetGuid()}", new { numbers = new[] { new { kind = "phone", raw = "" } } }));
        (await PersonOf(conversation)).ShouldBe(other.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Refuses_an_id_that_somebody_has()
    {
        var client = await App.ClientAsync();
        await Made(client, new { firstName = "Id", lastName = "One", isCandidate = true, externalId = "X9" });
        var answer = await client.PostAsJsonAsync("/api/v1/people", new { firstName = "Id", lastName = "Two", isCandidate = true, externalId = "X9" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldBe("The ID X9 belongs to Id One already.");
    }

    [Fact]
    public async Task Another_organisation_sees_nothing()
    {
        var id = await App.Agency.PersonAsync("Only", "Ours", 19015550160);
        var theirs = await TestAgency.CreateAsync(App.Sql);
        await App.Agency.RunAsync("insert into person (root_id, id, account_id, first_name, is_candidate) values ($1, $2, $1, 'Theirs', true)", theirs.RootId, Ids.New());
        var client = await App.ClientAsync();
        (await Names(client, "limit=200")).ShouldNotContain("Theirs");
        var foreign = await App.Agency.ReadAsync<Guid>("select id from person where root_id = $1", theirs.RootId);
        (await client.GetAsync($"/api/v1/people/{foreign}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PatchAsJsonAsync($"/api/v1/people/{foreign}", new { firstName = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsJsonAsync($"/api/v1/people/{foreign}/lock", new { reason = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PostAsJsonAsync($"/api/v1/people/{foreign}/opt-out", new { how = "phone", words = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/api/v1/people/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_typed_makes_the_server_fail()
    {
        var client = await App.ClientAsync();
        string[] nasty = ["\0", "\ud800", "%", "_", "\\", "'", "\"; drop table person", new('9', 300), "0000000000000", "+", "١٢٣٤", "a\u200bb", "🙂"];
        foreach (var text in nasty)
        {
            var escaped = string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
            ((int)(await client.GetAsync($"/api/v1/people?q={escaped}&cursor=")).StatusCode).ShouldBeLessThan(500);
            ((int)(await client.GetAsync($"/api/v1/people?cursor={escaped}")).StatusCode).ShouldBeLessThan(500);
            ((int)(await client.GetAsync($"/api/v1/companies?q={escaped}")).StatusCode).ShouldBeLessThan(500);
            ((int)(await client.GetAsync($"/api/v1/opt-outs?cursor={escaped}")).StatusCode).ShouldBeLessThan(500);
            var json = JsonSerializer.Serialize(new { firstName = "N", lastName = "?", isCandidate = true, notes = "?", company = "?", numbers = new[] { new { kind = "cell", raw = "?" } } })
                .Replace("\"?\"", JsonString(text), StringComparison.Ordinal);
            ((int)(await client.PostAsync("/api/v1/people", new StringContent(json, System.Text.Encoding.UTF8, "application/json"))).StatusCode).ShouldBeLessThan(500);
        }
    }

    // Half a surrogate cannot be written by the serializer; as an escape it can be sent.
    static string JsonString(string text) => '"' + string.Concat(text.Select(c => c is < ' ' or '"' or '\\' or > '~' ? $"\\u{(int)c:x4}" : c.ToString())) + '"';

    static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    static async Task<JsonElement> Made(HttpClient client, object person) => await Json(await client.PostAsJsonAsync("/api/v1/people", person));

    static async Task<List<string>> Names(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/people?" + query)).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("name").GetString()!)];

    Task<short> Blocked(long number) => App.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = $2", App.Agency.RootId, number);

    Task<Guid> PersonOf(Guid conversation) => App.Agency.ReadAsync<Guid>("select person_id from conversation where root_id = $1 and id = $2", App.Agency.RootId, conversation);

    async Task<Guid> ConversationAsync(long number)
    {
        var id = Ids.New();
        await App.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, last_at) values ($1, $2, $3, $4, now())", App.Agency.RootId, id, Ids.New(), number);
        return id;
    }

    async Task<Guid> QueuedAsync(long number)
    {
        var (conversation, message) = (await ConversationAsync(number), Ids.New());
        await App.Agency.RunAsync("""
            insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, created_at) values ($1, $2, $3, $3, $4, 1, 1, 2, 'Hello', now())
            """, App.Agency.RootId, message, conversation, number);
        await App.Agency.RunAsync("""
            insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state) values ($1, $2, $3, $3, 1, $4, 1, now() + interval '1 day', 1, 1)
            """, App.Agency.RootId, message, conversation, number);
        return message;
    }
}
