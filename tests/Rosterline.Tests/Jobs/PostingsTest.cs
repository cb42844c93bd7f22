using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Jobs;

public class PostingsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    TestAgency Agency => App.Agency;

    [Fact]
    public async Task A_posting_is_written_changed_closed_and_found()
    {
        var client = await App.ClientAsync();
        var made = await JsonAsync(await client.PostAsJsonAsync("/api/v1/postings", new { title = "Welder", company = "Prairie Parts", location = "Memphis", pay = "$24", branchId = Agency.BranchId }));
        made.GetProperty("applyPath").GetString()!.Length.ShouldBe("/apply/".Length + 16);
        made.GetProperty("branch").GetProperty("name").GetString().ShouldBe("Memphis");
        var closed = await JsonAsync(await client.PatchAsJsonAsync($"/api/v1/postings/{Id(made)}", new { isOpen = false, pay = "" }));
        closed.GetProperty("isOpen").GetBoolean().ShouldBeFalse();
        closed.GetProperty("pay").ValueKind.ShouldBe(JsonValueKind.Null);
        closed.GetProperty("company").GetString().ShouldBe("Prairie Parts");
        (await TitlesAsync(client, "?open=true")).ShouldNotContain("Welder");
        (await TitlesAsync(client, "?q=prairie")).ShouldBe(["Welder"]);
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/postings", new { title = " " }))).ShouldBe("title_missing");
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/postings", new { title = "a", branchId = Ids.New() }))).ShouldBe("branch_unknown");
        (await client.PatchAsJsonAsync($"/api/v1/postings/{Ids.New()}", new { title = "a" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var reader = await App.ClientAsync(await Agency.UserAsync("Reader", role: 4));
        (await reader.GetAsync("/api/v1/postings")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.PostAsJsonAsync("/api/v1/postings", new { title = "a" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "AR-02")]
    [Trait("Requirement", "AR-03")]
    [Trait("Requirement", "AR-04")]
    [Trait("Requirement", "AR-08")]
    public async Task Says_who_may_be_texted_and_why_not()
    {
        var client = await App.ClientAsync();
        var posting = await PostingAsync(client, "Picker");
        var (silent, agreed, stopped, wrote) = (await Agency.PersonAsync("Sil", "Ent", 1_901_555_2001), await Agency.PersonAsync("Ag", "Reed", 1_901_555_2002),
            await Agency.PersonAsync("Stop", "Ped", 1_901_555_2003), await Agency.PersonAsync("Wro", "Te", 1_901_555_2004));
        foreach (var number in new[] { 1_901_555_2002, 1_901_555_2003 })
            await Agency.RunAsync("insert into consent_event (root_id, id, number, at, kind, level, source) values ($1, $2, $3, now(), 'opt_in', 'written', 'application')", Agency.RootId, Ids.New(), number);
        await Agency.RunAsync("insert into number_state (root_id, number, blocked, opted_out_at) values ($1, 19015552003, 1, now())", Agency.RootId);
        await Agency.RunAsync("insert into conversation (root_id, id, line_id, number, person_id, last_at, last_inbound_at) values ($1, $2, $3, 19015552004, $4, now(), now())", Agency.RootId, Ids.New(), Ids.New(), wrote);
        (await JsonAsync(await client.PostAsJsonAsync($"/api/v1/postings/{posting}/applicants", new { personIds = new[] { silent, agreed, stopped, wrote } }))).GetProperty("count").GetInt32().ShouldBe(4);
        var rows = await RowsAsync(client, $"/api/v1/postings/{posting}/applicants");
        (rows[silent].GetProperty("mayText").GetBoolean(), rows[silent].GetProperty("consentWords").GetString())
            .ShouldBe((false, "No opt-in yet. You can text once Sil ticks it on the application or texts you."));
        (rows[agreed].GetProperty("mayText").GetBoolean(), rows[agreed].GetProperty("person").GetProperty("textState").GetProperty("state").GetString()).ShouldBe((true, "free"));
        rows[stopped].GetProperty("person").GetProperty("textState").GetProperty("state").GetString().ShouldBe("opted_out");
        rows[stopped].GetProperty("consentWords").ValueKind.ShouldBe(JsonValueKind.Null);
        rows[wrote].GetProperty("mayText").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Moves_applicants_and_who_is_hired_becomes_an_employee()
    {
        var client = await App.ClientAsync();
        var posting = await PostingAsync(client, "Packer");
        var (ana, luis) = (await Agency.PersonAsync("Ana", "Mover", null), await Agency.PersonAsync("Luis", "Stayer", null));
        await client.PostAsJsonAsync($"/api/v1/postings/{posting}/applicants", new { personIds = new[] { ana, luis } });
        (await JsonAsync(await client.PostAsJsonAsync($"/api/v1/postings/{posting}/stage", new { personIds = new[] { ana, Ids.New() }, stage = "hired" }))).GetProperty("count").GetInt32().ShouldBe(1);
        (await RowsAsync(client, $"/api/v1/postings/{posting}/applicants?stage=hired")).Keys.ShouldBe([ana]);
        (await RowsAsync(client, $"/api/v1/postings/{posting}/applicants?q=stay")).Keys.ShouldBe([luis]);
        (await Agency.ReadAsync<bool>("select is_employee and is_candidate from person where root_id = $1 and id = $2", Agency.RootId, ana)).ShouldBeTrue();
        (await CodeAsync(await client.PostAsJsonAsync($"/api/v1/postings/{posting}/applicants", new { personIds = new[] { Ids.New() } }))).ShouldBe("no_such_person");
        (await CodeAsync(await client.GetAsync($"/api/v1/postings/{posting}/applicants?stage=maybe"))).ShouldBe("stage_unknown");
        var shown = await client.GetFromJsonAsync<JsonElement>($"/api/v1/postings/{posting}");
        (shown.GetProperty("applicants").GetInt32(), shown.GetProperty("newApplicants").GetInt32()).ShouldBe((2, 1));
    }

    [Fact]
    public async Task The_pool_has_each_applicant_once_by_the_latest_application_and_pages_without_gaps()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        var (first, second) = (await PostingAsync(client, "First"), await PostingAsync(client, "Second"));
        var people = new List<Guid>();
        for (var i = 0; i < 7; i++) people.Add(await app.Agency.PersonAsync($"P{i}", "Pool", null));
        await client.PostAsJsonAsync($"/api/v1/postings/{first}/applicants", new { personIds = people });
        await client.PostAsJsonAsync($"/api/v1/postings/{second}/applicants", new { personIds = people.Take(2) });
        var (seen, cursor) = (new List<(Guid Id, string Title, int Count)>(), "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/candidate-pool?limit=3&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("person").GetProperty("id").GetGuid(), item.GetProperty("posting").GetProperty("title").GetString()!, item.GetProperty("applications").GetInt32())));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Select(one => one.Id).Order().ShouldBe(people.Order());
        seen.Take(2).ShouldAllBe(one => one.Title == "Second" && one.Count == 2);
        seen.Skip(2).ShouldAllBe(one => one.Title == "First" && one.Count == 1);
    }

    [Fact]
    [Trait("Requirement", "P-33")]
    public async Task Merging_two_records_loses_no_application_and_no_assignment()
    {
        var client = await App.ClientAsync();
        var (first, second, order) = (await PostingAsync(client, "Both"), await PostingAsync(client, "One"), Ids.New());
        var (kept, gone) = (await Agency.PersonAsync("Same", "Human", 1_901_555_2101), await Agency.PersonAsync("Same", "Human", 1_901_555_2101));
        await client.PostAsJsonAsync($"/api/v1/postings/{first}/applicants", new { personIds = new[] { kept, gone } });
        await client.PostAsJsonAsync($"/api/v1/postings/{second}/applicants", new { personIds = new[] { gone } });
        await client.PostAsJsonAsync($"/api/v1/postings/{first}/stage", new { personIds = new[] { gone }, stage = "interview" });
        await Agency.RunAsync("insert into job_order (root_id, id, account_id, title, starts_on, starts_time, time_zone) values ($1, $2, $3, 'a', '2026-12-01', '08:00', 'UTC')", Agency.RootId, order, Agency.BranchId);
        await client.PostAsJsonAsync($"/api/v1/orders/{order}/assignments", new { personIds = new[] { gone } });
        (await client.PostAsJsonAsync($"/api/v1/people/{kept}/merge", new { other = gone })).IsSuccessStatusCode.ShouldBeTrue();
        (await RowsAsync(client, $"/api/v1/postings/{first}/applicants"))[kept].GetProperty("stage").GetString().ShouldBe("interview");
        (await RowsAsync(client, $"/api/v1/postings/{second}/applicants")).Keys.ShouldBe([kept]);
        (await Agency.ReadAsync<Guid>("select person_id from assignment where root_id = $1 and order_id = $2", Agency.RootId, order)).ShouldBe(kept);
    }

    [Fact]
    public async Task Another_organisation_sees_nothing()
    {
        var posting = await PostingAsync(await App.ClientAsync(), "Ours");
        var other = await TestAgency.CreateAsync(App.Sql);
        (await App.Get<Rosterline.Jobs.Postings.FindPostings>().FindAsync(
            other.Viewer(other.AdminId, Rosterline.Accounts.Role.Administrator), posting, default)).ShouldBeNull();
    }

    static Guid Id(JsonElement made) => made.GetProperty("id").GetGuid();

    static async Task<Guid> PostingAsync(HttpClient client, string title) => Id(await JsonAsync(await client.PostAsJsonAsync("/api/v1/postings", new { title })));

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    static async Task<string[]> TitlesAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/postings" + query)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];

    static async Task<Dictionary<Guid, JsonElement>> RowsAsync(HttpClient client, string address) =>
        (await client.GetFromJsonAsync<JsonElement>(address)).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("person").GetProperty("id").GetGuid());
}
