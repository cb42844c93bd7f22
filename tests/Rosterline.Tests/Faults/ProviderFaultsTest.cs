using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Lines;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>What a provider and the network before it can do to a hand-over: every text arrives once or is said to have failed (design, I2).</summary>
public sealed class ProviderFaultsTest(ITestOutputHelper output) : CarriedTest
{
    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task A_text_that_was_accepted_and_never_answered_counts_once()
    {
        carrier.Behaviour = async (text, context) =>
        {
            carrier.Accept(text);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return false;
        };

        await BecomesAsync(await SendAsync(1), "sent");

        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_provider_gets_each_text_once_and_keeps_the_order()
    {
        carrier.ReplyDelay = 2_500;

        var ids = new[] { await SendAsync(1), await SendAsync(2), await SendAsync(3) };

        foreach (var id in ids) await BecomesAsync(id, "sent");
        carrier.Accepted.Select(text => text.Reference).ShouldBe(ids);
    }

    [Fact]
    public async Task A_provider_that_asks_to_wait_is_not_called_before()
    {
        const int Seconds = 4;
        var calls = new List<long>();
        carrier.Behaviour = (_, context) =>
        {
            calls.Add(Stopwatch.GetTimestamp());
            if (calls.Count > 1) return Task.FromResult(true);
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, $"{Seconds}");
            return Task.FromResult(false);
        };

        await BecomesAsync(await SendAsync(1), "sent");

        Stopwatch.GetElapsedTime(calls[0], calls[1]).ShouldBeGreaterThan(TimeSpan.FromSeconds(Seconds - 0.1));
    }

    [Fact]
    public async Task A_provider_whose_name_is_not_found_gets_the_text_once_when_it_is()
    {
        await PointAsync("http://carrier.invalid/simulator/v1");
        var id = await SendAsync(1);
        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<short>("select attempt from outbox where message_id = $1", id), attempt => attempt > 0);

        await PointAsync(carrier.Address.ToString());

        await BecomesAsync(id, "sent");
        carrier.Accepted.Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task Connections_cut_after_any_byte_send_nothing_twice_and_lose_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var proxy = FaultProxy.To(IPEndPoint.Parse(carrier.Address.Authority));
        // Every connection ends in a request, its answer or in between: each third in its first ones, the others after some.
        var opened = 0;
        proxy.CutAfter = () => { lock (random) return random.Next(1, opened++ % 3 == 0 ? 900 : 9000); };
        await PointAsync($"http://127.0.0.1:{proxy.Port}/simulator/v1");

        var ids = new List<Guid>();
        for (var n = 0; n < 20; n++) ids.Add(await SendAsync(n, $"+130355501{n:00}"));
        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>("select count(*) from outbox"), left => left == 0, seconds: 150);

        output.WriteLine($"{proxy.Cuts} cuts");
        proxy.Cuts.ShouldBeGreaterThan(0);
        carrier.Accepted.Select(text => text.Reference).ShouldBe(ids, ignoreOrder: true);
        (await app.Agency.ReadAsync<long>("select count(*) from message where direction = 1 and status = 4")).ShouldBe(ids.Count);
    }

    async Task PointAsync(string address)
    {
        await app.Agency.RunAsync("update provider_connection set settings = jsonb_build_object('carrier', $3::text) where root_id = $1 and id = $2", app.Agency.RootId, line.ConnectionId, address);
        app.Get<ConnectionReader>().Forget(app.Agency.RootId);
    }

    async Task<Guid> SendAsync(int n, string to = "+13035550123")
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to, body = $"Text {n}" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    Task<string?> BecomesAsync(Guid id, string status) => Eventually.BecomesAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString(), now => now == status, seconds: 60);
}
