using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.SetUp;

public class SetUpTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Rows_turn_green_by_what_is_there_and_wait_for_each_other()
    {
        using var admin = await app.ClientAsync();
        var rows = await RowsAsync(admin);
        rows.Keys.ShouldBe(["branches", "safety", "provider", "users", "ats", "consent", "people", "hours", "live"]);
        (rows["branches"], rows["provider"], rows["people"]).ShouldBe(("done", "to_do", "waiting"));

        (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { name = "Front desk" })).EnsureSuccessStatusCode();
        (await RowsAsync(admin))["provider"].ShouldBe("done");

        await app.Agency.RunAsync("insert into number_state (root_id, number, blocked) values ($1, 13035550177, 1)", app.Agency.RootId);
        rows = await RowsAsync(admin);
        (rows["consent"], rows["people"]).ShouldBe(("done", "to_do"));
        for (var n = 0; n < 100; n++) await app.Agency.PersonAsync("Ana", $"Number {n}", null);
        (await RowsAsync(admin))["people"].ShouldBe("done");

        await app.Agency.RunAsync("update organisation set test_mode = true where root_id = $1", app.Agency.RootId);
        (await RowsAsync(admin))["live"].ShouldBe("to_do");
    }

    [Fact]
    public async Task Some_rows_can_be_skipped_and_taken_up_again_and_the_others_not()
    {
        using var admin = await app.ClientAsync();
        (await RowsAsync(await SayAsync(admin, "ats", "skipped")))["ats"].ShouldBe("skipped");
        (await RowsAsync(await SayAsync(admin, "ats", null)))["ats"].ShouldBe("to_do");
        (await RowsAsync(await SayAsync(admin, "hours", "seen")))["hours"].ShouldBe("done");
        await (await SayAsync(admin, "live", "skipped")).ShouldRefuseAsync("not_an_answer");
        await (await SayAsync(admin, "provider", "seen")).ShouldRefuseAsync("not_an_answer");
    }

    static Task<HttpResponseMessage> SayAsync(HttpClient admin, string step, string? answer) => admin.PutAsJsonAsync($"/api/v1/set-up/{step}", new { answer });

    static async Task<Dictionary<string, string>> RowsAsync(HttpClient admin) => Of(await admin.GetFromJsonAsync<JsonElement>("/api/v1/set-up"));

    static async Task<Dictionary<string, string>> RowsAsync(HttpResponseMessage answer) => Of(await answer.Content.ReadFromJsonAsync<JsonElement>());

    static Dictionary<string, string> Of(JsonElement page) => page.GetProperty("items").EnumerateArray().ToDictionary(row => row.GetProperty("key").GetString()!, row => row.GetProperty("state").GetString()!);
}
