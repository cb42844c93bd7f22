using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Rosterline.Crash;
using Rosterline.Crash.Provider;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>Three processes on one database: one is frozen, or each is started anew while requests come in.</summary>
public sealed class NodeProcessesTest(ITestOutputHelper output) : IAsyncLifetime
{
    readonly TestFolder folder = new();
    readonly List<AppNode> nodes = [];
    TestDatabase database = null!;
    FakeProvider provider = null!;
    SeededAgency agency = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        provider = await FakeProvider.StartAsync(folder["provider.log"], seed: 1);
        agency = await SeededAgency.CreateAsync(database.DataSource, Secrets.Open(database.DataSource, folder["0"]));
        for (var n = 0; n < 3; n++)
        {
            Directory.CreateDirectory(folder[$"{n}"]);
            if (n > 0) File.Copy(Path.Combine(folder["0"], "secret.key"), Path.Combine(folder[$"{n}"], "secret.key"));
            nodes.Add(new AppNode(folder[$"{n}"], database.ConnectionString, provider.Address));
        }
        foreach (var node in nodes) node.Begin();
        foreach (var node in nodes) await node.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await provider.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task A_node_that_stood_still_hands_over_nothing_whose_claim_it_lost()
    {
        // Lines whose provider finds a text by our reference: every outcome is settled in the end.
        var lines = agency.Lines.Where(line => !line.IsTwilio).ToList();
        using var client = ClientAt(nodes[1].Address);
        for (var i = 0; i < 300; i++)
            (await SendAsync(client, lines[i % lines.Count].Number, i)).IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.HoldsAsync(() => provider.Unanswered > 3, 60);
        await nodes[0].FreezeAsync();
        for (var i = 300; i < 400; i++)
            (await SendAsync(client, lines[i % lines.Count].Number, i)).IsSuccessStatusCode.ShouldBeTrue();

        // The others take over what it had claimed, after its lease and a look at the provider.
        await Eventually.HoldsAsync(async () => await CountAsync("select count(*) from outbox") == 0, 240);
        await nodes[0].ThawAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));

        var accepted = File.ReadLines(folder["provider.log"]).Where(line => line.StartsWith('A')).Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[2]).ToList();
        accepted.ShouldBeUnique();
        output.WriteLine($"{accepted.Count} accepted");
        (await CountAsync("select count(*) from message where status in (0, 1, 2, 3)")).ShouldBe(0);
        (await SendAsync(ClientAt(nodes[0].Address), lines[0].Number, 1000)).IsSuccessStatusCode.ShouldBeTrue("thawed it goes on");
    }

    [Fact]
    public async Task Started_anew_one_after_the_other_no_request_fails()
    {
        await using var proxy = await NodeProxy.StartAsync([.. nodes.Select(node => node.Address)]);
        using var client = ClientAt(proxy.Address);
        var (faults, sent, stop) = (new ConcurrentQueue<string>(), 0, false);
        var senders = Enumerable.Range(0, 4).Select(async sender =>
        {
            while (!Volatile.Read(ref stop))
            {
                var i = Interlocked.Increment(ref sent);
                try
                {
                    using var answer = await SendAsync(client, agency.Lines[i % agency.Lines.Count].Number, i);
                    if (!answer.IsSuccessStatusCode) faults.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
                catch (HttpRequestException fault)
                {
                    faults.Enqueue(fault.Message);
                }
            }
        }).ToList();
        foreach (var node in nodes)
        {
            await Task.Delay(500);
            (await node.StopAsync()).ShouldBe(0);
            await node.StartAsync();
        }
        Volatile.Write(ref stop, true);
        await Task.WhenAll(senders);

        output.WriteLine($"{sent} requests");
        faults.ShouldBeEmpty();
        sent.ShouldBeGreaterThan(20);
    }

    HttpClient ClientAt(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", agency.ApiKey);
        return client;
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient client, string line, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = JsonContent.Create(new { to = $"+1901555{200 + i:0000}", line, body = $"Hello {i}" }) };
        request.Headers.Add("Idempotency-Key", $"hello-{i}");
        return await client.SendAsync(request);
    }

    async Task<long> CountAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
