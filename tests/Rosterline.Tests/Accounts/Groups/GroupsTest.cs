using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Groups;

public class GroupsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    [Trait("Requirement", "BY-03")]
    [Trait("Requirement", "BY-04")]
    public async Task Lists_the_ready_groups_and_what_each_permission_allows()
    {
        using var admin = await app.ClientAsync();
        var page = await admin.GetFromJsonAsync<JsonElement>("/api/v1/security-groups");
        page.GetProperty("items").EnumerateArray().Where(g => g.GetProperty("ready").GetBoolean()).Select(g => g.Text("name"))
            .ShouldBe(["Recruiter", "Branch manager", "Administrator", "Compliance", "Read only"]);
        var canText = page.GetProperty("permissions").EnumerateArray().Single(p => p.Text("key") == "text");
        (canText.Text("name"), canText.Text("description")).ShouldBe(("Can text", "Allows a user to setup texting credentials, create, and send text messages."));
    }

    [Fact]
    [Trait("Requirement", "BY-05")]
    [Trait("Requirement", "HS-19")]
    public async Task A_group_of_ones_own_works_from_the_next_request_and_is_in_the_audit_log()
    {
        using var admin = await app.ClientAsync();
        var user = await app.Agency.UserAsync("Ben");
        using var ben = await app.ClientAsync(user);
        var group = await CreateAsync(admin, "Importers", "see_people", "import");
        (await ben.GetAsync(At("security-groups"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var moved = await (await PutAsync(admin, user, app.Agency.RootId, group)).Content.ReadFromJsonAsync<JsonElement>();
        moved.Text("left").ShouldBe("Recruiter");
        (await PermissionsAsync(ben)).ShouldBe(["import", "see_logged", "see_people"]);

        (await admin.PutAsJsonAsync($"/api/v1/security-groups/{group}", new { kind = "permissions", name = "Importers", permissions = new[] { "see_people", "manage_users" } })).EnsureSuccessStatusCode();
        (await PermissionsAsync(ben)).ShouldBe(["manage_users", "see_logged", "see_people"]);
        var entry = await app.Agency.ReadAsync<string>("select detail::text from audit_entry where root_id = $1 and action = 'group.changed' and subject_id = $2", app.Agency.RootId, Guid.Parse(group));
        entry!.ShouldContain("import");
        entry!.ShouldContain("manage_users");
    }

    [Fact]
    [Trait("Requirement", "BY-06")]
    [Trait("Requirement", "P-08")]
    public async Task One_group_per_account_and_the_nearest_decides()
    {
        using var admin = await app.ClientAsync();
        var user = await app.Agency.UserAsync("Cleo");
        using var cleo = await app.ClientAsync(user);
        (await PutAsync(admin, user, app.Agency.BranchId, "branch_manager")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(admin, user, app.Agency.BranchId, "read_only")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Agency.ReadAsync<long>("select count(*) from membership where root_id = $1 and user_id = $2", app.Agency.RootId, user)).ShouldBe(2);

        (await FactsAsync(admin, user, "accountId", app.Agency.RootId))["Can text"].ShouldBe((true, "“Recruiter” at Northwind allows it."));
        (await FactsAsync(admin, user, "accountId", app.Agency.BranchId))["Can text"].ShouldBe((false, "“Read only” at Memphis does not allow it."));

        (await admin.DeleteAsync(At($"users/{user}/groups/{app.Agency.BranchId}"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await FactsAsync(admin, user, "accountId", app.Agency.BranchId))["Can text"].ShouldBe((true, "“Recruiter” at Northwind allows it."));
        await (await admin.DeleteAsync(At($"users/{user}/groups/{app.Agency.RootId}"))).ShouldRefuseAsync("last_membership");
    }

    [Fact]
    [Trait("Requirement", "BY-07")]
    [Trait("Requirement", "EN-29")]
    public async Task Logged_messages_are_for_the_message_groups_alone()
    {
        var agency = await OwnAgencyAsync();
        using var admin = await agency.ClientAsync();
        var user = await agency.Agency.UserAsync("Ana");
        using var ana = await agency.ClientAsync(user);
        var person = await agency.Agency.PersonAsync("Lucas", "Ford", 13035550107);
        (await ana.GetAsync(At($"people/{person}/history"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.PutAsJsonAsync("/api/v1/security-groups/visibility", new { mode = "by_permission", everyoneSeesLogged = false })).EnsureSuccessStatusCode();
        (await ana.GetAsync(At($"people/{person}/history"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PermissionsAsync(ana)).ShouldContain("text", "she may still send");

        (await admin.PostAsJsonAsync("/api/v1/security-groups", new { kind = "logged_messages", name = "Records", memberIds = new[] { user } })).EnsureSuccessStatusCode();
        (await ana.GetAsync(At($"people/{person}/history"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Requirement", "BY-08")]
    [Trait("Requirement", "GH-08")]
    public async Task A_branch_manages_its_own_users_and_gives_no_more_than_it_has()
    {
        using var admin = await app.ClientAsync();
        var (boss, here) = (await app.Agency.UserAsync("Boss"), await app.Agency.UserAsync("Here"));
        var group = await CreateAsync(admin, "Branch admin", "text", "see_people", "manage_users", "manage_lines");
        (await PutAsync(admin, boss, app.Agency.BranchId, group)).EnsureSuccessStatusCode();
        (await admin.DeleteAsync(At($"users/{boss}/groups/{app.Agency.RootId}"))).EnsureSuccessStatusCode();
        (await PutAsync(admin, here, app.Agency.BranchId, "read_only")).EnsureSuccessStatusCode();
        using var client = await app.ClientAsync(boss);

        var names = (await client.GetFromJsonAsync<JsonElement>("/api/v1/users")).GetProperty("items").EnumerateArray().Select(u => u.Text("name")).ToList();
        names.ShouldContain("Here");
        names.ShouldNotContain("Dana Reyes");
        (await PutAsync(client, here, app.Agency.BranchId, group)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await PutAsync(client, here, app.Agency.BranchId, "branch_manager")).ShouldRefuseAsync("more_than_own");
        await (await PutAsync(client, here, app.Agency.RootId, "read_only")).ShouldRefuseAsync("account_unknown");
        await (await client.DeleteAsync(At($"users/{here}"))).ShouldRefuseAsync("out_of_reach");
        // A link would let her in as whom she makes it for.
        await (await client.PostAsync(At($"users/{app.Agency.AdminId}/link"), null)).ShouldNotExistAsync();
        await (await client.PostAsync(At($"users/{here}/link"), null)).ShouldRefuseAsync("out_of_reach");
        (await admin.DeleteAsync(At($"users/{here}/groups/{app.Agency.RootId}"))).EnsureSuccessStatusCode();
        (await client.PostAsync(At($"users/{here}/link"), null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(admin, here, app.Agency.BranchId, "branch_manager")).EnsureSuccessStatusCode();
        await (await client.PostAsync(At($"users/{here}/link"), null)).ShouldRefuseAsync("more_than_own");
        foreach (var top in new[] { "organisation", "security-groups/visibility", "connections", "api-keys" })
            (await client.GetAsync(At(top))).StatusCode.ShouldBe(HttpStatusCode.NotFound, top);
    }

    [Fact]
    public async Task Refuses_what_makes_no_sense_in_words()
    {
        using var admin = await app.ClientAsync();
        await (await admin.PostAsJsonAsync("/api/v1/security-groups", new { kind = "permissions", name = " " })).ShouldRefuseAsync("name_missing");
        await (await admin.PostAsJsonAsync("/api/v1/security-groups", new { kind = "permissions", name = "recruiter" })).ShouldRefuseAsync("name_taken");
        await (await admin.PostAsJsonAsync("/api/v1/security-groups", new { kind = "permissions", name = "Flyers", permissions = new[] { "fly" } })).ShouldRefuseAsync("permission_unknown");
        var group = await CreateAsync(admin, "Full", "text");
        var user = await app.Agency.UserAsync("Inside");
        (await PutAsync(admin, user, app.Agency.RootId, group)).EnsureSuccessStatusCode();
        await (await admin.DeleteAsync(At($"security-groups/{group}"))).ShouldRefuseAsync("group_has_members");
        await (await PutAsync(admin, user, app.Agency.RootId, Ids.New().ToString())).ShouldRefuseAsync("group_unknown");
        var other = await TestAgency.CreateAsync(app.Sql);
        await (await PutAsync(admin, user, other.RootId, "recruiter")).ShouldRefuseAsync("account_unknown");
        (await PutAsync(admin, other.AdminId, app.Agency.RootId, "recruiter")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    [Trait("Requirement", "AR-01")]
    public async Task Where_texting_is_switched_off_nobody_may_text()
    {
        var agency = await OwnAgencyAsync();
        using var admin = await agency.ClientAsync();
        (await PermissionsAsync(admin)).ShouldContain("text");
        await agency.Agency.RunAsync("update account set texting = false where root_id = $1 and id = $1", agency.Agency.RootId);
        agency.Get<Rosterline.Accounts.ViewerReader>().Forget(agency.Agency.RootId);
        (await PermissionsAsync(admin)).ShouldNotContain("text");
        (await FactsAsync(admin, agency.Agency.AdminId, "accountId", agency.Agency.BranchId))["Can text"].ShouldBe((false, "“Administrator” at Northwind allows it, but texting is switched off there."));
    }

    // Switches for the whole organisation: not on the one the other tests share.
    async Task<TestAppOn> OwnAgencyAsync() => new(app, await TestAgency.CreateAsync(app.Sql));

    sealed record TestAppOn(TestApp App, TestAgency Agency)
    {
        public T Get<T>() where T : notnull => App.Get<T>();

        public async Task<HttpClient> ClientAsync(Guid? user = null)
        {
            var key = "rl_" + Ids.New().ToString("N");
            await Agency.RunAsync("insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $1, $3, 'test', 'rl_', $4)",
                Agency.RootId, Ids.New(), user ?? Agency.AdminId, Rosterline.Accounts.ApiKeyAuthentication.Hash(key));
            var client = new HttpClient { BaseAddress = App.Address };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return client;
        }
    }

    static async Task<string> CreateAsync(HttpClient admin, string name, params string[] permissions)
    {
        var answer = await admin.PostAsJsonAsync("/api/v1/security-groups", new { kind = "permissions", name, permissions });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("id")!;
    }

    static Task<HttpResponseMessage> PutAsync(HttpClient admin, Guid user, Guid account, string group) => admin.PutAsJsonAsync($"/api/v1/users/{user}/groups/{account}", new { group });

    static async Task<IReadOnlyList<string?>> PermissionsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("permissions").EnumerateArray().Select(p => p.GetString()).Order()];

    static async Task<Dictionary<string, (bool, string)>> FactsAsync(HttpClient admin, Guid user, string about, Guid id) =>
        (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/users/{user}/rights?{about}={id}")).GetProperty("facts").EnumerateArray()
            .ToDictionary(f => f.Text("what")!, f => (f.GetProperty("may").GetBoolean(), f.Text("because")!));

    static Uri At(string path) => new("/api/v1/" + path, UriKind.Relative);
}
