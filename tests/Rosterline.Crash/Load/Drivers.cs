using Rosterline.Crash.Provider;

namespace Rosterline.Crash.Load;

/// <summary>Everybody who talks to the application during a run: programs that send, people who answer, the provider with its news.</summary>
sealed class Drivers(SeededAgency agency, IReadOnlyList<AppNode> nodes, FakeProvider provider, AppendOnly acknowledged, int seed) : IDisposable
{
    const int Senders = 220, Writers = 40, Tellers = 20, Numbers = 400;

    readonly CancellationTokenSource stop = new();
    Clients? clients;
    Task running = Task.CompletedTask;
    int sent, written;

    public int InFlight => clients?.InFlight ?? 0;

    public int NotNow => clients?.NotNow ?? 0;

    public IEnumerable<string> Surprises => clients?.Surprises ?? [];

    /// <summary>Senders wait while this many texts are unfinished: a queue that only grows shows nothing.</summary>
    public bool Enough { get; set; }

    public void Start()
    {
        clients = new Clients(nodes, stop.Token);
        running = Task.WhenAll(
        [
            .. Enumerable.Range(0, Senders).Select(n => Task.Run(() => SendAsync(new Random(seed + n)))),
            .. Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(n, new Random(seed - 1 - n)))),
            .. Enumerable.Range(0, Tellers).Select(n => Task.Run(() => TellAsync(new Random(seed + 1000 + n)))),
        ]);
    }

    /// <summary>No new requests; those under way are given up.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        provider.ToTell.Writer.TryComplete();
        await running;
    }

    static string Number(int n) => $"+1303555{1000 + n}";

    async Task SendAsync(Random random)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Enough)
            {
                await Task.Delay(50);
                continue;
            }
            var (n, to, line) = (Interlocked.Increment(ref sent), Number(random.Next(Numbers)), agency.Lines[random.Next(agency.Lines.Count)]);
            await clients!.AskAsync(node => Send(node, n, to, line), async answer =>
            {
                if (answer.IsSuccessStatusCode)
                {
                    using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
                    acknowledged.Add("S", json.RootElement.GetProperty("id").GetString()!);
                }
                // 422: the person said stop.
                return answer.IsSuccessStatusCode || (int)answer.StatusCode == 422;
            });
        }
    }

    HttpRequestMessage Send(Uri node, int n, string to, SeededLine line) => new(HttpMethod.Post, new Uri(node, "/api/v1/messages"))
    {
        Content = JsonContent.Create(new { to, line = line.Id, body = $"Text {n}" }),
        Headers = { { "Authorization", $"Bearer {agency.ApiKey}" }, { "Idempotency-Key", $"key-{n}" } },
    };

    // Each writer has phones of its own and holds one of them at a time: what a phone said last is not open to doubt.
    async Task WriteAsync(int writer, Random random)
    {
        while (!stop.IsCancellationRequested)
        {
            var (n, from, line) = (Interlocked.Increment(ref written), Number(writer + (Writers * random.Next(Numbers / Writers))), agency.Lines[2 * random.Next(agency.Lines.Count / 2)]);
            var sid = $"SM{n:x32}";
            // The provider has some texts it could not deliver to us and does not offer again: they stand in its list.
            if (random.NextDouble() < 0.02) await WriteAsync(sid, from, line, $"Answer {n}", listed: true);
            else await WriteAsync(sid, from, line, random.NextDouble() switch { < 0.08 => "STOP", < 0.24 => "START", _ => $"Answer {n}" }, listed: false);
            await Task.Delay(random.Next(20, 60));
        }
    }

    async Task WriteAsync(string sid, string from, SeededLine line, string body, bool listed)
    {
        if (listed)
        {
            provider.Inbox.Enqueue((sid, from, line.Number, body, TimeProvider.System.GetUtcNow()));
            acknowledged.Add("L", sid);
        }
        await clients!.AskAsync(node => TwilioSigned.Make(node, $"/hooks/twilio/{agency.HookToken}",
            ("AccountSid", SeededAgency.AccountSid), ("Body", body), ("From", from), ("MessageSid", sid), ("NumMedia", "0"), ("To", line.Number)), answer =>
        {
            if (answer.IsSuccessStatusCode && !listed) acknowledged.Add("I", sid);
            return Task.FromResult(answer.IsSuccessStatusCode);
        }, once: listed);
    }

    async Task TellAsync(Random random)
    {
        await foreach (var text in provider.ToTell.Reader.ReadAllAsync())
        {
            if (stop.IsCancellationRequested) return;
            foreach (var status in News(text, random)) await TellAsync(text, status);
        }
    }

    // In order, backwards, twice.
    static string[] News(Carried text, Random random) => text.Fate == "sent" ? ["sent"] : random.Next(10) switch
    {
        0 => [text.Fate, "sent"],
        1 => ["sent", text.Fate, text.Fate],
        2 => ["sent", text.Fate],
        _ => [text.Fate],
    };

    Task TellAsync(Carried text, string status) => clients!.AskAsync(node => TwilioSigned.Make(node, new Uri(text.News!).PathAndQuery,
        ("AccountSid", SeededAgency.AccountSid), ("ErrorCode", status == "undelivered" ? "30007" : ""), ("MessageSid", text.Id), ("MessageStatus", status)), answer =>
    {
        if (answer.IsSuccessStatusCode) acknowledged.Add("D", text.Reference.ToString(), status == text.Fate ? "last" : status);
        return Task.FromResult(answer.IsSuccessStatusCode);
    });

    public void Dispose()
    {
        clients?.Dispose();
        stop.Dispose();
    }
}
