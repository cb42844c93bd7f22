using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rosterline.Moving.Out;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

public class MovingApiTest(MovedAgency moved) : IClassFixture<MovedAgency>
{
    [Fact, Trait("Requirement", "H-14")]
    public async Task An_administrator_takes_an_export_and_nobody_else_may()
    {
        await using var app = await TestApp.StartAsync();
        var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Maya Brooks"));
        (await recruiter.GetAsync("/api/v1/organisation/exports")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var dana = await app.ClientAsync();
        (await dana.PostAsync("/api/v1/organisation/exports", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var done = await Eventually.BecomesAsync(() => NewestAsync(dana), export => export["state"]!.GetValue<string>() == "done");
        (done["files"]!.GetValue<int>(), done["by"]!.GetValue<string>()).ShouldBe((done["ofFiles"]!.GetValue<int>(), "Dana Reyes"));
        var file = new ZipBytes(await dana.GetByteArrayAsync($"/api/v1/organisation/exports/{done["id"]}/file"));
        file["account.ndjson"].ShouldContain("Memphis");
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action in ('organisation.exported', 'organisation.export_taken') and actor_id = $2", app.Agency.RootId, app.Agency.AdminId)).ShouldBe(2);
        (await recruiter.GetAsync($"/api/v1/organisation/exports/{done["id"]}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await app.Agency.RunAsync("update organisation_export set finished_at = now() - interval '8 days' where root_id = $1", app.Agency.RootId);
        await app.Get<ExportWorker>().SweepAsync(default);
        (await dana.GetAsync($"/api/v1/organisation/exports/{done["id"]}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await NewestAsync(dana))["state"]!.GetValue<string>().ShouldBe("removed");
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task A_cancelled_export_ends_and_leaves_no_file()
    {
        await using var app = await TestApp.StartAsync();
        var dana = await app.ClientAsync();
        // Stands while the export waits for it: nothing is finished before it was cancelled.
        await using var held = await app.Sql.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table company in access exclusive mode", held, transaction)) await hold.ExecuteNonQueryAsync();
        await dana.PostAsync("/api/v1/organisation/exports", null);
        var running = await Eventually.BecomesAsync(() => NewestAsync(dana), export => export["step"]?.GetValue<string>() == "company.ndjson");
        (await (await dana.PostAsync("/api/v1/organisation/exports", null)).Content.ReadAsStringAsync()).ShouldContain("export_running");
        (await dana.PostAsync($"/api/v1/organisation/exports/{running["id"]}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await transaction.RollbackAsync();
        (await NewestAsync(dana))["state"]!.GetValue<string>().ShouldBe("cancelled");
        var path = app.Get<Exports>().PathOf(running["id"]!.GetValue<Guid>());
        await Eventually.HoldsAsync(() => !File.Exists(path + ".part"));
        File.Exists(path).ShouldBeFalse();
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task An_export_takes_the_place_of_an_agency_in_which_nothing_was_done()
    {
        await using var there = await TestApp.StartAsync();
        await there.Agency.RunAsync("update app_user set email = 'dana@northwind.example', normalized_email = 'DANA@NORTHWIND.EXAMPLE', password_hash = 'hers' where id = $1", there.Agency.AdminId);
        var dana = await there.ClientAsync();
        (await dana.GetFromJsonAsync<JsonNode>("/api/v1/organisation/import"))!["possible"]!.GetValue<bool>().ShouldBeTrue();
        (await dana.PostAsync("/api/v1/organisation/import", new ByteArrayContent([1, 2, 3]))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var answer = await dana.PostAsync("/api/v1/organisation/import", new ByteArrayContent(moved.Export));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await there.Agency.ReadAsync<long>("select count(*) from organisation where root_id = $1", there.Agency.RootId)).ShouldBe(0);
        (await there.Agency.ReadAsync<string>("select password_hash from app_user where normalized_email = 'DANA@NORTHWIND.EXAMPLE'")).ShouldBe("hers");
        var link = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["startPath"]!.GetValue<string>();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = there.Address };
        (await browser.GetAsync(link)).Headers.Location!.ToString().ShouldNotContain("sign-in");
    }

    static async Task<JsonNode> NewestAsync(HttpClient client) => (await client.GetFromJsonAsync<JsonNode>("/api/v1/organisation/exports"))!["items"]![0]!;
}
