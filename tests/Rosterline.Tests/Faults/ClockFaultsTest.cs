using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Faults;

/// <summary>The clock of a node jumps or is wrong: nothing stands still, because what nodes must agree on is the database's (design, I8).</summary>
public sealed class ClockFaultsTest
{
    [Fact]
    public async Task Texts_go_out_whatever_this_machines_clock_says()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync(realClock: false);
        await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        // One refusal each: a text that is tried again must not wait for a clock either.
        var refused = new HashSet<Guid>();
        carrier.Behaviour = (text, context) =>
        {
            lock (refused) if (!refused.Add(text.Reference)) return Task.FromResult(true);
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";
            return Task.FromResult(false);
        };

        foreach (var jump in new[] { 0, 1, -3, 24 * 365, -2 * 24 * 365 })
        {
            app.Clock.Advance(TimeSpan.FromHours(jump));
            var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = "+13035550123", body = $"After {jump} hours" });
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
            await Eventually.BecomesAsync(async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString(), status => status == "sent", seconds: 40);
        }
        carrier.Accepted.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_clock_ahead_of_time_does_not_pass_over_received_texts()
    {
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync(realClock: false);
        var line = await TestLine.AddAsync(app, carrier);
        app.Clock.Set(TimeProvider.System.GetUtcNow().AddDays(1));

        await app.Get<Rosterline.Receiving.FillGaps>().FillAsync(app.Agency.RootId, line.ConnectionId, TimeProvider.System.GetUtcNow(), CancellationToken.None);

        (await app.Agency.ReadAsync<bool>("select polled_until <= now() from provider_connection where root_id = $1", app.Agency.RootId)).ShouldBeTrue();
    }
}
