using System.Net;
using System.Net.Http.Json;
using Rosterline.Admin;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin;

public class RemoveDemoTest : IAsyncLifetime
{
    TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        await app.Agency.RunAsync("update organisation set is_demo = true where root_id = $1", app.Agency.RootId);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact, Trait("Requirement", "P-10")]
    public async Task Starts_an_own_agency_in_test_mode_and_removes_the_demo()
    {
        var (browser, userId, _) = await Browser.SignedInAsync(app, "administrator");
        await app.Agency.PersonAsync("Lucas", "Grant", 19015550142);
        await (await RemoveAsync(browser, app.Agency.RootId)).ShouldRefuseAsync("nowhere_else");

        var started = await browser.Http.PostAsJsonAsync("/api/v1/organisations", new { name = "Reyes Staffing", timeZone = "America/Chicago" });
        started.StatusCode.ShouldBe(HttpStatusCode.Created, await started.Content.ReadAsStringAsync());
        var own = (await started.ReadAsync()).GetProperty("id").GetGuid();
        (await RemoveAsync(browser, app.Agency.RootId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var session = await browser.SessionAsync();
        session.GetProperty("user").GetProperty("id").GetGuid().ShouldBe(userId);
        session.Text("group").ShouldBe("Administrator");
        session.GetProperty("organisation").GetProperty("id").GetGuid().ShouldBe(own);
        session.GetProperty("organisation").GetProperty("testMode").GetBoolean().ShouldBeTrue();
        (await app.Agency.ReadAsync<long>("select count(*) from app_user")).ShouldBe(1);
        foreach (var table in await RemoveDemo.TablesAsync(app.Sql, CancellationToken.None))
            (await app.Agency.ReadAsync<long>($"select count(*) from {table} where root_id = $1", app.Agency.RootId)).ShouldBe(0, table);
    }

    [Fact]
    public async Task Removes_nothing_but_a_demo_and_only_for_its_administrator()
    {
        var (recruiter, _, _) = await Browser.SignedInAsync(app);
        await (await RemoveAsync(recruiter, app.Agency.RootId)).ShouldNotExistAsync();
        var (browser, _, _) = await Browser.SignedInAsync(app, "administrator");
        var other = await TestAgency.CreateAsync(app.Sql);
        await (await RemoveAsync(browser, other.RootId)).ShouldNotExistAsync();
        await app.Agency.RunAsync("update organisation set is_demo = false where root_id = $1", app.Agency.RootId);
        await (await RemoveAsync(browser, app.Agency.RootId)).ShouldRefuseAsync("not_demo");
        await (await browser.Http.PostAsJsonAsync("/api/v1/organisations", new { name = "Second", timeZone = "America/Chicago" })).ShouldNotExistAsync();
    }

    [Fact]
    public async Task Knows_every_table_of_an_organisation()
    {
        var tables = await RemoveDemo.TablesAsync(app.Sql, CancellationToken.None);
        tables[0].ShouldBe("number_state");
        tables[^1].ShouldBe("organisation");
        foreach (var table in new[] { "audit_entry", "media", "inbound_receipt", "outbox", "person_number", "one_time_link", "line_send" }) tables.ShouldContain(table);
        (await app.Agency.ReadAsync<long>("select count(*) from pg_attribute a join pg_class t on t.oid = a.attrelid where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition and a.attname = 'root_id'")).ShouldBe(tables.Count);
    }

    static Task<HttpResponseMessage> RemoveAsync(Browser browser, Guid id) => browser.Http.DeleteAsync(new Uri($"/api/v1/organisations/{id}", UriKind.Relative));
}
