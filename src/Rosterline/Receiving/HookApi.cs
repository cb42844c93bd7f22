using System.Buffers;
using System.Collections.Concurrent;
using Npgsql;
using Rosterline.Lines;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Receiving.Elsewhere;

namespace Rosterline.Receiving;

/// <summary>
/// The entrance for everything a provider sends: found by its unguessable address, verified on the raw bytes, stored, and only then
/// answered with 2xx (design, I1). Forged requests get 403, unreadable ones 400, and leave no trace in the data.
/// </summary>
static class HookApi
{
    const int LargestBody = 1 << 20;
    static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(10);

    public static void Map(WebApplication app) =>
        app.Map("/hooks/{provider}/{token}/{**rest}", ReceiveAsync).DisableAntiforgery().AllowAnonymous().ExcludeFromDescription();

    static async Task ReceiveAsync(HttpContext context, string provider, string token, ConnectionReader connections, ReceiveTexts receive, TakeFromElsewhere elsewhere, HookSeen seen, ExchangeLog exchanges, ConnectionCounts counts, TimeProvider clock)
    {
        var cancel = context.RequestAborted;
        if (await connections.FindByHookAsync(provider, token, cancel) is not { } found)
        {
            await AnswerAsync(context, 404, "Nothing is connected at this address.");
            return;
        }
        var began = clock.GetTimestamp();
        void Kept(int status, string verdict, int bytes, DeliveryUpdate? about = null)
        {
            counts.Add(found.Connection, "webhook");
            exchanges.Received(found.Connection, context.Request.Method, status, verdict, clock.GetElapsedTime(began), bytes, about);
        }
        if (await ReadBodyAsync(context) is not { } body)
        {
            Kept(413, "too_large", 0);
            await AnswerAsync(context, 413, "This is larger than a text can be.");
            return;
        }
        switch (found.Provider.ReadWebhook(found.Connection, Describe(context, found.Connection, body)))
        {
            case WebhookReading.Forged forged:
                Kept(403, "forged", body.Length);
                await AnswerAsync(context, 403, forged.Words);
                break;
            case WebhookReading.Malformed malformed:
                Kept(400, "malformed", body.Length);
                await AnswerAsync(context, 400, malformed.Words);
                break;
            case WebhookReading.Verified verified:
                // Not bound to the caller's patience: what was read is stored, whoever hangs up.
                try
                {
                    await receive.ExecuteAsync(found.Connection, verified.Received, verified.Updates, CancellationToken.None);
                    if (verified.Sent.Count + verified.Consents.Count > 0) await elsewhere.ExecuteAsync(found.Connection, verified, CancellationToken.None);
                }
                catch (NotStoredException)
                {
                    // Answered with 503 by the common handler.
                    Kept(503, "not_stored", body.Length);
                    throw;
                }
                if (verified.Updates.Count > 0) counts.Add(found.Connection, "receipt", verified.Updates.Count);
                foreach (var update in verified.Updates)
                    if (update.Problem is { } problem) counts.Add(found.Connection, $"problem:{problem}");
                Kept(verified.Reply.Status, "ok", body.Length, verified.Updates.Count == 1 ? verified.Updates[0] : null);
                seen.Mark(found.Connection);
                await ReplyAsync(context, verified.Reply);
                break;
        }
    }

    static WebhookRequest Describe(HttpContext context, Connection connection, byte[] body)
    {
        var request = context.Request;
        var address = new Uri(connection.HookAddress, request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        var headers = new Dictionary<string, string>(request.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers) headers[header.Key] = header.Value.ToString();
        return new WebhookRequest(request.Method, address, headers, request.ContentType, body);
    }

    /// <summary>Null when it is too large or comes too slowly.</summary>
    static async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBody) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(BodyWithin);
        try
        {
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(patience.Token);
                if (read.Buffer.Length > LargestBody)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return null;
                }
                if (read.IsCompleted)
                {
                    var body = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A body that drips for ever is cut off.
            return null;
        }
        catch (BadHttpRequestException)
        {
            // Slower than the server waits for, or broken in the middle: nothing of ours went wrong.
            return null;
        }
    }

    static Task ReplyAsync(HttpContext context, WebhookReply reply)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.Body is null) return Task.CompletedTask;
        context.Response.ContentType = reply.ContentType;
        return context.Response.WriteAsync(reply.Body);
    }

    static Task AnswerAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }
}

/// <summary>Notes when a connection was last heard from, at most every ten seconds.</summary>
sealed class HookSeen(NpgsqlDataSource database, TimeProvider clock, ILogger<HookSeen> log)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    readonly ConcurrentDictionary<Guid, long> written = new();

    public void Mark(Connection connection)
    {
        if (written.TryGetValue(connection.Id, out var at) && clock.GetElapsedTime(at) < Every) return;
        written[connection.Id] = clock.GetTimestamp();
        _ = WriteAsync(connection);
    }

    async Task WriteAsync(Connection connection)
    {
        try
        {
            await database.Command("update provider_connection set last_hook_at = now() where root_id = $1 and id = $2", connection.RootId, connection.Id).RunAsync(CancellationToken.None);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Only a display; the next webhook notes it.
            log.LogDebug("Not noted: {Fault}", fault.Message);
        }
    }
}
