using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Rosterline.Tests.Support;

/// <summary>A text as the carrier accepted it.</summary>
public sealed record Carried(string Id, Guid Reference, string From, string To, string Body, string CallbackUrl, DateTimeOffset At);

/// <summary>
/// A small real server that speaks the simulated carrier's protocol and keeps its own record of what it accepted, which outlives the
/// application under test.
/// </summary>
public sealed class FakeCarrier : IAsyncDisposable
{
    public const string Token = "secret-token-of-the-carrier";

    readonly WebApplication server;
    readonly ConcurrentDictionary<Guid, Carried> byReference = new();
    int ids;

    FakeCarrier(WebApplication server) => this.server = server;

    /// <summary>Everything accepted, in order; a reference that stands twice was handed over twice.</summary>
    public ConcurrentQueue<Carried> Accepted { get; } = new();

    /// <summary>Received texts that a list shows, for gap filling.</summary>
    public ConcurrentQueue<object> Inbox { get; } = new();

    /// <summary>Decides what happens to a text: null accepts it at once.</summary>
    public Func<Carried, HttpContext, Task<bool>>? Behaviour { get; set; }

    /// <summary>What it says when asked about a number.</summary>
    public Func<string, object> KindOf { get; set; } = _ => new { type = "mobile", getsTexts = true, carrier = "Fake" };

    /// <summary>Out of service: nothing it is asked is carried out.</summary>
    public bool Down { get; set; }

    /// <summary>Milliseconds between acceptance and reply.</summary>
    public int ReplyDelay { get; set; }

    /// <summary>Accepted texts whose reply is still to be sent.</summary>
    public int Unanswered => unanswered;

    int unanswered;

    public Uri Address => new(server.Urls.First() + "/simulator/v1");

    public static async Task<FakeCarrier> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var carrier = new FakeCarrier(app);
        app.Use((context, next) =>
        {
            if (!carrier.Down) return next(context);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        app.MapPost("/simulator/v1/messages", carrier.TakeAsync);
        app.MapGet("/simulator/v1/messages", carrier.FindAsync);
        app.MapGet("/simulator/v1/inbound", carrier.ListAsync);
        app.MapGet("/simulator/v1/numbers", (HttpContext context) => context.Response.WriteAsJsonAsync(new { items = Array.Empty<object>() }));
        app.MapGet("/simulator/v1/account", (HttpContext context) => context.Response.WriteAsJsonAsync(new { name = "Fake", numbers = 1 }));
        app.MapGet("/simulator/v1/lookups/{number}", (string number) => Results.Ok(carrier.KindOf(number)));
        await app.StartAsync();
        return carrier;
    }

    /// <summary>Posts webhooks as the carrier does; one event or several.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri hook, object events, string token = Token)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(events, JsonSerializerOptions.Web);
        using var request = Sign(hook, body, token);
        return await client.SendAsync(request);
    }

    public static HttpRequestMessage Sign(Uri hook, byte[] body, string token = Token)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), (byte[])[.. Encoding.UTF8.GetBytes(stamp + "."), .. body]);
        return new HttpRequestMessage(HttpMethod.Post, hook)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
            Headers = { { "X-Simulated-Timestamp", stamp }, { "X-Simulated-Signature", "sha256=" + Convert.ToHexStringLower(signature) } },
        };
    }

    public static object Inbound(string id, long from, long to, string body) => new
    {
        type = "message.received", id, from = "+" + from, to = "+" + to, body, mediaUrls = Array.Empty<string>(), receivedAt = TimeProvider.System.GetUtcNow(),
    };

    public static object Status(Carried text, string status, string? code = null) => new
    {
        type = "message.status", id = text.Id, reference = text.Reference, status, code, at = TimeProvider.System.GetUtcNow(),
    };

    async Task TakeAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var root = json.RootElement;
        var text = new Carried(
            $"sim-{Interlocked.Increment(ref ids)}", root.GetProperty("reference").GetGuid(), root.GetProperty("from").GetString()!,
            root.GetProperty("to").GetString()!, root.GetProperty("body").GetString()!, root.GetProperty("callbackUrl").GetString()!, TimeProvider.System.GetUtcNow());
        if (Behaviour is { } behave && !await behave(text, context)) return;
        Accept(text);
        Interlocked.Increment(ref unanswered);
        try
        {
            if (ReplyDelay > 0) await Task.Delay(ReplyDelay);
            context.Response.StatusCode = 201;
            await context.Response.WriteAsJsonAsync(new { id = text.Id, status = "accepted" });
        }
        finally
        {
            Interlocked.Decrement(ref unanswered);
        }
    }

    public void Accept(Carried text)
    {
        Accepted.Enqueue(text);
        byReference[text.Reference] = text;
    }

    Task FindAsync(HttpContext context)
    {
        var found = Guid.TryParse(context.Request.Query["reference"], out var reference) && byReference.TryGetValue(reference, out var text)
            ? new object[] { new { id = text.Id, reference, status = "accepted" } } : [];
        return context.Response.WriteAsJsonAsync(new { items = found });
    }

    /// <summary>False: the list of received texts cannot be read.</summary>
    public bool Lists { get; set; } = true;

    Task ListAsync(HttpContext context)
    {
        if (Lists) return context.Response.WriteAsJsonAsync(new { items = Inbox.ToArray(), next = (string?)null });
        context.Response.StatusCode = 503;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
