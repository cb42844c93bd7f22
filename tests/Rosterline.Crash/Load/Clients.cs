using System.Collections.Concurrent;

namespace Rosterline.Crash.Load;

/// <summary>
/// Patient clients: the same request again, at another node where there is one, until somebody says yes or no. What is answered with yes is
/// written down by the caller; anything else than yes, a refusal in words or "not now" is a surprise.
/// </summary>
sealed class Clients(IReadOnlyList<AppNode> nodes, CancellationToken stop) : IDisposable
{
    const int MostSurprises = 20;
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(30), NotNowAgain = TimeSpan.FromMilliseconds(500);

    readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = 2000, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
    int inFlight, next, notNow;

    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>How often the answer was 503.</summary>
    public int NotNow => Volatile.Read(ref notNow);

    public ConcurrentQueue<string> Surprises { get; } = new();

    /// <param name="make">The request, for the address of a node.</param>
    /// <param name="take">True: this was an answer.</param>
    public async Task AskAsync(Func<Uri, HttpRequestMessage> make, Func<HttpResponseMessage, Task<bool>> take, bool once = false)
    {
        while (!stop.IsCancellationRequested)
        {
            var (node, before) = (await PickAsync(), Volatile.Read(ref notNow));
            if (node is null || await TryAsync(node, make, take) || once) return;
            // After "not now" a caller gives us a moment; after a broken connection she tries the next node.
            await Task.Delay(Volatile.Read(ref notNow) > before ? NotNowAgain : Again);
        }
    }

    async Task<AppNode?> PickAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var from = Interlocked.Increment(ref next);
            for (var i = 0; i < nodes.Count; i++)
                if (nodes[(int)((uint)(from + i) % (uint)nodes.Count)] is { IsUp: true } up) return up;
            await Task.WhenAny([.. nodes.Select(node => node.WhenUp), Task.Delay(500)]);
        }
        return null;
    }

    async Task<bool> TryAsync(AppNode node, Func<Uri, HttpRequestMessage> make, Func<HttpResponseMessage, Task<bool>> take)
    {
        Interlocked.Increment(ref inFlight);
        try
        {
            using var request = make(node.Address);
            using var answer = await http.SendAsync(request);
            if (await take(answer)) return true;
            if ((int)answer.StatusCode == 503) Interlocked.Increment(ref notNow);
            else if (Surprises.Count < MostSurprises) Surprises.Enqueue($"{request.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException)
        {
            // Killed under us: no answer, so once more.
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
        return false;
    }

    public void Dispose() => http.Dispose();
}
