using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Lines;
using Rosterline.Lines.Throughput;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Lines.Throughput;

/// <summary>Broadcasts leave room for replies, a provider account has a pace of its own, and carriers' classes are shared by a campaign.</summary>
public sealed class PaceTest : CarriedTest
{
    private protected override Task<TestLine> AddLineAsync() => TestLine.AddAsync(app, carrier, perSecond: 20);

    [Fact, Trait("Requirement", "H-04")]
    public async Task A_broadcast_leaves_its_line_room_for_single_texts()
    {
        (await client.PatchAsJsonAsync($"/api/v1/lines/{line.Id}", new { reservePercent = 50 })).EnsureSuccessStatusCode();
        var people = new List<Guid>();
        for (var n = 0; n < 24; n++) people.Add(await app.Agency.PersonAsync("P", $"{n}", 13035550000 + n));
        (await client.PostAsJsonAsync("/api/v1/broadcasts", new { body = "Northwind: shift on Monday? Reply STOP to opt out.", personIds = people, purpose = "job_offer" })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count > 3);
        for (var n = 0; n < 5; n++) (await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+1303555017{n}", body = $"Hello {n}" })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 29);

        var many = carrier.Accepted.Where(text => text.Body.StartsWith("Northwind", StringComparison.Ordinal)).ToList();
        // Half of 20 a second; the machine may start some late, never early.
        (many[^1].At - many[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(23 / 10.0 - 0.3));
        var singles = carrier.Accepted.Where(text => !many.Contains(text)).ToList();
        singles[^1].At.ShouldBeLessThan(many[^1].At);
    }

    [Fact, Trait("Requirement", "H-04")]
    public async Task A_provider_account_keeps_its_own_pace_over_all_its_lines()
    {
        var other = Ids.New();
        await app.Agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name, receiving_checked_at, per_second) values ($1, $2, $3, $4, 19015550149, 'Other', now(), 1000)", app.Agency.RootId, other, app.Agency.BranchId, line.ConnectionId);
        await app.Agency.RunAsync("insert into line_send (root_id, line_id, gap_us) values ($1, $2, 1000)", app.Agency.RootId, other);
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", app.Agency.RootId, other, app.Agency.AdminId);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        await app.Agency.RunAsync("update line_send set gap_us = 1000");
        (await client.PatchAsJsonAsync($"/api/v1/connections/{line.ConnectionId}", new { perSecond = 10 })).EnsureSuccessStatusCode();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => client.PostAsJsonAsync("/api/v1/messages", new { to = $"+130355500{n:00}", body = $"Hello {n}", line = n % 2 == 0 ? line.Id : other })));
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 24);

        // At most a quarter of a second is claimed ahead.
        (carrier.Accepted.Max(text => text.At) - carrier.Accepted.Min(text => text.At)).ShouldBeGreaterThan(TimeSpan.FromSeconds(23 / 10.0 - 0.4));
    }

    [Fact, Trait("Requirement", "G-12")]
    public async Task Lines_of_a_campaign_share_the_pace_of_its_class()
    {
        var second = await TestLine.AddAsync(app, carrier, 19015550150, 20, await app.Agency.UserAsync("Maya Ortiz"));
        foreach (var id in new[] { line.Id, second.Id })
        {
            (await client.PatchAsJsonAsync($"/api/v1/lines/{id}", new { carrierClass = "att_e", reservePercent = 0 })).EnsureSuccessStatusCode();
            (await client.PutAsJsonAsync($"/api/v1/lines/{id}/verification", new { verification = "verified", campaign = "C-17" })).EnsureSuccessStatusCode();
        }

        // 240 segments a minute for the campaign: 2 a second for each.
        foreach (var id in new[] { line.Id, second.Id }) (await app.Agency.ReadAsync<long>("select gap_us from line_send where line_id = $1", id)).ShouldBe(500_000);
        var refused = await (await client.PatchAsJsonAsync($"/api/v1/lines/{line.Id}", new { carrierClass = "toll_free" })).Content.ReadFromJsonAsync<JsonElement>();
        refused.GetProperty("code").GetString().ShouldBe("carrier_class_wrong");
    }

    [Fact]
    public void The_shipped_figures_have_a_day_and_a_source_each()
    {
        CarrierClasses.AsOf.ShouldBe(new DateOnly(2026, 11, 20));
        CarrierClasses.All.ShouldAllBe(each => each.PerSecond > 0 && each.Source.Length > 10 && each.Label.Length > 5);
        CarrierClasses.All.Select(each => each.Key).ShouldBeUnique();
        CarrierClasses.All.Select(each => each.Kind).Distinct().ShouldBe([LineKind.LongCode, LineKind.TollFree, LineKind.ShortCode]);
    }
}
