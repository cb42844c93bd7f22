using System.Text;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers;

/// <summary>
/// What every adapter must pass: derive a class, say what the provider's answers and requests look like, and the tables below run.
/// </summary>
public abstract partial class ProviderCases : IAsyncLifetime
{
    protected static readonly PhoneNumber Line = new(19015550142);
    protected static readonly PhoneNumber Person = new(13035550123);
    static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);
    static readonly TimeSpan Hasty = TimeSpan.FromSeconds(1);

    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    readonly KeptLog<ProviderHttp> log = new();

    protected ScriptedServer Server { get; private set; } = null!;

    protected ProviderHttp Http { get; private set; } = null!;

    protected ITextProvider Provider { get; private set; } = null!;

    protected abstract ITextProvider New(ProviderHttp http);

    /// <summary>Settings for an account at this address.</summary>
    protected abstract object SettingsAt(string address);

    /// <summary>Texts that may appear nowhere.</summary>
    protected abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>The answer to a text taken over under this id.</summary>
    protected abstract (int Status, string Body) Accepted(string id);

    /// <summary>The answer that means: this person opted out.</summary>
    protected abstract (int Status, string Body) OptedOut { get; }

    /// <summary>A genuine, signed request about a text the person wrote.</summary>
    protected abstract WebhookRequest Received(Connection connection, string id, string body);

    /// <summary>Signs any bytes as the provider would.</summary>
    protected abstract WebhookRequest Sign(Connection connection, byte[] body, string? contentType);

    /// <summary>Which of the requests the server saw hand a text over; not a sign-in before it.</summary>
    protected virtual bool HandsOver(Seen request) => true;

    /// <summary>The same request without what it is believed for: headers, or for a provider that signs nothing the secret in our address.</summary>
    protected virtual WebhookRequest Unproved(WebhookRequest genuine) => genuine with { Headers = new Dictionary<string, string>() };

    /// <summary>The same request with something else in that place.</summary>
    protected virtual WebhookRequest Proved(WebhookRequest genuine, string proof) => genuine with { Headers = genuine.Headers.ToDictionary(h => h.Key, _ => proof) };

    /// <summary>Whether the text itself is part of the proof.</summary>
    protected virtual bool SignsText => true;

    public async Task InitializeAsync()
    {
        Server = await ScriptedServer.StartAsync();
        Http = NewHttp(Patient);
        Provider = New(Http);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        foreach (var line in log.Lines)
            HasNoSecret(line);
    }

    /// <summary>For cases in which nobody answers: waits a second instead of half a minute, which a busy computer may need.</summary>
    protected void DoNotWaitLong()
    {
        Http.Dispose();
        Http = NewHttp(Hasty);
        Provider = New(Http);
    }

    ProviderHttp NewHttp(TimeSpan limit) => new(TimeProvider.System, log, new ProviderHttpOptions(limit, AllowPrivateAddresses: true));

    protected Connection At(string address) => new(
        Guid.Parse("019a0000-0000-7000-8000-000000000001"), Guid.Parse("019a0000-0000-7000-8000-000000000002"), Provider.Name, "Main",
        SettingsAt(address), new Uri($"https://texts.example.test/hooks/{Provider.Name}/u7Qv3k"));

    protected Connection Connection => At(Server.Address.ToString().TrimEnd('/'));

    protected static OutgoingText Text(string body = "Can you start Monday?", params string[] media) =>
        new(Guid.Parse("019a0719-ac96-7eb9-a837-cac215164834"), Line, Person, body, [.. media.Select(m => new Uri(m))]);

    protected void HasNoSecret(object? said)
    {
        foreach (var secret in Secrets)
            (said?.ToString() ?? "").ShouldNotContain(secret);
    }

    // Sending

    public sealed record SendCase(Func<ProviderCases, Func<Microsoft.AspNetCore.Http.HttpContext, Seen, Task>> Reply, Action<SendOutcome> Expect);

    static readonly Dictionary<string, SendCase> SendTable = new()
    {
        ["plain send"] = new(c => Reply.Json(c.Accepted("ID1").Status, c.Accepted("ID1").Body), o => o.ShouldBeOfType<SendOutcome.Accepted>().ProviderMessageId.ShouldBe("ID1")),
        ["person opted out"] = new(c => Reply.Json(c.OptedOut.Status, c.OptedOut.Body), Rejects(DeliveryProblem.OptedOut)),
        ["400 and nothing"] = new(_ => Reply.Status(400), Rejects(DeliveryProblem.Other)),
        ["401"] = new(_ => Reply.Json(401, "{}"), Rejects(DeliveryProblem.Configuration)),
        ["403"] = new(_ => Reply.Json(403, "{}"), Rejects(DeliveryProblem.Configuration)),
        ["404"] = new(_ => Reply.Json(404, "{}"), Rejects(DeliveryProblem.Configuration)),
        ["302 elsewhere"] = new(c => Reply.Status(302, ("Location", $"{c.Server.Address}elsewhere")), Rejects(DeliveryProblem.Configuration)),
        ["429 in 7 s"] = new(_ => Reply.Status(429, ("Retry-After", "7")), Waits(TimeSpan.FromSeconds(7), down: false)),
        ["429 without a time"] = new(_ => Reply.Status(429), Waits(null, down: false)),
        ["429 at a day long gone"] = new(_ => Reply.Status(429, ("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")), Waits(TimeSpan.Zero, down: false)),
        ["429 in a year"] = new(_ => Reply.Status(429, ("Retry-After", "31536000")), Waits(TimeSpan.FromHours(1), down: false)),
        ["429 and nonsense"] = new(_ => Reply.Status(429, ("Retry-After", "soon")), Waits(null, down: false)),
        ["503"] = new(_ => Reply.Status(503, ("Retry-After", "3")), Waits(TimeSpan.FromSeconds(3), down: true)),
        ["408"] = new(_ => Reply.Status(408), IsUnknown),
        ["500"] = new(_ => Reply.Json(500, "{}"), IsUnknown),
        ["502"] = new(_ => Reply.Status(502), IsUnknown),
        ["504"] = new(_ => Reply.Status(504), IsUnknown),
        ["never answers"] = new(_ => Reply.Never, IsUnknown),
        ["closes after accepting"] = new(_ => Reply.Cut, IsUnknown),
        ["yes, then breaks off"] = new(_ => Reply.BreakOff(201), IsUnknown),
        ["yes, with garbage"] = new(_ => Reply.Garbage(200), IsUnknown),
        ["yes, with nothing"] = new(_ => Reply.Status(200), IsUnknown),
        ["yes, with the wrong shape"] = new(_ => Reply.Json(200, "[1,2,3]"), IsUnknown),
        ["yes, without end"] = new(_ => Reply.Huge(200), IsUnknown),
        ["no, with garbage"] = new(_ => Reply.Garbage(400), Rejects(DeliveryProblem.Other)),
        ["no, then breaks off"] = new(_ => Reply.BreakOff(400), Rejects(DeliveryProblem.Other)),
        ["no, without end"] = new(_ => Reply.Huge(400), Rejects(DeliveryProblem.Other)),
    };

    public static TheoryData<string> SendLabels => [.. SendTable.Keys];

    [Theory]
    [MemberData(nameof(SendLabels))]
    public async Task Sends(string label)
    {
        var sendCase = SendTable[label];
        if (label == "never answers")
            DoNotWaitLong();
        Server.Answer = sendCase.Reply(this);
        var outcome = await Provider.SendAsync(Connection, Text(), CancellationToken.None);
        sendCase.Expect(outcome);
        HasNoSecret(outcome);
        await Task.Delay(30);
        Server.Requests.Count(HandsOver).ShouldBe(1, "a text is handed over once, whatever the answer");
    }

    [Fact]
    public async Task Tries_again_when_nobody_listens()
    {
        var outcome = await Provider.SendAsync(At($"http://127.0.0.1:{await FreePortAsync()}"), Text(), CancellationToken.None);
        Waits(null, down: true)(outcome);
        HasNoSecret(outcome);
    }

    [Fact]
    public async Task Tries_again_when_no_safe_connection_is_made()
    {
        var outcome = await Provider.SendAsync(At($"https://127.0.0.1:{Server.Address.Port}"), Text(), CancellationToken.None);
        Waits(null, down: true)(outcome);
        Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tries_again_when_the_name_is_not_found()
    {
        // A label of 64 letters is refused by the resolver itself, so nothing leaves this computer.
        var outcome = await Provider.SendAsync(At($"http://{new string('a', 64)}.test"), Text(), CancellationToken.None);
        Waits(null, down: true)(outcome);
    }

    [Fact]
    public async Task Says_unknown_when_stopped_after_the_request_went_out()
    {
        using var stop = new CancellationTokenSource();
        Server.Answer = async (context, seen) =>
        {
            await stop.CancelAsync();
            await Reply.Never(context, seen);
        };
        IsUnknown(await Provider.SendAsync(Connection, Text(), stop.Token));
    }

    [Fact]
    public async Task Sends_nothing_when_stopped_before()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Provider.SendAsync(Connection, Text(), new CancellationToken(true)));
        Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rests_a_provider_that_keeps_failing_and_comes_back()
    {
        Server.Answer = Reply.Status(500);
        for (var i = 0; i < 10; i++)
            IsUnknown(await Provider.SendAsync(Connection, Text(), CancellationToken.None));
        var rested = (await Provider.SendAsync(Connection, Text(), CancellationToken.None)).ShouldBeOfType<SendOutcome.TryAgain>();
        rested.ProviderDown.ShouldBeTrue();
        rested.After.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        Server.Requests.Count.ShouldBe(10);
    }

    // Webhooks

    [Fact]
    public void Reads_a_text_from_a_person()
    {
        var text = Read(Received(Connection, "IN1", "Yes & when? ¿Mañana? 👍")).ShouldBeOfType<WebhookReading.Verified>().Received.ShouldHaveSingleItem();
        (text.ProviderMessageId, text.From, text.To, text.Body).ShouldBe(("IN1", Person, Line, "Yes & when? ¿Mañana? 👍"));
    }

    [Fact]
    public void Gives_the_same_id_to_the_same_text_twice()
    {
        var ids = Enumerable.Range(0, 2).Select(_ => ((WebhookReading.Verified)Read(Received(Connection, "IN2", "ok"))).Received[0].ProviderMessageId);
        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Does_not_believe_a_request_without_headers() =>
        Read(Unproved(Received(Connection, "IN3", "ok"))).ShouldBeOfType<WebhookReading.Forged>();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("ÿÿÿ")]
    public void Does_not_believe_another_signature(string signature) =>
        Read(Proved(Received(Connection, "IN4", "ok"), signature)).ShouldBeOfType<WebhookReading.Forged>();

    [Fact]
    public void Does_not_believe_a_text_cut_short()
    {
        var request = Received(Connection, "IN5", "a longer text that ends");
        for (var length = 0; length < request.Body.Length; length += 7)
        {
            var reading = Read(request with { Body = request.Body[..length] });
            (reading is WebhookReading.Forged || (!SignsText && reading is WebhookReading.Malformed)).ShouldBeTrue($"{length} bytes: {reading}");
        }
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_another_content_type(string? type) =>
        Read(Received(Connection, "IN6", "ok") with { ContentType = type }).ShouldNotBeOfType<WebhookReading.Verified>();

    [Fact]
    public void Refuses_what_is_far_too_long() =>
        Read(Sign(Connection, Encoding.UTF8.GetBytes("Body=" + new string('x', 3_000_000)), null)).ShouldNotBeOfType<WebhookReading.Verified>();

    [Fact]
    public void Survives_any_signed_bytes()
    {
        var random = new Random(19);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            if (Read(Sign(Connection, bytes, null)) is WebhookReading.Verified verified)
                (verified.Received.Count + verified.Updates.Count).ShouldBe(0);
        }
    }

    [Fact]
    public void Does_not_call_out_for_a_webhook()
    {
        Read(Received(Connection, "IN7", "ok"));
        Server.Requests.ShouldBeEmpty();
    }

    WebhookReading Read(WebhookRequest request)
    {
        var reading = Provider.ReadWebhook(Connection, request);
        HasNoSecret(reading);
        return reading;
    }
}
