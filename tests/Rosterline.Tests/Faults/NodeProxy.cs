using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Rosterline.Tests.Faults;

/// <summary>
/// A small reverse proxy in front of several nodes, as one runs it: each request in turn to the next node, on a connection of its own, and to another
/// one when a node does not take the connection, or loses a request that may be repeated.
/// </summary>
sealed class NodeProxy : IAsyncDisposable
{
    readonly WebApplication server;
    readonly IReadOnlyList<Uri> nodes;
    readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false });
    int turn;

    NodeProxy(WebApplication server, IReadOnlyList<Uri> nodes) => (this.server, this.nodes) = (server, nodes);

    public Uri Address => new(server.Urls.First());

    public static async Task<NodeProxy> StartAsync(IReadOnlyList<Uri> nodes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new NodeProxy(app, nodes);
        app.Run(proxy.PassAsync);
        await app.StartAsync();
        return proxy;
    }

    async Task PassAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        var first = Interlocked.Increment(ref turn);
        for (var i = 0; i < nodes.Count * 4; i++)
        {
            try
            {
                using var answer = await http.SendAsync(RequestTo(nodes[(first + i) % nodes.Count], context.Request, memory.ToArray()));
                context.Response.StatusCode = (int)answer.StatusCode;
                await answer.Content.CopyToAsync(context.Response.Body);
                return;
            }
            catch (HttpRequestException fault) when (fault.InnerException is SocketException || context.Request.Headers.ContainsKey("Idempotency-Key"))
            {
                // Refused before a byte was sent, or lost on the way by a node that was just closing and safe to repeat by its key: the next node.
                await Task.Delay(20);
            }
        }
        context.Response.StatusCode = 502;
    }

    static HttpRequestMessage RequestTo(Uri node, HttpRequest from, byte[] body)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(node, from.Path + from.QueryString));
        if (body.Length > 0) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        foreach (var name in new[] { "Authorization", "Idempotency-Key" })
            if (from.Headers.TryGetValue(name, out var value)) request.Headers.TryAddWithoutValidation(name, value.ToString());
        request.Headers.ConnectionClose = true;
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
