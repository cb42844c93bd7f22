using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Jobs.Orders;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Jobs;

[Trait("Requirement", "EN-26")]
public class OrdersTest(SharedApp shared) : IClassFixture<SharedApp>
{
    TestApp App => shared.App;

    TestAgency Agency => App.Agency;

    [Fact]
    public async Task Finds_everybody_who_starts_on_a_local_day()
    {
        var client = await App.ClientAsync();
        var (early, late, gone) = (await Agency.PersonAsync("Ear", "Ly", null), await Agency.PersonAsync("La", "Te", null), await Agency.PersonAsync("Go", "Ne", null));
        var order = await MadeAsync(client, new { title = "Picker", startsOn = "2026-11-23", startsTime = "06:00", timeZone = "America/Chicago", openings = 3 });
        (await CountAsync(await client.PostAsJsonAsync($"/api/v1/orders/{Id(order)}/assignments", new { personIds = new[] { early, gone } }))).ShouldBe(2);
        (await CountAsync(await client.PostAsJsonAsync($"/api/v1/orders/{Id(order)}/assignments", new { personIds = new[] { late, early }, startsOn = "2026-11-24" }))).ShouldBe(1);
        (await client.PatchAsJsonAsync($"/api/v1/orders/{Id(order)}/assignments/{gone}", new { status = "cancelled" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var starting = await StartingAsync(new(2026, 11, 23));
        starting.ShouldHaveSingleItem().ShouldBe(new StartingAssignment(Id(order), early, "Picker", new(2026, 11, 23), new(6, 0), "America/Chicago", new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        (await StartingAsync(new(2026, 11, 24))).ShouldHaveSingleItem().PersonId.ShouldBe(late);
        (await Agency.ReadAsync<bool>("select is_employee and is_assigned from person where root_id = $1 and id = $2", Agency.RootId, early)).ShouldBeTrue();
        (await Agency.ReadAsync<bool>("select is_employee and not is_assigned from person where root_id = $1 and id = $2", Agency.RootId, gone)).ShouldBeTrue();

        // The order moves: who starts with it moves along, who has a start of her own does not.
        await JsonAsync(await client.PatchAsJsonAsync($"/api/v1/orders/{Id(order)}", new { startsOn = "2026-11-25", startsTime = "07:30" }));
        (await StartingAsync(new(2026, 11, 25))).ShouldHaveSingleItem().StartsTime.ShouldBe(new(7, 30));
        (await StartingAsync(new(2026, 11, 24))).ShouldHaveSingleItem().PersonId.ShouldBe(late);
        var people = await client.GetFromJsonAsync<JsonElement>($"/api/v1/orders/{Id(order)}/assignments");
        people.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("status").GetString()).ShouldBe(["planned", "planned", "cancelled"]);
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/orders/{Id(order)}")).GetProperty("assigned").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task An_order_needs_a_start_and_takes_the_organisations_zone()
    {
        var client = await App.ClientAsync();
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/orders", new { title = "a" }))).ShouldBe("start_missing");
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/orders", new { startsOn = "2026-11-23", startsTime = "06:00" }))).ShouldBe("title_missing");
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/orders", new { title = "a", startsOn = "2026-11-23", startsTime = "06:00", timeZone = "Mars/Base" }))).ShouldBe("time_zone_unknown");
        (await CodeAsync(await client.PostAsJsonAsync("/api/v1/orders", new { title = "a", startsOn = "2026-11-23", startsTime = "06:00", openings = 0 }))).ShouldBe("openings_wrong");
        var order = await MadeAsync(client, new { title = "Cook", startsOn = "2027-03-14", startsTime = "02:30", company = "Lakeside" });
        order.GetProperty("timeZone").GetString().ShouldBe("America/Chicago");
        // Clocks skip 2:30 that night.
        order.GetProperty("startsAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2027, 3, 14, 8, 30, 0, TimeSpan.Zero));
        (await CodeAsync(await client.PostAsJsonAsync($"/api/v1/orders/{Id(order)}/assignments", new { personIds = Array.Empty<Guid>() }))).ShouldBe("nobody_named");
        (await client.PostAsJsonAsync($"/api/v1/orders/{Ids.New()}/assignments", new { personIds = new[] { Ids.New() } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.PatchAsJsonAsync($"/api/v1/orders/{Id(order)}/assignments/{Ids.New()}", new { status = "ended" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_by_start_without_gaps()
    {
        await using var app = await TestApp.StartAsync();
        var client = await app.ClientAsync();
        for (var i = 0; i < 7; i++) await MadeAsync(client, new { title = $"o{i}", startsOn = $"2026-12-0{1 + i % 3}", startsTime = "08:00" });
        var (seen, cursor) = (new List<(string Day, string Title)>(), "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/orders?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("startsOn").GetString()!, item.GetProperty("title").GetString()!)));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        seen.Select(one => one.Title).Order().ShouldBe(["o0", "o1", "o2", "o3", "o4", "o5", "o6"]);
        seen.Select(one => one.Day).ShouldBeInOrder(SortDirection.Descending);
    }

    Task<IReadOnlyList<StartingAssignment>> StartingAsync(DateOnly day) => App.Get<AssignmentsStarting>().ExecuteAsync(Agency.RootId, day, default);

    static Guid Id(JsonElement made) => made.GetProperty("id").GetGuid();

    static async Task<JsonElement> MadeAsync(HttpClient client, object body) => await JsonAsync(await client.PostAsJsonAsync("/api/v1/orders", body));

    static async Task<int> CountAsync(HttpResponseMessage answer) => (await JsonAsync(answer)).GetProperty("count").GetInt32();

    static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
