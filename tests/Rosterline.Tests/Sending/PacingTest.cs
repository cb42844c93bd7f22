using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Sending;

public sealed class PacingTest
{
    [Fact]
    public async Task A_line_keeps_its_pace_and_gives_each_claim_its_own_slot()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        await TestLine.AddAsync(app, carrier, perSecond: 20);
        using var client = await app.ClientAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => client.PostAsJsonAsync("/api/v1/messages", new { to = $"+1901555{200 + i:0000}", body = "Hello" })));
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 40, 30);

        var slots = new List<DateTime>();
        await using var command = app.Sql.CreateCommand("select handed_at from message where direction = 1 order by handed_at");
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) slots.Add(row.GetDateTime(0));
        slots.Zip(slots.Skip(1), (a, b) => (b - a).TotalMilliseconds).ShouldAllBe(gap => gap >= 49.9);
    }
}
