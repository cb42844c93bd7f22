using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rosterline.Tests.Providers;

/// <summary>A real HTTP server on a free port that answers as the case says and remembers what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    readonly WebApplication app;

    ScriptedServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<Seen> Requests { get; } = new();

    /// <summary>What to answer; replace it per case.</summary>
    public Func<HttpContext, Seen, Task> Answer { get; set; } = Reply.Status(404);

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.HandleAsync);
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var seen = new Seen(context.Request.Method, context.Request.GetEncodedPathAndQuery(),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        Requests.Enqueue(seen);
        await Answer(context, seen);
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
    }
}

/// <summary>A request as the server saw it.</summary>
public sealed record Seen(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Values of a form field, in the order sent.</summary>
    public IReadOnlyList<string> Form(string name) => Values(Body, name);

    public IReadOnlyList<string> Query(string name) => Values(Target.Contains('?', StringComparison.Ordinal) ? Target.Split('?', 2)[1] : "", name);

    static string[] Values(string text, string name) =>
        QueryHelpers.ParseQuery(text).TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];
}

/// <summary>Ways to answer, and not to.</summary>
public static class Reply
{
    public static Func<HttpContext, Seen, Task> Json(int status, string body) => With(status, "application/json", Encoding.UTF8.GetBytes(body));

    public static Func<HttpContext, Seen, Task> With(int status, string type, byte[] body, params (string Name, string Value)[] headers) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    };

    public static Func<HttpContext, Seen, Task> Status(int status, params (string Name, string Value)[] headers) => With(status, "text/plain", [], headers);

    public static Func<HttpContext, Seen, Task> Garbage(int status) => With(status, "application/json", [0xff, 0x00, (byte)'{', 0x80, (byte)'"', 0xc3]);

    /// <summary>More than any answer may have, as fast as it is taken.</summary>
    public static Func<HttpContext, Seen, Task> Huge(int status) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var block = Encoding.ASCII.GetBytes(new string('[', 64 * 1024));
        for (var i = 0; i < 160 && !context.RequestAborted.IsCancellationRequested; i++)
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
    };

    /// <summary>Half a body, then the connection ends.</summary>
    public static Func<HttpContext, Seen, Task> BreakOff(int status) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 4000;
        await context.Response.WriteAsync("{\"sid\":\"SM", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        // A reset may overtake what was sent; give the status time to be read.
        await Task.Delay(100);
        context.Abort();
    };

    /// <summary>Takes the whole request, then says nothing.</summary>
    public static Func<HttpContext, Seen, Task> Never { get; } = async (context, _) =>
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>Takes the whole request, then ends the connection.</summary>
    public static Func<HttpContext, Seen, Task> Cut { get; } = (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>One after the other; the last one stays.</summary>
    public static Func<HttpContext, Seen, Task> InTurn(params Func<HttpContext, Seen, Task>[] replies)
    {
        var next = -1;
        return (context, seen) => replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)](context, seen);
    }
}

/// <summary>Keeps every line logged, to look for what must not be there.</summary>
public sealed class KeptLog<T> : ILogger<T>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");
}
