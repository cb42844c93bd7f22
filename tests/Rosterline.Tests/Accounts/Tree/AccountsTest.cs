using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Tree;

public class AccountsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact, Trait("Requirement", "GH-09")]
    public async Task Builds_a_tree_of_divisions_and_branches()
    {
        using var admin = await app.ClientAsync();
        var division = await MakeAsync(admin, "South", "division", null);
        var branch = await MakeAsync(admin, "Tulsa", "branch", division.GetProperty("id").GetGuid());
        branch.GetProperty("parentId").GetGuid().ShouldBe(division.GetProperty("id").GetGuid());

        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));
        var names = (await recruiter.ReadAsync("/api/v1/accounts")).GetProperty("items").EnumerateArray().Select(a => $"{a.Text("kind")} {a.Text("name")}").ToList();
        names[0].ShouldBe("organisation Northwind");
        names.ShouldContain("division South");
        names.ShouldContain("branch Tulsa");
    }

    [Fact]
    public async Task Refuses_what_does_not_fit_in_words()
    {
        using var admin = await app.ClientAsync();
        var division = (await MakeAsync(admin, "North", "division", null)).GetProperty("id").GetGuid();
        await RefuseAsync(admin, "Lower", "branch", app.Agency.BranchId, "below_branch",
            "A branch is the lowest level, nothing can stand below “Memphis”. Choose the organisation or a division.");
        await RefuseAsync(admin, "Lower", "division", division, "below_division",
            "A division stands directly below the organisation. Below “North” there can be branches.");
        await RefuseAsync(admin, "memphis", "branch", null, "name_taken", "“memphis” exists here already.");
        await RefuseAsync(admin, "Second", "organisation", null, "kind_wrong", "Choose a division or a branch.");
        await RefuseAsync(admin, " ", "branch", null, "name_missing", "Write a name of at most 100 characters.");
    }

    [Fact]
    [Trait("Requirement", "BY-02")]
    public async Task Texting_is_switched_off_for_an_account_and_everything_below()
    {
        using var admin = await app.ClientAsync();
        var division = (await MakeAsync(admin, "West", "division", null)).GetProperty("id").GetGuid();
        var branch = (await MakeAsync(admin, "Boise", "branch", division)).GetProperty("id").GetGuid();
        var user = await app.Agency.UserAsync("Wes");
        (await admin.PutAsJsonAsync($"/api/v1/users/{user}/groups/{branch}", new { group = "recruiter" })).EnsureSuccessStatusCode();
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{user}/groups/{app.Agency.RootId}", UriKind.Relative))).EnsureSuccessStatusCode();
        using var wes = await app.ClientAsync(user);

        foreach (var (texting, may) in new[] { ("off", false), ("as_above", true) })
        {
            (await admin.PatchAsJsonAsync($"/api/v1/accounts/{division}", new { texting })).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await wes.ReadAsync("/api/v1/session")).GetProperty("permissions").EnumerateArray().Any(p => p.GetString() == "text").ShouldBe(may);
        }
    }

    [Fact]
    public async Task Changes_and_removes_what_nothing_belongs_to()
    {
        using var admin = await app.ClientAsync();
        var id = (await MakeAsync(admin, "Short-lived", "branch", null)).GetProperty("id").GetGuid();
        (await (await admin.PatchAsJsonAsync($"/api/v1/accounts/{id}", new { name = "Renamed", timeZone = "America/Denver" })).ReadAsync()).Text("timeZone").ShouldBe("America/Denver");
        (await (await admin.PatchAsJsonAsync($"/api/v1/accounts/{id}", new { timeZone = "" })).ReadAsync()).GetProperty("timeZone").ValueKind.ShouldBe(JsonValueKind.Null);
        await (await admin.PatchAsJsonAsync($"/api/v1/accounts/{id}", new { name = "Memphis" })).ShouldRefuseAsync("name_taken");
        await (await admin.PatchAsJsonAsync($"/api/v1/accounts/{id}", new { timeZone = "Mars/Olympus" })).ShouldRefuseAsync("time_zone_unknown");
        await (await admin.DeleteAsync(new Uri($"/api/v1/accounts/{app.Agency.RootId}", UriKind.Relative))).ShouldRefuseAsync("top_stays");
        await app.Agency.PersonAsync("Ana", "Abbott", null);
        await (await admin.DeleteAsync(new Uri($"/api/v1/accounts/{app.Agency.BranchId}", UriKind.Relative))).ShouldRefuseAsync("account_in_use");
        (await admin.DeleteAsync(new Uri($"/api/v1/accounts/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync(new Uri($"/api/v1/accounts/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task<JsonElement> MakeAsync(HttpClient admin, string name, string kind, Guid? parentId)
    {
        var made = await admin.PostAsJsonAsync("/api/v1/accounts", new { name, kind, parentId });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return await made.ReadAsync();
    }

    static async Task RefuseAsync(HttpClient admin, string name, string kind, Guid? parentId, string code, string words) =>
        await (await admin.PostAsJsonAsync("/api/v1/accounts", new { name, kind, parentId })).ShouldRefuseAsync(code, words: words);
}
