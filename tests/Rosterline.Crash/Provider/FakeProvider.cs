using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Rosterline.Crash.Provider;

/// <summary>A text as the provider took it. <paramref name="News"/>: where it reports; <paramref name="Fate"/>: the last status it reports, empty for none.</summary>
public sealed record Carried(string Id, Guid Reference, string From, string To, string Body, string? News, string Fate, DateTimeOffset At);

/// <summary>
/// A provider that outlives the application. It writes down every request when it arrives and every text before it answers, waits a
/// while before it does, and sometimes refuses for now, or takes a text and says otherwise. Speaks Twilio's language and the simulated
/// carrier's; the application reaches both through it as through a proxy.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    readonly WebApplication server;
    readonly AppendOnly record;
    readonly Random random;
    readonly ConcurrentDictionary<Guid, Carried> byReference = new();
    readonly ConcurrentDictionary<(string, string), ConcurrentQueue<Carried>> byPair = new();
    int ids, unanswered, accepted;

    FakeProvider(WebApplication server, AppendOnly record, int seed) => (this.server, this.record, random) = (server, record, new Random(seed));

    public Uri Address => new(server.Urls.First());

    /// <summary>Accepted texts whose answer is still to be sent.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Texts with news to tell, in the order of acceptance.</summary>
    public Channel<Carried> ToTell { get; } = Channel.CreateUnbounded<Carried>();

    /// <summary>Received texts that the provider's list shows.</summary>
    public ConcurrentQueue<(string Sid, string From, string To, string Body, DateTimeOffset At)> Inbox { get; } = new();

    public static async Task<FakeProvider> StartAsync(string recordPath, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new FakeProvider(app, new AppendOnly(recordPath), seed);
        TwilioFront.Map(app, provider);
        SimulatedFront.Map(app, provider);
        await app.StartAsync();
        return provider;
    }

    /// <summary>Takes a text as the plan of this request says, then answers; null: this request gets no good answer.</summary>
    public async Task<Carried?> TakeAsync(HttpContext context, Guid reference, string from, string to, string body, string? news)
    {
        record.Add("R", AppendOnly.Now, reference.ToString(), to);
        var (mood, wait, fate) = Plan(news is not null);
        if (mood < 0.02)
        {
            // Not taken: busy, or out of order.
            context.Response.StatusCode = mood < 0.01 ? 503 : 429;
            context.Response.Headers.RetryAfter = "1";
            return null;
        }
        var text = new Carried($"SM{Interlocked.Increment(ref ids):x32}", reference, from, to, body, news, fate, TimeProvider.System.GetUtcNow());
        Accept(text);
        Interlocked.Increment(ref unanswered);
        try
        {
            await Task.Delay(wait);
        }
        finally
        {
            Interlocked.Decrement(ref unanswered);
        }
        if (mood > 0.995) context.Abort();
        else if (mood > 0.99) context.Response.StatusCode = 500;
        else return text;
        return null;
    }

    void Accept(Carried text)
    {
        lock (byReference)
        {
            record.Add("A", AppendOnly.Now, text.Reference.ToString(), text.Id, text.Fate);
            byReference.TryAdd(text.Reference, text);
        }
        byPair.GetOrAdd((text.From, text.To), _ => new()).Enqueue(text);
        Interlocked.Increment(ref accepted);
        if (text.News is not null) ToTell.Writer.TryWrite(text);
    }

    (double Mood, int Wait, string Fate) Plan(bool tells)
    {
        lock (random)
        {
            var fate = random.NextDouble() switch { < 0.85 => "delivered", < 0.95 => "undelivered", _ => "sent" };
            return (random.NextDouble(), random.Next(60, 300), tells ? fate : "");
        }
    }

    public Carried? Find(Guid reference) => byReference.GetValueOrDefault(reference);

    public IEnumerable<Carried> Find(string from, string to) => byPair.TryGetValue((from, to), out var texts) ? texts : [];

    public async ValueTask DisposeAsync()
    {
        ToTell.Writer.TryComplete();
        await server.StopAsync();
        await server.DisposeAsync();
        record.Dispose();
    }
}
