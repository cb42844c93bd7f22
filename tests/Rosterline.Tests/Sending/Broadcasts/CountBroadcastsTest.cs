using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending.Broadcasts;

public sealed class CountBroadcastsTest : BroadcastWorld
{
    [Fact, Trait("Requirement", "G-02")]
    public async Task The_figures_of_a_list_are_counted_once_for_everybody_and_follow_what_happens()
    {
        var people = await PeopleAsync(3);
        var first = await StartAsync(new { personIds = people, body = "Northwind: Saturday? Reply STOP to stop.", windowKey = "one" });
        await BecomesAsync(first, "done");
        await Eventually.HoldsAsync(async () => (await RowAsync(first)).GetProperty("counts").GetProperty("sent").GetInt32() == 3);

        // Over for an hour: what was counted a moment ago is good enough, and nobody counts again.
        await App.Agency.RunAsync("update broadcast set finished_at = now() - interval '1 hour' where root_id = $1", App.Agency.RootId);
        await App.Agency.RunAsync("update broadcast_tally set replied = 77, counted_at = now() where root_id = $1", App.Agency.RootId);
        (await RowAsync(first)).GetProperty("counts").GetProperty("replied").GetInt32().ShouldBe(77);

        // Ten minutes later it is counted anew; its own page counts after two seconds.
        await App.Agency.RunAsync("update broadcast_tally set counted_at = now() - interval '3 seconds' where root_id = $1", App.Agency.RootId);
        (await RowAsync(first)).GetProperty("counts").GetProperty("replied").GetInt32().ShouldBe(77);
        (await ReadAsync(first)).GetProperty("counts").GetProperty("replied").GetInt32().ShouldBe(0);
        await App.Agency.RunAsync("update broadcast_tally set replied = 77, counted_at = now() - interval '10 minutes' where root_id = $1", App.Agency.RootId);
        (await RowAsync(first)).GetProperty("counts").GetProperty("replied").GetInt32().ShouldBe(0);

        // Stopped since it was counted: at once.
        await App.Agency.RunAsync("update broadcast_tally set replied = 77, counted_at = now() where root_id = $1", App.Agency.RootId);
        await App.Agency.RunAsync("update broadcast set stopped_at = now() where root_id = $1", App.Agency.RootId);
        (await RowAsync(first)).GetProperty("counts").GetProperty("replied").GetInt32().ShouldBe(0);
    }

    async Task<JsonElement> RowAsync(Guid id) => (await Client.GetFromJsonAsync<JsonElement>("/api/v1/broadcasts")).GetProperty("items").EnumerateArray().Single(row => row.GetProperty("id").GetGuid() == id);
}
