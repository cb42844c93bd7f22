using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Reports;

public sealed class SmsActivityTest
{
    [Fact]
    [Trait("Requirement", "AR-12")]
    [Trait("Requirement", "AR-13")]
    public async Task Shows_every_text_newest_first_in_pages_and_notes_who_ran_it()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        var line = await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        for (var i = 0; i < 5; i++) await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound($"in-{i}", 19015550143, line.Number, $"Text {i}"));
        using var manager = await app.ClientAsync(await app.Agency.UserAsync("Ben", role: 1));

        var first = await manager.GetFromJsonAsync<JsonElement>("/api/v1/reports/sms-activity?limit=3");
        var rest = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/reports/sms-activity?limit=3&cursor={first.GetProperty("next").GetString()}");

        Bodies(first).Concat(Bodies(rest)).ShouldBe(["Text 4", "Text 3", "Text 2", "Text 1", "Text 0"]);
        (await app.Agency.ReadAsync<long>("select count(*) from audit_entry where root_id = $1 and action = 'report.sms_activity'", app.Agency.RootId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_recruiter_without_the_permission_does_not_find_it()
    {
        await using var app = await TestApp.StartAsync();
        using var recruiter = await app.ClientAsync(await app.Agency.UserAsync("Maya"));

        (await recruiter.GetAsync("/api/v1/reports/sms-activity")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static IEnumerable<string?> Bodies(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("body").GetString());
}
