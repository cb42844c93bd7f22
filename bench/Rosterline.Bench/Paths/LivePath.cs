using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Rosterline.Bench.Paths;

/// <summary>From a webhook to another person's browser, with 200 people connected.</summary>
static class LivePath
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(5);
    static readonly byte[] Hello = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), Ping = Encoding.UTF8.GetBytes("{\"type\":6}\u001e");
    static long nth;

    public static async Task<Measured> RunAsync(Bench bench)
    {
        var memory = bench.Cpu.Memory();
        var waiting = new ConcurrentDictionary<int, TaskCompletionSource<long>>();
        using var end = new CancellationTokenSource();
        var sockets = await Task.WhenAll(bench.World.RecruiterKeys.Select(key => ConnectAsync(bench, key)));
        var listening = sockets.Select((socket, line) => ListenAsync(socket, () => Complete(waiting, line), end.Token)).ToList();
        await Task.Delay(500);
        var each = (bench.Cpu.Memory() - memory) * 1024 / sockets.Length;
        var (before, began) = (bench.Cpu.Read(), Stopwatch.GetTimestamp());
        var (shown, missed) = await PostAsync(bench, waiting);
        var cpu = bench.Cpu.Since(before, Stopwatch.GetElapsedTime(began).TotalSeconds);
        await end.CancelAsync();
        await Task.WhenAll(listening);
        foreach (var socket in sockets) socket.Dispose();
        shown.Sort();
        return new Measured("live, 200 connected", shown.Count, Stopwatch.GetElapsedTime(began).TotalSeconds, [.. shown], missed, cpu)
            { Remark = FormattableString.Invariant($"{missed} not seen within {Patience.TotalSeconds} s; {each:0} kB of the application's memory per connection.") };
    }

    // One text after the other, to one line after the other: who hears of it is the recruiter of that line alone.
    static async Task<(List<int> Shown, int Missed)> PostAsync(Bench bench, ConcurrentDictionary<int, TaskCompletionSource<long>> waiting)
    {
        using var socket = await HttpSocket.OpenAsync(bench.Url);
        var (shown, missed, watching) = (new List<int>(), 0, new List<Task>());
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; Stopwatch.GetElapsedTime(began) < bench.Time; i++)
        {
            var seen = waiting[i % World.Lines] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await socket.SendAsync(Webhooks.Inbound(bench.World, i % World.Lines, 1_000_000_000 + Interlocked.Increment(ref nth)));
            watching.Add(WatchAsync(seen.Task, Stopwatch.GetTimestamp(), micros => { lock (shown) shown.Add(micros); }, () => Interlocked.Increment(ref missed)));
            await Task.Delay(Between);
        }
        await Task.WhenAll(watching);
        return (shown, missed);
    }

    static async Task WatchAsync(Task<long> seen, long answeredAt, Action<int> shown, Action missed)
    {
        if (await Task.WhenAny(seen, Task.Delay(Patience)) != seen) missed();
        else shown((int)Math.Max(0, (await seen - answeredAt) * 1_000_000 / Stopwatch.Frequency));
    }

    static void Complete(ConcurrentDictionary<int, TaskCompletionSource<long>> waiting, int line)
    {
        var now = Stopwatch.GetTimestamp();
        if (waiting.TryRemove(line, out var one)) one.TrySetResult(now);
    }

    static async Task<ClientWebSocket> ConnectAsync(Bench bench, string key)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{bench.Url.Port}/live"), default);
        await socket.SendAsync(Hello, WebSocketMessageType.Text, true, default);
        return socket;
    }

    static async Task ListenAsync(ClientWebSocket socket, Action changed, CancellationToken end)
    {
        var buffer = new byte[8 << 10];
        var pinged = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), end);
                if (buffer.AsSpan(0, read.Count).IndexOf("\"changed\""u8) >= 0) changed();
                if (Stopwatch.GetElapsedTime(pinged) < TimeSpan.FromSeconds(10)) continue;
                pinged = Stopwatch.GetTimestamp();
                await socket.SendAsync(Ping, WebSocketMessageType.Text, true, end);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // The end of the measurement, or of the connection: what is missed is counted.
        }
    }
}
