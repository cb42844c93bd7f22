using Rosterline.Admin.Health;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.Health;

public class HealthReportTest : IAsyncLifetime
{
    TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Says_that_everything_works()
    {
        using var admin = await app.ClientAsync();
        var checks = (await admin.ReadAsync("/api/v1/health-report")).GetProperty("checks").EnumerateArray().ToDictionary(c => c.Text("name"));
        checks.Keys.ShouldBe(["Database", "Migrations", "Clock", "Disk space", "Data folder", "Queue", "Providers", "Backup", "Backup log", "Audit log"]);
        checks["Database"].Text("words").ShouldMatch(@"^PostgreSQL \d+(\.\d+)* answers\.$");
        checks["Migrations"].Text("words").ShouldMatch(@"^All \d+ applied\.$");
        checks["Queue"].Text("words").ShouldBe("Nothing waits.");
        checks["Providers"].Text("words").ShouldBe("None connected yet.");
        foreach (var name in new[] { "Database", "Migrations", "Clock", "Data folder", "Queue", "Providers" }) checks[name].Text("state").ShouldBe("ok", name);
    }

    [Fact]
    public async Task Says_that_a_migration_is_missing()
    {
        await app.Agency.RunAsync("delete from schema_version where version = (select max(version) from schema_version)");
        (await FindAsync("Migrations")).Words.ShouldMatch(@"^1 of \d+ not applied\. Run rosterline migrate\.$");
    }

    [Fact]
    public async Task Says_that_texts_wait_but_not_while_sending_is_paused()
    {
        await app.Agency.RunAsync("""
            insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state)
            values ($1, $2, $2, $2, 1, 19015550142, 1, now() - interval '15 minutes', 1, 0)
            """, app.Agency.RootId, Ids.New());
        (await FindAsync("Queue")).ShouldBe(new HealthCheck("Queue", HealthState.Problem, "1 text waits, the oldest for 15 min."));
        await app.Agency.RunAsync("update organisation set paused_at = now() where root_id = $1", app.Agency.RootId);
        (await FindAsync("Queue")).State.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public async Task Names_connections_never_heard_from()
    {
        await app.Agency.RunAsync("""
            insert into provider_connection (root_id, id, account_id, provider, name, settings, hook_token, active)
            values ($1, $2, $1, 'none', 'Northwind Main', '{}', 'token', true)
            """, app.Agency.RootId, Ids.New());
        (await FindAsync("Providers")).ShouldBe(new HealthCheck("Providers", HealthState.Warning, "Never heard from: Northwind Main. Text a line of it from any phone to check."));
        await app.Agency.RunAsync("update provider_connection set last_hook_at = now(), down_since = now() where root_id = $1", app.Agency.RootId);
        (await FindAsync("Providers")).Words.ShouldBe("Not answering: Northwind Main. Texts wait and will go in order.");
    }

    [Fact]
    public async Task Sees_a_key_that_others_can_read()
    {
        File.SetUnixFileMode(Path.Combine(app.Get<Settings>().DataFolder, "secret.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        (await FindAsync("Data folder")).State.ShouldBe(HealthState.Problem);
    }

    [Fact]
    public async Task Reports_every_check_when_the_database_is_away()
    {
        await app.LoseDatabaseAsync();
        var checks = await app.Get<HealthReport>().ExecuteAsync(null, CancellationToken.None);
        checks.Count.ShouldBe(10);
        checks.Single(c => c.Name == "Database").ShouldBe(new HealthCheck("Database", HealthState.Problem, "Could not be checked: the database did not answer."));
        checks.Single(c => c.Name == "Data folder").State.ShouldBe(HealthState.Ok);
    }

    async Task<HealthCheck> FindAsync(string name) =>
        (await app.Get<HealthReport>().ExecuteAsync(app.Agency.RootId, CancellationToken.None)).Single(c => c.Name == name);
}
