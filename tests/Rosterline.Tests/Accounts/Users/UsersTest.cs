using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Users;

public class UsersTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Lists_people_with_role_and_branch()
    {
        using var admin = await app.ClientAsync();
        var made = await admin.PostAsJsonAsync("/api/v1/users", new
        {
            name = "Maria Cruz", email = "maria@example.com", role = "branch_manager", accountId = app.Agency.BranchId, password = Browser.Password,
        });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await made.ReadAsync()).GetProperty("link").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        var row = (await admin.ReadAsync("/api/v1/users")).GetProperty("items").EnumerateArray().Single(u => u.Text("name") == "Maria Cruz");
        row.Text("role").ShouldBe("branch_manager");
        row.GetProperty("account").Text("name").ShouldBe("Memphis");
        row.GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "ana@example.com", "name_missing")]
    [InlineData("Ana", "not an address", "email_missing")]
    [InlineData("Ana", "ana@example.com", "password_short", "short")]
    public async Task Refuses_what_cannot_be_used(string name, string email, string code, string? password = null)
    {
        using var admin = await app.ClientAsync();
        await (await admin.PostAsJsonAsync("/api/v1/users", new { name, email, role = "recruiter", password })).ShouldRefuseAsync(code);
    }

    [Fact]
    public async Task Refuses_a_branch_of_another_organisation()
    {
        var other = await TestAgency.CreateAsync(app.Sql);
        using var admin = await app.ClientAsync();
        await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ana", email = "ana@example.com", role = "recruiter", accountId = other.BranchId }))
            .ShouldRefuseAsync("account_unknown");
    }

    [Fact]
    public async Task Gives_no_link_to_somebody_who_signs_in_elsewhere_already()
    {
        var elsewhere = await TestAgency.CreateAsync(app.Sql);
        var (_, userId, email) = await Browser.SignedInAsync(app);
        await elsewhere.RunAsync("update membership set root_id = $1, account_id = $1 where user_id = $2", elsewhere.RootId, userId);
        using var admin = await app.ClientAsync();

        await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "X", email, role = "recruiter", password = "mine from now on" })).ShouldRefuseAsync("known_elsewhere");
        var added = await admin.PostAsJsonAsync("/api/v1/users", new { name = "X", email, role = "recruiter" });
        (await added.ReadAsync()).GetProperty("link").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await (await admin.PostAsync(new Uri($"/api/v1/users/{userId}/link", UriKind.Relative), null)).ShouldRefuseAsync("link_elsewhere");
        await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "X", email, role = "recruiter" })).ShouldRefuseAsync("email_taken");
    }

    [Fact]
    public async Task A_change_of_role_works_on_the_next_request()
    {
        var (browser, userId, _) = await Browser.SignedInAsync(app);
        await (await browser.Http.GetAsync(new Uri("/api/v1/users", UriKind.Relative))).ShouldNotExistAsync();
        using var admin = await app.ClientAsync();
        (await admin.PutAsJsonAsync($"/api/v1/users/{userId}/groups/{app.Agency.RootId}", new { group = "administrator" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Http.ReadAsync("/api/v1/users")).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Ends_sessions_and_keys_of_a_leaver_at_once()
    {
        var (browser, userId, _) = await Browser.SignedInAsync(app);
        using var program = await app.ClientAsync(userId);
        (await program.ReadAsync("/api/v1/session")).GetProperty("user").GetProperty("id").GetGuid().ShouldBe(userId);
        using var admin = await app.ClientAsync();
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{userId}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keeps_one_administrator()
    {
        await using var own = await TestApp.StartAsync();
        using var admin = await own.ClientAsync();
        await (await admin.DeleteAsync(new Uri($"/api/v1/users/{own.Agency.AdminId}", UriKind.Relative))).ShouldRefuseAsync("last_administrator");
        await (await admin.PutAsJsonAsync($"/api/v1/users/{own.Agency.AdminId}/groups/{own.Agency.RootId}", new { group = "recruiter" })).ShouldRefuseAsync("last_administrator");
    }
}
