using System.Globalization;
using System.Net.Http.Json;
using Rosterline.Sending.Dispatch;
using Rosterline.Tests.Architecture;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform;

/// <summary>Our own metrics, as a scraper reads them.</summary>
[Collection(Alone.Name)]
public sealed class FiguresTest : CarriedTest
{
    const long Lucas = 19015550143;

    [Fact]
    public async Task Count_what_is_sent_received_and_refused_and_name_nobody()
    {
        string[] counted =
        [
            "rosterline_texts_accepted_total{origin=\"api\",status=\"queued\"}",
            "rosterline_texts_handed_over_total{outcome=\"accepted\",provider=\"simulated\"}",
            "rosterline_handover_duration_seconds_count{provider=\"simulated\"}",
            "rosterline_texts_received_total{outcome=\"stored\",provider=\"simulated\"}",
            "rosterline_texts_received_total{outcome=\"repeated\",provider=\"simulated\"}",
            "rosterline_texts_reported_total{provider=\"simulated\",status=\"delivered\"}",
            "rosterline_ingest_batch_size_count", "rosterline_ingest_duration_seconds_count",
            "rosterline_gate_refusals_total{check=\"opted_out\"}",
        ];
        // The other applications of this test process count into the same figures.
        var before = await ReadAsync();

        await SendAsync("Can you start Monday?");
        await Eventually.HoldsAsync(() => carrier.Accepted.Count == 1);
        await PostAsync(FakeCarrier.Status(carrier.Accepted.Single(), "delivered"));
        await PostAsync(FakeCarrier.Inbound("in-1", Lucas, line.Number, "STOP"));
        await PostAsync(FakeCarrier.Inbound("in-1", Lucas, line.Number, "STOP"));
        await SendAsync("Hello?");

        async Task<string> MissingAsync()
        {
            var after = await ReadAsync();
            return string.Join("; ", counted.Where(name => after.GetValueOrDefault(name) <= before.GetValueOrDefault(name)));
        }

        await Eventually.BecomesAsync(MissingAsync, missing => missing.Length == 0);
        var text = await client.GetStringAsync("/metrics");
        foreach (var secret in new[] { "9015550143", "Monday", app.Agency.RootId.ToString() }) text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Show_what_waits_and_who_listens()
    {
        await app.Agency.RunAsync("""
            insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state)
            values ($1, $2, $3, $4, 1, 19015550143, 1, now() + interval '1 hour', 1, 0)
            """, app.Agency.RootId, Rosterline.Platform.Ids.New(), line.Id, Rosterline.Platform.Ids.New());
        await app.Get<WatchOutbox>().CountAsync(default);

        var read = await ReadAsync();
        read["rosterline_outbox_waiting{state=\"waiting\"}"].ShouldBeGreaterThanOrEqualTo(1);
        read.ShouldContainKey("rosterline_outbox_waiting{state=\"unclear\"}");
        read["rosterline_outbox_oldest_age_seconds"].ShouldBeGreaterThanOrEqualTo(0);
        (await client.GetStringAsync("/metrics")).ShouldContain("# TYPE rosterline_outbox_waiting gauge");
    }

    [Fact]
    public async Task Are_all_described()
    {
        await SendAsync("Hello");
        await PostAsync(FakeCarrier.Inbound("in-1", Lucas, line.Number, "Hi"));
        await Eventually.BecomesAsync(ReadAsync, read => read.Keys.Any(name => name.StartsWith("rosterline_handover", StringComparison.Ordinal)));
        var described = Repository.Files.Single(file => file.Path == "docs/self-hosting.md").Text.Replace('.', '_');
        var types = (await client.GetStringAsync("/metrics")).Split('\n').Where(row => row.StartsWith("# TYPE rosterline_", StringComparison.Ordinal)).ToList();
        types.Count.ShouldBeGreaterThan(5);
        foreach (var type in types.Select(row => row.Split(' ')[2].Replace("_total", "").Replace("_seconds", ""))) described.ShouldContain($"`{type}`");
    }

    Task<HttpResponseMessage> SendAsync(string body) => client.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body });

    async Task PostAsync(object payload) => (await FakeCarrier.PostAsync(client, line.Hook, payload)).EnsureSuccessStatusCode();

    async Task<Dictionary<string, double>> ReadAsync() => (await client.GetStringAsync("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(row => row.StartsWith("rosterline_", StringComparison.Ordinal)).Select(row => row.Split(' '))
        .GroupBy(parts => parts[0]).ToDictionary(same => same.Key, same => same.Sum(parts => double.Parse(parts[1], CultureInfo.InvariantCulture)));
}
