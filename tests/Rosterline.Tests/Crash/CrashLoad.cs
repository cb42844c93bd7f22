using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Crash;

/// <summary>Clients that send and carriers that deliver, as hard as they can, repeating each request until it is acknowledged.</summary>
sealed class CrashLoad(Uri address, CrashAgency crash) : IDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly HttpClient client = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1), MaxConnectionsPerServer = 1000 })
    {
        Timeout = TimeSpan.FromSeconds(20), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", crash.ApiKey) },
    };

    int inFlight, next;
    Task running = Task.CompletedTask;

    public ConcurrentDictionary<Guid, byte> AcknowledgedSends { get; } = new();

    public ConcurrentDictionary<string, byte> AcknowledgedTexts { get; } = new();

    public ConcurrentQueue<string> Surprises { get; } = new();

    public int InFlight => Volatile.Read(ref inFlight);

    public void Start(int senders, int carriers) =>
        running = Task.WhenAll([.. Enumerable.Range(0, senders).Select(_ => Task.Run(SendAsync)), .. Enumerable.Range(0, carriers).Select(_ => Task.Run(DeliverAsync))]);

    public Task StopAsync()
    {
        stop.Cancel();
        return running;
    }

    async Task SendAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref next);
            await UntilAcknowledgedAsync(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/v1/messages"))
                {
                    Content = JsonContent.Create(new { to = $"+1303555{1000 + n % 400:0000}", line = crash.Lines[n % crash.Lines.Count].Id, body = $"Text {n}" }),
                };
                request.Headers.Add("Idempotency-Key", $"key-{n}");
                return request;
            }, async answer => AcknowledgedSends[(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()] = 0);
        }
    }

    async Task DeliverAsync()
    {
        var hook = new Uri(address, $"/hooks/simulated/{crash.HookToken}");
        while (!stop.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref next);
            var id = $"in-{n}";
            var body = JsonSerializer.SerializeToUtf8Bytes(FakeCarrier.Inbound(id, 13035551000 + n % 400, crash.Lines[n % crash.Lines.Count].Number, $"Answer {n}"));
            await UntilAcknowledgedAsync(() => FakeCarrier.Sign(hook, body), _ => Task.FromResult(AcknowledgedTexts[id] = 0));
        }
    }

    // What a patient client does: the same request again, until somebody says yes.
    async Task UntilAcknowledgedAsync(Func<HttpRequestMessage> make, Func<HttpResponseMessage, Task> acknowledged)
    {
        while (!stop.IsCancellationRequested)
        {
            Interlocked.Increment(ref inFlight);
            try
            {
                using var request = make();
                using var answer = await client.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                {
                    await acknowledged(answer);
                    return;
                }
                if ((int)answer.StatusCode is not (503 or 500)) Surprises.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
            {
                // Killed under us: not acknowledged, so once more.
            }
            finally
            {
                Interlocked.Decrement(ref inFlight);
            }
            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        stop.Dispose();
    }
}
