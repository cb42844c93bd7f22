using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Rosterline.Bench;

/// <summary>A carrier that speaks docs/simulated-carrier.md, answers a send after 20 ms and counts how often each reference came.</summary>
sealed class Carrier : IAsyncDisposable
{
    static readonly TimeSpan Answers = TimeSpan.FromMilliseconds(20);
    readonly WebApplication server;
    int taken;

    Carrier(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.First() + "/simulator/v1");

    /// <summary>How often each reference was handed over.</summary>
    public ConcurrentDictionary<Guid, int> Taken { get; } = new();

    /// <summary>When the last text came.</summary>
    public long LastAt { get; private set; }

    public static async Task<Carrier> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var carrier = new Carrier(app);
        app.MapPost("/simulator/v1/messages", carrier.TakeAsync);
        app.MapGet("/simulator/v1/messages", carrier.FindAsync);
        app.MapGet("/simulator/v1/inbound", (HttpContext context) => context.Response.WriteAsync("""{"items":[],"next":null}"""));
        await app.StartAsync();
        return carrier;
    }

    async Task TakeAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var reference = json.RootElement.GetProperty("reference").GetGuid();
        Taken.AddOrUpdate(reference, 1, (_, before) => before + 1);
        LastAt = System.Diagnostics.Stopwatch.GetTimestamp();
        var id = Interlocked.Increment(ref taken);
        await Task.Delay(Answers, context.RequestAborted);
        context.Response.StatusCode = 201;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"bench-{{id}}","status":"accepted"}""", context.RequestAborted);
    }

    Task FindAsync(HttpContext context) => context.Response.WriteAsync(
        Guid.TryParse(context.Request.Query["reference"], out var reference) && Taken.ContainsKey(reference)
            ? $$"""{"items":[{"id":"looked-up-{{reference}}","reference":"{{reference}}","status":"accepted","code":null}]}"""
            : """{"items":[]}""");

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
