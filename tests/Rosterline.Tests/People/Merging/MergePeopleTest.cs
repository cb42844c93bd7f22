using System.Net;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Architecture;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Merging;

/// <summary>Two records of one human become one.</summary>
public class MergePeopleTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Everything_moves_and_the_former_id_leads_to_the_merged_record()
    {
        var client = await App.ClientAsync();
        var kept = await Made(client, new { firstName = "Lucas", lastName = "Lindqvist", isCandidate = true, externalId = "K1", notes = "Night shifts", numbers = new[] { new { kind = "cell", raw = "(901) 555-0310" } } });
        var gone = await Made(client, new
        {
            firstName = "Luke", lastName = "Lindqvist", isEmployee = true, email = "lucas@example.com", title = "Driver", externalId = "G1", notes = "Has a truck",
            numbers = new[] { new { kind = "cell", raw = "(901) 555-0310" }, new { kind = "home", raw = "(901) 555-0311" } },
        });
        var conversation = Ids.New();
        await App.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at) values ($1, $2, $3, 19015550311, $4, now())", App.Agency.RootId, conversation, Ids.New(), gone);
        await client.TellAsync("people/notes", new { personIds = new[] { gone }, action = "Called", words = "Left word with his wife" });
        var list = (await client.TellAsync("hotlists", new { name = "Merging" })).GetProperty("id").GetGuid();
        await client.TellAsync($"hotlists/{list}/members", new { personIds = new[] { gone } });

        var preview = await client.AskAsync($"people/{kept}/merge/{gone}");
        preview.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("field").GetString() == "firstName").GetProperty("differs").GetBoolean().ShouldBeTrue();
        preview.GetProperty("words").EnumerateArray().Select(words => words.GetString()).ShouldContain("(901) 555-0311 comes along as Home.");

        var merged = await client.TellAsync($"people/{kept}/merge", new { other = gone, take = new[] { "firstName" } });
        merged.GetProperty("name").GetString().ShouldBe("Luke Lindqvist");
        (merged.GetProperty("isCandidate").GetBoolean(), merged.GetProperty("isEmployee").GetBoolean()).ShouldBe((true, true));
        merged.GetProperty("email").GetString().ShouldBe("lucas@example.com");
        merged.GetProperty("externalId").GetString().ShouldBe("K1");
        merged.GetProperty("notes").GetString().ShouldBe("Night shifts\n\nHas a truck");
        merged.GetProperty("numbers").GetArrayLength().ShouldBe(2);
        (await client.AskAsync($"people/{gone}")).GetProperty("id").GetGuid().ShouldBe(kept);
        (await App.Agency.ReadAsync<Guid>("select person_id from conversation where root_id = $1 and id = $2", App.Agency.RootId, conversation)).ShouldBe(kept);
        (await client.AskAsync($"people/{kept}/journal")).GetProperty("items").Texts("words").ShouldBe(["Left word with his wife"]);
        (await client.AskAsync($"hotlists/{list}/members")).GetProperty("items").Texts("person", "name").ShouldBe(["Luke Lindqvist"]);
        (await App.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'person.merged' and subject_id = $2", App.Agency.RootId, kept)).ShouldBe(1);
        (await client.PostAsJsonAsync($"/api/v1/people/{kept}/merge", new { other = gone })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var third = await Made(client, new { firstName = "L", isContact = true, numbers = new[] { new { kind = "cell", raw = "(901) 555-0310" } } });
        await client.TellAsync($"people/{third}/merge", new { other = kept });
        (await client.AskAsync($"people/{gone}")).GetProperty("id").GetGuid().ShouldBe(third);
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task The_stricter_consent_and_the_lock_stay()
    {
        var client = await App.ClientAsync();
        var kept = await Made(client, new { firstName = "Strict", isCandidate = true, numbers = new[] { new { kind = "cell", raw = "(901) 555-0320" } } });
        var gone = await Made(client, new { firstName = "Strict", isEmployee = true, numbers = new[] { new { kind = "cell", raw = "(901) 555-0321" }, new { kind = "home", raw = "(901) 555-0320" } } });
        await client.TellAsync("opt-outs", new { number = "(901) 555-0321", how = "phone", words = "No more texts" });
        await client.TellAsync($"people/{gone}/lock", new { reason = "Do not hire" });
        (await client.AskAsync($"people/{kept}/merge/{gone}")).GetProperty("words").EnumerateArray().Select(words => words.GetString()).ShouldContain("The lock stays: “Do not hire”.");
        var merged = await client.TellAsync($"people/{kept}/merge", new { other = gone });
        merged.GetProperty("locked").GetProperty("reason").GetString().ShouldBe("Do not hire");
        merged.GetProperty("textState").GetProperty("state").GetString().ShouldBe("opted_out");
        foreach (var number in new[] { 19015550320, 19015550321 })
            (await App.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = $2", App.Agency.RootId, number)).ShouldBe((short)5);
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Orders_of_both_stay_and_those_both_are_on_stay_once()
    {
        var client = await App.ClientAsync();
        var (kept, gone) = (await App.Agency.PersonAsync("Kept", "Worker", 19015550340), await App.Agency.PersonAsync("Gone", "Worker", 19015550340));
        foreach (var people in new[] { new[] { kept, gone }, [gone] })
        {
            var order = Ids.New();
            await App.Agency.RunAsync("insert into job_order (root_id, id, account_id, title, starts_on, starts_time, time_zone) values ($1, $2, $1, 'Shift', '2026-12-01', '08:00', 'America/Chicago')", App.Agency.RootId, order);
            foreach (var person in people)
                await App.Agency.RunAsync("insert into assignment (root_id, order_id, person_id, starts_on, starts_time) values ($1, $2, $3, '2026-12-01', '08:00')", App.Agency.RootId, order, person);
        }

        await App.Agency.RunAsync("update person set custom = '{\"shirt\": \"XL\", \"car\": \"yes\"}' where root_id = $1 and id = $2", App.Agency.RootId, gone);
        await App.Agency.RunAsync("update person set custom = '{\"shirt\": \"M\"}' where root_id = $1 and id = $2", App.Agency.RootId, kept);
        await client.TellAsync($"people/{kept}/merge", new { other = gone });
        (await App.Agency.ReadAsync<long>("select count(*) from assignment where root_id = $1 and person_id = $2", App.Agency.RootId, kept)).ShouldBe(2);
        (await App.Agency.ReadAsync<string>("select (custom ->> 'shirt') || (custom ->> 'car') from person where root_id = $1 and id = $2", App.Agency.RootId, kept)).ShouldBe("Myes");
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    [Trait("Requirement", "EN-19")]
    public async Task Broadcasts_name_the_merged_record_wherever_they_named_the_former()
    {
        var client = await App.ClientAsync();
        var (kept, gone, other) = (await App.Agency.PersonAsync("Kept", "Shared", 19015550350), await App.Agency.PersonAsync("Gone", "Shared", 19015550350), await App.Agency.PersonAsync("Other", "Shared", 19015550350));
        var broadcast = Ids.New();
        await App.Agency.RunAsync("insert into broadcast (root_id, id, account_id, author_id, title, state, purpose, body, starts_at) values ($1, $2, $1, $3, 'Saturday', 4, 0, '', now())", App.Agency.RootId, broadcast, App.Agency.AdminId);
        foreach (var (person, also) in new[] { (other, new[] { gone }), (other, [gone, kept]), (gone, [kept, other]), (kept, [gone]), (other, null) })
            await App.Agency.RunAsync("""
                insert into broadcast_recipient (root_id, broadcast_id, position, person_id, also, state, message_id, due_at)
                values ($1, $2, (select count(*) from broadcast_recipient where broadcast_id = $2), $3, $4::uuid[], 1, $5, now())
                """, App.Agency.RootId, broadcast, person, also, Ids.New());
        await client.TellAsync($"people/{kept}/merge", new { other = gone });
        (await App.Agency.ReadAsync<string>("select string_agg(person_id || coalesce(also, '{}')::text, ' ' order by position) from broadcast_recipient where root_id = $1 and broadcast_id = $2", App.Agency.RootId, broadcast))
            .ShouldBe($"{other}{{{kept}}} {other}{{{kept}}} {kept}{{{other}}} {kept}{{}} {other}{{}}");
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Records_without_a_number_in_common_are_not_merged()
    {
        var client = await App.ClientAsync();
        var (one, two) = (await App.Agency.PersonAsync("One", "Alone", 19015550330), await App.Agency.PersonAsync("Two", "Alone", 19015550331));
        (await client.PostAsJsonAsync($"/api/v1/people/{one}/merge", new { other = two }).RefusalAsync()).ShouldContain("share no number");
        (await client.PostAsJsonAsync($"/api/v1/people/{one}/merge", new { other = one }).RefusalAsync()).ShouldContain("Choose the other record");
        (await client.GetAsync($"/api/v1/people/{one}/merge/{Ids.New()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Every_table_that_names_a_person_is_moved()
    {
        var merging = Repository.Application.Single(file => file.Path.EndsWith("/MergePeople.cs", StringComparison.Ordinal)).Text;
        var tables = MergeTables.Of(Repository.Files);
        tables.ShouldContain("hotlist_member");
        tables.Where(table => !merging.Contains(table, StringComparison.Ordinal)).ShouldBeEmpty("A new table with person_id: say in MergePeople what becomes of its rows.");
    }

    static async Task<Guid> Made(HttpClient client, object person) => (await client.TellAsync("people", person)).GetProperty("id").GetGuid();
}
