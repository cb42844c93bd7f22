using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>The way to the database is cut, again and again, in the middle of whatever is going on (design, I1, I2).</summary>
public sealed class DatabaseFaultsTest(ITestOutputHelper output)
{
    const int Cuts = 10, Senders = 8, Writers = 8;

    readonly ConcurrentDictionary<Guid, byte> sends = new();
    readonly ConcurrentDictionary<string, byte> received = new();
    readonly ConcurrentQueue<string> surprises = new();
    readonly CancellationTokenSource stop = new();
    int last;

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task Connections_cut_in_the_middle_of_transactions_lose_nothing_and_store_nothing_twice()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        FaultProxy? proxy = null;
        await using var carrier = await FakeCarrier.StartAsync();
        await using var app = await TestApp.StartAsync(through: database =>
        {
            proxy = FaultProxy.ToDatabase(database);
            return new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString;
        });
        await using var _ = proxy;
        var line = await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();

        var load = Task.WhenAll([.. Enumerable.Range(0, Senders).Select(_ => SendAsync(client)), .. Enumerable.Range(0, Writers).Select(_ => WriteAsync(client, line))]);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var before = sends.Count;
            await Task.Delay(random.Next(20, 300));
            await Eventually.HoldsAsync(() => sends.Count > before, seconds: 60);
            proxy!.CutAll();
        }
        await stop.CancelAsync();
        await load;
        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>("select count(*) from outbox"), left => left == 0, seconds: 150);

        output.WriteLine($"{sends.Count} sends and {received.Count} received texts acknowledged");
        surprises.ShouldBeEmpty();
        (await app.Agency.ReadAsync<Guid[]>("select array_agg(id) from message where direction = 1"))!.ShouldBeUnique();
        sends.Keys.Except((await app.Agency.ReadAsync<Guid[]>("select array_agg(id) from message where direction = 1 and status = 4"))!).ShouldBeEmpty("acknowledged sends that are lost");
        received.Keys.Except((await app.Agency.ReadAsync<string[]>("select array_agg(provider_message_id) from message where direction = 0"))!).ShouldBeEmpty("acknowledged texts that are lost");
        (await app.Agency.ReadAsync<long>("select count(*) from (select body from message group by direction, body having count(*) > 1) twice")).ShouldBe(0, "stored twice");
        carrier.Accepted.GroupBy(text => text.Reference).Where(same => same.Count() > 1).ShouldBeEmpty("handed over twice");
    }

    async Task SendAsync(HttpClient client)
    {
        while (!stop.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref last);
            await UntilAcknowledgedAsync(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { to = $"+1303555{1000 + n % 200}", body = $"Text {n}" }), Headers = { { "Idempotency-Key", $"key-{n}" } } };
                return await client.SendAsync(request);
            }, async answer => sends[(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()] = 0);
        }
    }

    async Task WriteAsync(HttpClient client, TestLine line)
    {
        while (!stop.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref last);
            await UntilAcknowledgedAsync(() => FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound($"in-{n}", 13035551000 + n % 200, line.Number, $"Answer {n}")), _ => Task.FromResult(received[$"in-{n}"] = 0));
        }
    }

    // Only "yes" and "not now" are answers here: a caller who hears "not now" repeats herself.
    async Task UntilAcknowledgedAsync(Func<Task<HttpResponseMessage>> ask, Func<HttpResponseMessage, Task> acknowledged)
    {
        while (!stop.IsCancellationRequested)
        {
            using var answer = await ask();
            if (answer.IsSuccessStatusCode)
            {
                await acknowledged(answer);
                return;
            }
            if ((int)answer.StatusCode != 503) surprises.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            await Task.Delay(20);
        }
    }
}
