using System.Net;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.People.Records;

/// <summary>What the search grids ask the server.</summary>
public class GridTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    [Fact]
    [Trait("Requirement", "EN-08")]
    [Trait("Requirement", "EN-30")]
    public async Task Each_filter_narrows()
    {
        var client = await App.ClientAsync();
        var other = Ids.New();
        await App.Agency.RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $2, $1, 2, 'Nashville')", App.Agency.RootId, other);
        await Made(client, new
        {
            firstName = "Gréta", lastName = "Lindqvist", isContact = true, externalId = "C-77", company = "Harbor Foods", customerId = "CU-9", department = "Warehouse",
            title = "Buyer", status = "Prospect", repId = App.Agency.AdminId, branchId = other, isAssigned = true, hasResume = true, notes = "Knows the reach truck well, says José",
            numbers = new[] { new { kind = "office", raw = "(901) 555-0191" }, new { kind = "cell", raw = "(901) 555-0192" } },
        });
        await Made(client, new { firstName = "Zed", lastName = "Other", isContact = true, isActive = false, externalId = "C-78" });
        foreach (var filter in new[]
        {
            "lastName=lind", "firstName=gret", "id=c-77", "customer=harbor", "customer=HÁRBOR", "customerId=cu-9", "status=prospect", "text=reach%20truck", "text=jose", "text=JOSÉ%20truck", $"repId={App.Agency.AdminId}",
            $"branchId={other}", "assigned=true", "active=true&q=lindqvist", "q=0192", "kind=contact&without=nothing&lastName=lindqvist",
        })
            (await Names(client, filter)).ShouldBe(["Gréta Lindqvist"], filter);
        foreach (var filter in new[] { "lastName=indqvist", "firstName=lind", "id=c-7", "customerId=cu", "status=pros", "text=trucks", "kind=employee&id=c-77", "active=false&id=c-77" })
            (await Names(client, filter)).ShouldBeEmpty(filter);
        (await Names(client, "active=false&kind=contact")).ShouldContain("Zed Other");
        (await Names(client, "without=rep&kind=contact")).ShouldNotContain("Gréta Lindqvist");
        var row = (await client.AskAsync("people?id=C-77")).GetProperty("items")[0];
        foreach (var (field, value) in new[]
        {
            ("externalId", "C-77"), ("company", "Harbor Foods"), ("customerId", "CU-9"), ("department", "Warehouse"), ("status", "Prospect"), ("branch", "Nashville"),
            ("rep", "Dana Reyes"), ("cellPhone", "(901) 555-0192"), ("officePhone", "(901) 555-0191"),
        })
            row.GetProperty(field).GetString().ShouldBe(value, field);
        row.GetProperty("isAssigned").GetBoolean().ShouldBeTrue();
        row.GetProperty("hasResume").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "EN-34")]
    public async Task The_last_four_of_the_ssn_are_found_shown_and_written_by_permission_alone()
    {
        var client = await App.ClientAsync();
        var id = (await Made(client, new { firstName = "Ssn", lastName = "Holder", isEmployee = true, ssnLastFour = "4821" })).GetProperty("id").GetGuid();
        (await client.AskAsync($"people/{id}")).GetProperty("ssnLastFour").GetString().ShouldBe("4821");
        (await Names(client, "ssn=4821")).ShouldBe(["Ssn Holder"]);
        (await Names(client, "ssn=4822")).ShouldBeEmpty();
        (await Names(client, "ssn=48%25")).ShouldBeEmpty();
        (await client.PatchAsJsonAsync($"/api/v1/people/{id}", new { ssnLastFour = "482" }).RefusalAsync()).ShouldContain("last four digits");
        var recruiter = await App.ClientAsync(await App.Agency.UserAsync("Rita Recruiter"));
        (await recruiter.AskAsync($"people/{id}")).GetProperty("ssnLastFour").GetString().ShouldBeNull();
        (await Names(recruiter, "ssn=4821")).ShouldBeEmpty();
        (await recruiter.PatchAsJsonAsync($"/api/v1/people/{id}", new { ssnLastFour = "1111" }).RefusalAsync()).ShouldContain("Social Security");
        (await App.Agency.ReadAsync<byte[]>("select ssn_hash from person where root_id = $1 and id = $2", App.Agency.RootId, id))!.Length.ShouldBe(32);
        (await App.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and detail::text like '%4821%'", App.Agency.RootId)).ShouldBe(0);
        await client.PatchAsJsonAsync($"/api/v1/people/{id}", new { ssnLastFour = "" }).AnswerAsync();
        (await Names(client, "ssn=4821")).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "EN-07")]
    public async Task Sorts_by_each_column_both_ways_and_pages_without_gaps_or_doubles()
    {
        await using var app = await TestApp.StartAsync();
        for (var i = 0; i < 3; i++) await app.Agency.RunAsync("insert into company (root_id, id, name) values ($1, $2, $3)", app.Agency.RootId, Ids.New(), $"3810{i}");
        for (var i = 0; i < 23; i++)
            await app.Agency.RunAsync("insert into person (root_id, id, account_id, first_name, last_name, is_employee, external_id, zip, status) values ($1, $2, $3, $4, $5, true, $6, $7, $8)",
                app.Agency.RootId, Ids.New(), i % 6 == 0 ? app.Agency.RootId : app.Agency.BranchId, $"F{i % 4}", i % 3 == 0 ? "smith" : "Adams", i % 5 == 0 ? null : $"E{i:00}", i % 2 == 0 ? null : $"3810{i % 3}",
                i % 4 == 0 ? null : i % 4 == 1 ? "Active" : "bench");
        var client = await app.ClientAsync();
        await app.Agency.RunAsync("update person p set title = case when right(p.first_name, 1) = '1' then null else 'Title ' || right(p.first_name, 1) end, company_id = (select c.id from company c where c.name = p.zip) where p.root_id = $1", app.Agency.RootId);
        foreach (var (sort, key) in new[]
        {
            ("name", "lastName"), ("firstName", "firstName"), ("externalId", "externalId"), ("zip", "zip"), ("status", "status"), ("created", "id"), ("title", "title"), ("customer", "company"), ("branch", "branch"),
        })
        {
            var forwards = await WalkAsync(client, sort, key);
            var backwards = await WalkAsync(client, "-" + sort, key);
            forwards.Select(row => row.Id).Distinct().Count().ShouldBe(23, sort);
            backwards.Select(row => row.Id).Reverse().ShouldBe(forwards.Select(row => row.Id), sort);
            forwards.Select(row => row.Key).ShouldBe(forwards.Select(row => row.Key).Order(StringComparer.OrdinalIgnoreCase), sort);
        }
    }

    [Fact]
    [Trait("Requirement", "EN-07")]
    public async Task Sorts_by_the_last_message_one_may_see_with_those_never_contacted_at_the_end()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        var (mine, others) = (await LineAsync(app, app.Agency.AdminId), await LineAsync(app, await app.Agency.UserAsync("Maya")));
        var people = new Dictionary<Guid, string>();
        for (var i = 0; i < 9; i++) people[await app.Agency.PersonAsync($"P{i}", "Vega", 19015550600 + i)] = $"P{i} Vega";
        var ids = people.Keys.ToArray();
        async Task TalkedAsync(int person, Guid line, int minutesAgo) => await app.Agency.RunAsync(
            "insert into conversation (root_id, id, line_id, number, person_id, last_at, last_outbound_at) values ($1, $2, $3, $4, $5, now(), now() - make_interval(mins => $6))",
            app.Agency.RootId, Ids.New(), line, 19015550600L + person, ids[person], minutesAgo);
        await TalkedAsync(4, mine, 50);
        await TalkedAsync(2, mine, 10);
        await TalkedAsync(7, mine, 30);
        await TalkedAsync(1, others, 1);
        await client.TellAsync("people/notes", new { personIds = new[] { ids[5], ids[4] }, action = "Called" });

        var newest = await WalkAsync(client, "-lastMessage", "name", limit: 2);
        newest.Select(row => row.Key).Take(5).ShouldBe([.. new[] { 4, 5 }.OrderByDescending(i => ids[i]).Select(i => people[ids[i]]), "P2 Vega", "P7 Vega", "P8 Vega"]);
        newest.Select(row => row.Id).Distinct().Count().ShouldBe(9);
        (await WalkAsync(client, "lastMessage", "name", limit: 2)).Select(row => row.Id).Reverse().ShouldBe(newest.Select(row => row.Id));
    }

    [Fact]
    [Trait("Requirement", "EN-07")]
    public async Task Groups_with_counts_that_add_up_and_open_as_filters()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        for (var i = 0; i < 9; i++)
            await Made(client, new { firstName = "P", lastName = $"{i}", isEmployee = true, isActive = i > 2, status = i < 4 ? "Ready" : null, company = i < 2 ? "Acme" : null, branchId = i == 8 ? app.Agency.RootId : app.Agency.BranchId });
        foreach (var by in new[] { "branch", "rep", "company", "status", "active", "assigned" })
        {
            var groups = await client.AskAsync($"people/groups?by={by}&kind=employee");
            groups.GetProperty("total").GetInt32().ShouldBe(9, by);
            groups.GetProperty("items").EnumerateArray().Sum(group => group.GetProperty("count").GetInt32()).ShouldBe(9, by);
        }

        var branches = (await client.AskAsync("people/groups?by=branch&kind=employee")).GetProperty("items");
        branches.Texts("name").ShouldBe(["Memphis", "Northwind"]);
        (await Names(client, $"kind=employee&branchId={branches[1].GetProperty("key").GetString()}")).ShouldBe(["P 8"]);
        var companies = (await client.AskAsync("people/groups?by=company&kind=employee")).GetProperty("items");
        companies.Texts("name").ShouldBe(["No customer", "Acme"]);
        companies[0].GetProperty("key").GetString().ShouldBeNull();
        (await Names(client, "kind=employee&without=company")).Count.ShouldBe(7);
        (await client.AskAsync("people/count?kind=employee&active=false")).GetProperty("count").GetInt32().ShouldBe(3);
        (await client.AskAsync("people/groups?by=active&kind=contact")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetAsync("/api/v1/people/groups?by=notes")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    [Trait("Requirement", "EN-07")]
    public async Task Who_is_on_an_order_is_assigned()
    {
        await using var app = await TestApp.StartAsync();
        var (client, order) = (await app.ClientAsync(), Ids.New());
        var (on, off) = (await app.Agency.PersonAsync("On", "Order", null), await app.Agency.PersonAsync("Off", "Order", null));
        await app.Agency.RunAsync("insert into job_order (root_id, id, account_id, title, starts_on, starts_time, time_zone) values ($1, $2, $1, 'Shift', '2026-12-01', '08:00', 'America/Chicago')", app.Agency.RootId, order);
        await app.Agency.RunAsync("insert into assignment (root_id, order_id, person_id, status, starts_on, starts_time) values ($1, $2, $3, 1, '2026-12-01', '08:00'), ($1, $2, $4, 4, '2026-12-01', '08:00')", app.Agency.RootId, order, on, off);
        (await Names(client, "assigned=true")).ShouldBe(["On Order"]);
        (await Names(client, "assigned=false")).ShouldBe(["Off Order"]);
        (await client.AskAsync("people/groups?by=assigned")).GetProperty("items").Texts("name").Order().ShouldBe(["Assigned", "Not assigned"]);
        (await client.AskAsync($"people/{on}")).GetProperty("isAssigned").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "EN-07")]
    public async Task A_count_that_must_read_stops_where_nobody_can_be_meant_any_more()
    {
        await using var app = await TestApp.StartAsync();
        await app.Agency.RunAsync("insert into person (root_id, id, account_id, first_name, is_candidate) select $1, gen_random_uuid(), $2, 'Many', true from generate_series(1, 20005)", app.Agency.RootId, app.Agency.BranchId);
        var client = await app.ClientAsync();
        await app.Agency.RunAsync("analyze person");
        async Task<(int Count, bool More, long? About)> CountAsync(string query)
        {
            var answer = await client.AskAsync($"people/count?{query}");
            var about = answer.GetProperty("about");
            return (answer.GetProperty("count").GetInt32(), answer.GetProperty("more").GetBoolean(), about.ValueKind == System.Text.Json.JsonValueKind.Null ? null : about.GetInt64());
        }

        (await CountAsync("firstName=ma")).ShouldBe((1_000, true, null));
        (await CountAsync("firstName=ma&upTo=20000")).ShouldBe((20_000, true, null));
        (await CountAsync("firstName=ma&upTo=99999999")).ShouldBe((20_000, true, null));
        (await CountAsync("kind=candidate")).ShouldBe((10_000, true, 20_000));
        (await CountAsync("kind=employee")).ShouldBe((0, false, null));
    }

    [Fact]
    [Trait("Requirement", "AR-08")]
    public async Task A_conversation_without_texts_is_no_communication()
    {
        var client = await App.ClientAsync();
        var line = await LineAsync(App, App.Agency.AdminId);
        var id = await App.Agency.PersonAsync("Not", "Yet", 19015550170);
        await App.Agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at) values ($1, $2, $3, 19015550170, $4, now())", App.Agency.RootId, Ids.New(), line, id);
        (await client.AskAsync($"people/{id}")).GetProperty("textState").GetProperty("state").GetString().ShouldBe("free");
        await App.Agency.RunAsync("update conversation set last_inbound_at = now() where root_id = $1 and line_id = $2", App.Agency.RootId, line);
        var texted = await client.AskAsync($"people/{id}");
        texted.GetProperty("textState").GetProperty("state").GetString().ShouldBe("texted");
        texted.GetProperty("lastMessage").GetProperty("action").GetString().ShouldBe("Text");
    }

    [Fact]
    public async Task Nothing_typed_into_a_filter_makes_the_server_fail()
    {
        var client = await App.ClientAsync();
        string[] nasty = ["\0", "%", "_", "\\", "'", "\"; drop table person", new('9', 300), "a & | !", "()", "\"", "١٢٣٤", "🙂"];
        foreach (var field in new[] { "lastName", "firstName", "id", "customer", "customerId", "status", "text", "ssn", "without", "sort", "cursor", "kind" })
            foreach (var text in nasty)
            {
                var escaped = string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
                foreach (var path in new[] { "people?", "people/count?", "people/groups?by=branch&" })
                    ((int)(await client.GetAsync($"/api/v1/{path}{field}={escaped}")).StatusCode).ShouldBeLessThan(500, $"{path}{field}={text}");
            }
    }

    static async Task<Guid> LineAsync(TestApp app, Guid user)
    {
        var (line, connection) = (Ids.New(), Ids.New());
        await app.Agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) values ($1, $2, $1, $3, $4, 'Grid')", app.Agency.RootId, line, connection, 19015559000 + Random.Shared.Next(900));
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", app.Agency.RootId, line, user);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        return line;
    }

    static async Task<List<(string Id, string Key)>> WalkAsync(HttpClient client, string sort, string key, int limit = 5)
    {
        var seen = new List<(string, string)>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.AskAsync($"people?limit={limit}&sort={sort}&cursor={cursor}");
            foreach (var row in page.GetProperty("items").EnumerateArray()) seen.Add((row.GetProperty("id").GetString()!, row.GetProperty(key).GetString() ?? ""));
            cursor = page.GetProperty("next").GetString();
        }

        return seen;
    }

    static Task<System.Text.Json.JsonElement> Made(HttpClient client, object person) => client.TellAsync("people", person);

    static async Task<List<string>> Names(HttpClient client, string query) => (await client.AskAsync("people?" + query)).GetProperty("items").Texts("name");
}
