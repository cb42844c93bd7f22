using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin;

public class OrganisationTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync() => admin = await (app = await TestApp.StartAsync()).ClientAsync();

    public async Task DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_its_settings_and_writes_down_what_they_were()
    {
        var saved = await admin.PutAsJsonAsync("/api/v1/organisation", new { name = "Northwind Staffing", timeZone = "America/New_York", phone = "(901) 555-0100", replyMinutes = 90 });
        saved.StatusCode.ShouldBe(HttpStatusCode.OK, await saved.Content.ReadAsStringAsync());
        var read = await admin.ReadAsync("/api/v1/organisation");
        (read.Text("name"), read.Text("timeZone"), read.Text("phone"), read.GetProperty("replyMinutes").GetInt32())
            .ShouldBe(("Northwind Staffing", "America/New_York", "+19015550100", 90));
        (await admin.ReadAsync("/api/v1/session")).GetProperty("account").GetProperty("path")[0].GetString().ShouldBe("Northwind Staffing");
        (await app.Agency.ReadAsync<string>("select detail->'before'->>'name' from audit_entry where action = 'organisation.changed'")).ShouldBe("Northwind");
    }

    [Theory]
    [InlineData("", "America/New_York", null, 60, "name_missing")]
    [InlineData("N", "Memphis", null, 60, "time_zone_unknown")]
    [InlineData("N", "America/New_York", "call us", 60, "number_not_a_number")]
    [InlineData("N", "America/New_York", null, 0, "reply_minutes")]
    [InlineData("N", "America/New_York", null, 1441, "reply_minutes")]
    public async Task Refuses_settings_that_cannot_be_used(string name, string timeZone, string? phone, int replyMinutes, string code) =>
        await (await admin.PutAsJsonAsync("/api/v1/organisation", new { name, timeZone, phone, replyMinutes })).ShouldRefuseAsync(code);

    [Fact, Trait("Requirement", "P-11")]
    public async Task Says_who_paused_and_why_until_it_is_resumed()
    {
        await (await admin.PostAsJsonAsync("/api/v1/organisation/pause", new { reason = " " })).ShouldRefuseAsync("reason_missing");
        (await admin.PostAsJsonAsync("/api/v1/organisation/pause", new { reason = "Wrong date" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Ben"));
        var paused = (await recruiter.ReadAsync("/api/v1/session")).GetProperty("organisation").GetProperty("paused");
        (paused.Text("by"), paused.Text("reason")).ShouldBe(("Dana Reyes", "Wrong date"));

        (await admin.PostAsync(new Uri("/api/v1/organisation/resume", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await recruiter.ReadAsync("/api/v1/session")).GetProperty("organisation").GetProperty("paused").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where action in ('sending.paused', 'sending.resumed')")).ShouldBe(2);
    }

    [Fact, Trait("Requirement", "P-11")]
    public async Task Goes_live_and_says_before_what_that_skips()
    {
        await app.Agency.RunAsync("update organisation set test_mode = true where root_id = $1", app.Agency.RootId);
        var checks = (await admin.ReadAsync("/api/v1/organisation/go-live")).GetProperty("items").EnumerateArray().ToDictionary(c => c.Text("name"));
        checks["Your branches"].Text("state").ShouldBe("ok");
        checks["Provider and numbers"].Text("words").ShouldBe("No number to text from: nothing can be sent.");
        var live = await (await admin.PostAsync(new Uri("/api/v1/organisation/go-live", UriKind.Relative), null)).ReadAsync();
        live.GetProperty("testMode").GetBoolean().ShouldBeFalse();
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where action = 'organisation.went_live'")).ShouldBe(1);
    }

    [Fact, Trait("Requirement", "P-11")]
    public async Task Holds_five_test_numbers()
    {
        var numbers = Enumerable.Range(0, 6).Select(i => $"+1901555010{i}").ToArray();
        await (await admin.PutAsJsonAsync("/api/v1/organisation/test-numbers", new { numbers })).ShouldRefuseAsync("test_numbers_full", words: "The test list holds 5 numbers.");
        await (await admin.PutAsJsonAsync("/api/v1/organisation/test-numbers", new { numbers = new[] { "nobody" } })).ShouldRefuseAsync("number_not_a_number");
        (await admin.PutAsJsonAsync("/api/v1/organisation/test-numbers", new { numbers = numbers[..5] })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.PutAsJsonAsync("/api/v1/organisation/test-numbers", new { numbers = new[] { numbers[1], "", numbers[5] } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.ReadAsync("/api/v1/organisation/test-numbers")).GetProperty("numbers").EnumerateArray().Select(n => n.GetString()).ShouldBe([numbers[1], numbers[5]]);
    }
}
