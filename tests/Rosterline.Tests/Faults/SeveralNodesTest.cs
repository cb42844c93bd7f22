using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Net.Http.Json;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Faults;

/// <summary>Three nodes on one database: they share its rows and keep one pace, and what one stores the others show.</summary>
public sealed class SeveralNodesTest : IAsyncLifetime
{
    readonly TestFolder folder = new();
    readonly List<TestApp> nodes = [];
    TestDatabase database = null!;
    FakeCarrier carrier = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        carrier = await FakeCarrier.StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            Directory.CreateDirectory(folder[name]);
            // One installation has one key, on every node.
            if (nodes.Count > 0) File.Copy(Path.Combine(folder["a"], "secret.key"), Path.Combine(folder[name], "secret.key"));
            nodes.Add(await TestApp.StartOnAsync(folder[name], database.ConnectionString, nodes.Count > 0 ? nodes[0].Agency : null));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await carrier.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_line_keeps_one_pace_whichever_node_claims()
    {
        await TestLine.AddAsync(nodes[0], carrier, perSecond: 20);
        var clients = await Task.WhenAll(nodes.Select(node => node.ClientAsync()));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => clients[i % 3].PostAsJsonAsync("/api/v1/messages", new { to = $"+1901555{200 + i:0000}", body = "Hello" })));
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 60, 60);

        var slots = new List<DateTime>();
        await using var command = database.DataSource.CreateCommand("select handed_at from message where direction = 1 order by handed_at");
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) slots.Add(row.GetDateTime(0));
        slots.Zip(slots.Skip(1), (a, b) => (b - a).TotalMilliseconds).ShouldAllBe(gap => gap >= 49.9);
        carrier.Accepted.Select(text => text.Reference).ShouldBeUnique();
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_text_that_one_node_stores_is_heard_of_at_another_within_a_second()
    {
        var line = await TestLine.AddAsync(nodes[0], carrier);
        using var reader = await nodes[2].ClientAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", reader.DefaultRequestHeaders.Authorization!.ToString());
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{nodes[2].Address.Port}/live"), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        await HearsAsync(socket, "{}");
        using var provider = new HttpClient();
        var took = new List<TimeSpan>();
        for (var i = 0; i < 7; i++)
        {
            (await FakeCarrier.PostAsync(provider, line.Hook, FakeCarrier.Inbound($"in-{i}", 19015550300 + i, line.Number, $"Hello {i}"))).IsSuccessStatusCode.ShouldBeTrue();
            var began = Stopwatch.GetTimestamp();
            await HearsAsync(socket, "conversation");
            took.Add(Stopwatch.GetElapsedTime(began));
        }

        took.Order().ElementAt(3).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_broadcast_is_fed_by_one_node_at_a_time_and_goes_on_when_that_one_ends()
    {
        var line = await TestLine.AddAsync(nodes[0], carrier, perSecond: 10);
        var people = new List<Guid>();
        for (var i = 0; i < 60; i++) people.Add(await nodes[0].Agency.PersonAsync($"Person{i}", "Vega", 19015550400 + i));
        using var client = await nodes[1].ClientAsync();
        var started = await client.PostAsJsonAsync("/api/v1/broadcasts", new { personIds = people, body = "Northwind: are you free Saturday? Reply STOP to stop.", windowKey = Ids.New().ToString(), lineId = line.Id });
        started.IsSuccessStatusCode.ShouldBeTrue(await started.Content.ReadAsStringAsync());
        await Eventually.HoldsAsync(() => carrier.Accepted.Count >= 5, 60);
        await nodes[0].DisposeAsync();
        nodes.RemoveAt(0);

        await Eventually.HoldsAsync(() => carrier.Accepted.Count >= 60, 90);
        await Task.Delay(1000);
        carrier.Accepted.Select(text => text.To).ShouldBeUnique();
        carrier.Accepted.Count.ShouldBe(60);
    }

    static async Task HearsAsync(ClientWebSocket socket, string word)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 << 10];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, patience.Token);
            if (Encoding.UTF8.GetString(buffer, 0, got.Count).Contains(word, StringComparison.OrdinalIgnoreCase)) return;
        }
    }
}
