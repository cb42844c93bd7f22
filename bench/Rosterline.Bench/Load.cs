using System.Diagnostics;

namespace Rosterline.Bench;

/// <summary>Many clients, each with one request under way, for a while; the first part warms up and is not counted.</summary>
sealed class Load(Bench bench, string path, int status)
{
    readonly List<int> micros = [];
    long answered, refused;
    string? firstRefusal;

    public int Clients { get; init; } = 64;

    /// <summary>Looks at each answer.</summary>
    public Action<int, HttpSocket>? Seen { get; init; }

    /// <summary>Everything answered as expected, the warm-up too.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <param name="next">The next request of a client; null ends it.</param>
    public async Task<Measured> RunAsync(Func<int, byte[]?> next)
    {
        var counting = Stopwatch.GetTimestamp() + (long)(bench.Warm.TotalSeconds * Stopwatch.Frequency);
        var until = counting + (long)(bench.Time.TotalSeconds * Stopwatch.Frequency);
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => OneAsync(client, counting, until, next))).ToList();
        await Task.Delay(bench.Warm);
        var (before, begun) = (bench.Cpu.Read(), Stopwatch.GetTimestamp());
        var ended = Math.Max((await Task.WhenAll(clients)).Max(), counting + 1);
        var cpu = bench.Cpu.Since(before, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        micros.Sort();
        return new Measured(path, micros.Count, (ended - counting) / (double)Stopwatch.Frequency, [.. micros], refused, cpu) { Remark = firstRefusal };
    }

    async Task<long> OneAsync(int client, long counting, long until, Func<int, byte[]?> next)
    {
        using var socket = await HttpSocket.OpenAsync(bench.Url);
        var mine = new List<int>(100_000);
        var now = Stopwatch.GetTimestamp();
        while (now < until && next(client) is { } request)
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await socket.SendAsync(request);
            now = Stopwatch.GetTimestamp();
            if (answer == status) Interlocked.Increment(ref answered);
            else Refuse(answer, socket);
            if (began >= counting && answer == status) mine.Add((int)((now - began) * 1_000_000 / Stopwatch.Frequency));
            Seen?.Invoke(client, socket);
        }
        lock (micros) micros.AddRange(mine);
        return now;
    }

    void Refuse(int answer, HttpSocket socket)
    {
        if (Interlocked.Increment(ref refused) == 1) firstRefusal = $"first refusal: {answer} {System.Text.Encoding.UTF8.GetString(socket.Body)}".ReplaceLineEndings(" ");
    }
}
