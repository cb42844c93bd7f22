using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>Webhooks as networks deliver them: twice, late, in any order, at the same time, and some of them forged (design, I6, I7).</summary>
public sealed class WebhookFaultsTest(ITestOutputHelper output)
{
    const int Received = 300, Sent = 60, AtOnce = 16;

    sealed record Hook(object Event, bool IsForged);

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task Duplicate_reordered_delayed_and_forged_webhooks_do_no_harm()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync();
        var line = await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        for (var n = 0; n < Sent; n++) (await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+1303555{2000 + n}", body = $"Text {n}" })).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == Sent, seconds: 60);
        var ends = carrier.Accepted.Where(_ => random.Next(4) > 0).ToDictionary(text => text.Reference, _ => random.Next(2) == 0 ? "delivered" : "undelivered");

        Hook[] hooks = [.. Texts(line, random), .. News(carrier, ends, random)];
        random.Shuffle(hooks);
        await Parallel.ForEachAsync(hooks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (hook, _) =>
        {
            using var answer = await FakeCarrier.PostAsync(client, line.Hook, hook.Event, hook.IsForged ? "another token" : FakeCarrier.Token);
            (answer.StatusCode == HttpStatusCode.Forbidden).ShouldBe(hook.IsForged);
            (answer.IsSuccessStatusCode || hook.IsForged).ShouldBeTrue();
        });

        (await app.Agency.ReadAsync<long>("select count(*) from message where direction = 0")).ShouldBe(Received);
        (await app.Agency.ReadAsync<long>("select count(distinct provider_message_id) from message where direction = 0 and body like 'Answer%'")).ShouldBe(Received);
        (await app.Agency.ReadAsync<long>("select sum(unread) from conversation")).ShouldBe(Received);
        foreach (var (id, end) in ends)
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString().ShouldBe(end);
        (await app.Agency.ReadAsync<long>("select count(*) from message where direction = 1 and status = 4")).ShouldBe(Sent - ends.Count);
    }

    // A fifth comes again, some of it a day late by its own account; a twentieth is somebody else's.
    static IEnumerable<Hook> Texts(TestLine line, Random random)
    {
        for (var n = 0; n < Received; n++)
        {
            var real = FakeCarrier.Inbound($"in-{n}", 13035552000 + random.Next(80), line.Number, $"Answer {n}");
            for (var times = random.Next(5) == 0 ? 3 : 1; times > 0; times--) yield return new(real, false);
            if (random.Next(20) == 0) yield return new(FakeCarrier.Inbound($"in-{n}-forged", 13035552000, line.Number, "STOP"), true);
        }
    }

    static IEnumerable<Hook> News(FakeCarrier carrier, Dictionary<Guid, string> ends, Random random)
    {
        foreach (var text in carrier.Accepted)
        {
            yield return new(FakeCarrier.Status(text, "sent"), false);
            if (ends.TryGetValue(text.Reference, out var end))
                for (var times = random.Next(1, 3); times > 0; times--) yield return new(FakeCarrier.Status(text, end), false);
            if (random.Next(10) == 0) yield return new(FakeCarrier.Status(text, "failed", "no_such_number"), true);
        }
    }
}
