using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Accounts.Audit;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Audit;

[Trait("Requirement", "G-08")]
public sealed class AuditApiTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Finds_what_was_decided_by_person_action_subject_words_and_time_in_pages()
    {
        var ben = await app.Agency.UserAsync("Ben Ortiz", role: 1);
        var maya = await app.Agency.PersonAsync("Maya", "Chen", 19015550111);
        foreach (var reason in new[] { "Asked by e-mail", "Moved away", "Asked again" })
            await admin.PostAsJsonAsync($"/api/v1/people/{maya}/lock", new { reason });
        (await admin.PutAsJsonAsync($"/api/v1/users/{ben}/groups/{app.Agency.RootId}", new { group = "compliance" })).EnsureSuccessStatusCode();

        (await FindAsync("q=maya chen")).ShouldAllBe(row => row.GetProperty("subject").GetProperty("name").GetString() == "Maya Chen");
        (await FindAsync("q=moved away")).ShouldHaveSingleItem().GetProperty("detail").GetProperty("reason").GetString().ShouldBe("Moved away");
        var changed = (await FindAsync("action=user")).ShouldHaveSingleItem();
        changed.GetProperty("actor").GetProperty("name").GetString().ShouldBe("Dana Reyes");
        changed.GetProperty("detail").GetProperty("after").GetString().ShouldBe("Compliance");
        (await FindAsync($"subjectId={maya}&action=person.locked")).Count.ShouldBe(3);
        (await FindAsync($"actorId={ben}")).ShouldBeEmpty();
        (await FindAsync($"to={Uri.EscapeDataString(DateTimeOffset.UnixEpoch.AddYears(50).ToString("O"))}")).ShouldBeEmpty();

        var first = await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?limit=2");
        var next = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/audit?limit=2&cursor={first.GetProperty("next").GetString()}");
        Items(first).Concat(Items(next)).Select(row => row.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Is_read_by_administrators_and_compliance_only()
    {
        using var compliance = await app.ClientAsync(await app.Agency.UserAsync("Kim", role: 3));
        (await compliance.GetAsync("/api/v1/audit")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var manager = await app.ClientAsync(await app.Agency.UserAsync("Ben", role: 1));
        foreach (var path in new[] { "/api/v1/audit", "/api/v1/audit/state", "/api/v1/audit/export" }) (await manager.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_export_has_everything_with_its_place_and_is_itself_in_the_log()
    {
        var maya = await app.Agency.PersonAsync("Maya", "=cmd()", 19015550111);
        await admin.PostAsJsonAsync($"/api/v1/people/{maya}/lock", new { reason = "Moved away" });
        await app.Get<SealAudit>().SealAllAsync(CancellationToken.None);

        var lines = (await admin.GetStringAsync("/api/v1/audit/export?action=person")).Split("\r\n");
        var line = lines.Single(row => row.Contains("person.locked", StringComparison.Ordinal));
        line.ShouldContain("Dana Reyes");
        line.ShouldContain("Moved away");

        (await FindAsync("action=audit.exported")).ShouldHaveSingleItem().GetProperty("detail").GetProperty("action").GetString().ShouldBe("person");
        (await admin.PostAsJsonAsync("/api/v1/exports", new { list = "sms_activity", rows = 12 })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await FindAsync("action=list.exported")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_erased_is_gone_and_the_chain_still_fits()
    {
        var maya = await app.Agency.PersonAsync("Maya", "Chen", 19015550111);
        await admin.PostAsJsonAsync($"/api/v1/people/{maya}/lock", new { reason = "Her sister Ann asked" });
        await Eventually.HoldsAsync(async () => { await app.Get<SealAudit>().SealAllAsync(CancellationToken.None); return (await FindAsync("action=person.locked"))[0].GetProperty("position").ValueKind == JsonValueKind.Number; });

        (await admin.PostAsJsonAsync("/api/v1/audit/erase", new { subjectId = maya, reason = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var erased = await (await admin.PostAsJsonAsync("/api/v1/audit/erase", new { subjectId = maya, reason = "Request 17" })).Content.ReadFromJsonAsync<JsonElement>();

        erased.GetProperty("entries").GetInt32().ShouldBeGreaterThan(0);
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where detail::text like '%sister%'")).ShouldBe(0);
        (await FindAsync("action=person.locked")).ShouldHaveSingleItem().GetProperty("erasedAt").ValueKind.ShouldBe(JsonValueKind.String);
        var found = await (await admin.PostAsync("/api/v1/audit/check", null)).Content.ReadFromJsonAsync<JsonElement>();
        found.GetProperty("faults").GetArrayLength().ShouldBe(0, found.GetProperty("words").GetString());
        found.GetProperty("words").GetString()!.ShouldEndWith("Everything fits.");
        (await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/state")).GetProperty("faults").GetInt32().ShouldBe(0);
    }

    async Task<IReadOnlyList<JsonElement>> FindAsync(string query) => [.. Items(await admin.GetFromJsonAsync<JsonElement>("/api/v1/audit?" + query))];

    static JsonElement.ArrayEnumerator Items(JsonElement page) => page.GetProperty("items").EnumerateArray();
}
