using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Sessions;

public class ChangeSessionTest : IAsyncLifetime
{
    TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact, Trait("Requirement", "P-10")]
    public async Task Looks_as_somebody_else_in_the_demo_only()
    {
        var (browser, userId, _) = await Browser.SignedInAsync(app);
        await (await LookAsAsync(browser, app.Agency.AdminId)).ShouldNotExistAsync();

        await MakeDemoAsync();
        var choices = (await browser.SessionAsync()).GetProperty("lookAs").EnumerateArray().Select(l => l.Text("name")).ToList();
        choices.ShouldBe(["Dana Reyes", "Maya Lopez"]);
        (await LookAsAsync(browser, app.Agency.AdminId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).Text("group").ShouldBe("Administrator");
        (await LookAsAsync(browser, userId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).Text("group").ShouldBe("Recruiter");
    }

    [Fact]
    public async Task Looking_as_somebody_does_not_open_her_other_organisations()
    {
        await MakeDemoAsync();
        var elsewhere = await TestAgency.CreateAsync(app.Sql);
        await app.Agency.RunAsync("insert into membership (root_id, user_id, account_id, role) values ($1, $2, $1, 2)", elsewhere.RootId, app.Agency.AdminId);
        var (browser, _, _) = await Browser.SignedInAsync(app);
        (await LookAsAsync(browser, app.Agency.AdminId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await browser.SessionAsync()).GetProperty("organisations").EnumerateArray().Select(o => o.GetProperty("id").GetGuid()).ShouldBe([app.Agency.RootId]);
        await (await SwitchAsync(browser, elsewhere.RootId)).ShouldNotExistAsync();
        await (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { @new = "a password for her" })).ShouldNotExistAsync();
    }

    [Fact]
    public async Task Goes_to_an_organisation_one_belongs_to_and_to_no_other()
    {
        var (own, foreign) = (await TestAgency.CreateAsync(app.Sql), await TestAgency.CreateAsync(app.Sql));
        var (browser, userId, _) = await Browser.SignedInAsync(app);
        await app.Agency.RunAsync("insert into membership (root_id, user_id, account_id, role) values ($1, $2, $1, 2)", own.RootId, userId);

        await (await SwitchAsync(browser, foreign.RootId)).ShouldNotExistAsync();
        (await SwitchAsync(browser, own.RootId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var session = await browser.SessionAsync();
        session.GetProperty("organisation").GetProperty("id").GetGuid().ShouldBe(own.RootId);
        session.Text("group").ShouldBe("Administrator");
        session.GetProperty("organisations").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_program_with_a_key_cannot_look_as_anybody()
    {
        await MakeDemoAsync();
        using var program = await app.ClientAsync();
        await (await program.PostAsJsonAsync("/api/v1/session/look-as", new { userId = app.Agency.AdminId })).ShouldNotExistAsync();
    }

    [Fact, Trait("Requirement", "GH-09")]
    public async Task Says_where_in_the_tree_one_is()
    {
        var (browser, userId, _) = await Browser.SignedInAsync(app);
        await app.Agency.RunAsync("update membership set account_id = $3 where root_id = $1 and user_id = $2", app.Agency.RootId, userId, app.Agency.BranchId);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        (await browser.SessionAsync()).GetProperty("account").GetProperty("path").EnumerateArray().Select(p => p.GetString()).ShouldBe(["Northwind", "Memphis"]);
    }

    Task<int> MakeDemoAsync() => app.Agency.RunAsync("update organisation set is_demo = true where root_id = $1", app.Agency.RootId);

    static Task<HttpResponseMessage> LookAsAsync(Browser browser, Guid userId) => browser.Http.PostAsJsonAsync("/api/v1/session/look-as", new { userId });

    static Task<HttpResponseMessage> SwitchAsync(Browser browser, Guid organisationId) =>
        browser.Http.PostAsJsonAsync("/api/v1/session/organisation", new { organisationId });
}
