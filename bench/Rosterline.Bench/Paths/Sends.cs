using System.Diagnostics;
using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.Bench.Paths;

/// <summary>Texts accepted from an API client.</summary>
static class SendPath
{
    static long nth;

    public static byte[] Next(World world)
    {
        var mine = Interlocked.Increment(ref nth);
        var person = (int)(mine * 7919 % World.People);
        return HttpSocket.Request("POST /api/v1/messages", $"Authorization: Bearer {world.AdminKey}\r\nIdempotency-Key: {Ids.New()}\r\n", string.Create(CultureInfo.InvariantCulture,
            $$"""{"to":"+{{World.PersonNumber(person)}}","line":"{{world.LineIds[World.LineOf(person)]}}","body":"Your shift starts Monday at 7, gate 4, text {{mine}}"}"""));
    }

    /// <summary>With sending paused: accepting alone.</summary>
    public static async Task<Measured> PausedAsync(Bench bench)
    {
        await PauseAsync(bench, true);
        return await new Load(bench, "API send", 202).RunAsync(_ => Next(bench.World));
    }

    /// <summary>While the accepted texts are handed over at once.</summary>
    public static async Task<Measured> RunningAsync(Bench bench)
    {
        await PauseAsync(bench, false);
        await DispatchPath.DrainAsync(bench);
        var before = bench.Carrier.Taken.Count;
        var began = Stopwatch.GetTimestamp();
        var measured = await new Load(bench, "API send while texts go out", 202).RunAsync(_ => Next(bench.World));
        var handed = (bench.Carrier.Taken.Count - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return measured with { Remark = $"{handed:n0} texts/s were handed over at the same time. {measured.Remark}".Trim() };
    }

    public static Task PauseAsync(Bench bench, bool paused) => bench.World.RunAsync(
        "update organisation set paused_at = case when $2 then now() end where root_id = $1", bench.World.RootId, paused);
}

/// <summary>Queued texts handed over to a carrier that answers in 20 ms, each exactly once.</summary>
static class DispatchPath
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<Measured> RunAsync(Bench bench) => RunAsync(bench, FillAsync);

    public static async Task<Measured> RunAsync(Bench bench, Func<Bench, Task> fill)
    {
        await SendPath.PauseAsync(bench, false);
        await DrainAsync(bench);
        await SendPath.PauseAsync(bench, true);
        await fill(bench);
        var queued = await QueuedAsync(bench);
        bench.Carrier.Taken.Clear();
        var (before, began) = (bench.Cpu.Read(), Stopwatch.GetTimestamp());
        await SendPath.PauseAsync(bench, false);
        await UntilAsync(() => Task.FromResult(bench.Carrier.Taken.Count), count => count >= queued.Count);
        var cpu = bench.Cpu.Since(before, Stopwatch.GetElapsedTime(began).TotalSeconds);
        await DrainAsync(bench);
        var seconds = Stopwatch.GetElapsedTime(began, bench.Carrier.LastAt).TotalSeconds;
        return new Measured("dispatch", bench.Carrier.Taken.Count, seconds, [], 0, cpu) { Remark = await VerdictAsync(bench, queued) };
    }

    /// <summary>Waits until nothing is on its way.</summary>
    public static Task DrainAsync(Bench bench) => UntilAsync(
        async () => (int)await bench.World.OneAsync<long>("select count(*) from outbox where root_id = $1", bench.World.RootId), count => count == 0);

    static async Task FillAsync(Bench bench)
    {
        var left = bench.Options.Texts;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using var socket = await HttpSocket.OpenAsync(bench.Url);
            while (Interlocked.Decrement(ref left) >= 0) await socket.SendAsync(SendPath.Next(bench.World));
        }));
    }

    static async Task<HashSet<Guid>> QueuedAsync(Bench bench)
    {
        await using var command = bench.World.Command("select message_id from outbox where root_id = $1", bench.World.RootId);
        await using var reader = await command.ExecuteReaderAsync();
        var queued = new HashSet<Guid>();
        while (await reader.ReadAsync()) queued.Add(reader.GetGuid(0));
        return queued;
    }

    static async Task<string> VerdictAsync(Bench bench, HashSet<Guid> queued)
    {
        var twice = bench.Carrier.Taken.Count(t => t.Value > 1);
        var missing = queued.Count(id => !bench.Carrier.Taken.ContainsKey(id));
        var left = await bench.World.OneAsync<long>("select count(*) from outbox where root_id = $1", bench.World.RootId);
        return $"{queued.Count:n0} queued, {twice} handed over twice, {missing} missing, {left} still queued afterwards{(twice + missing + left == 0 ? "" : " — NOT RIGHT")}.";
    }

    // Gives up when nothing moves any more.
    static async Task UntilAsync(Func<Task<int>> read, Func<int, bool> done)
    {
        var (last, movedAt) = (-1, Stopwatch.GetTimestamp());
        for (var now = await read(); !done(now) && Stopwatch.GetElapsedTime(movedAt) < Patience; now = await read())
        {
            if (now != last) (last, movedAt) = (now, Stopwatch.GetTimestamp());
            await Task.Delay(50);
        }
    }
}
