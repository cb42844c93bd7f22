using System.Diagnostics;
using Rosterline.Crash.Load;
using Rosterline.Crash.Provider;
using Rosterline.CrashCheck;
using Rosterline.Platform;

namespace Rosterline.Crash;

/// <summary>One run: load, kills at moments chosen by the seed, and at the end the comparison of what everybody has written down.</summary>
public sealed class CrashRun : IAsyncDisposable
{
    const int MostUnfinished = 3000;

    readonly CrashOptions options;
    readonly Action<string> say;
    readonly string folder;
    readonly Random random;
    readonly List<AppNode> nodes = [];
    readonly CrashReport report;
    DatabaseServer database = null!;
    FakeProvider provider = null!;
    Drivers drivers = null!;
    CommitWatch watch = null!;

    CrashRun(CrashOptions options, Action<string> say)
    {
        (this.options, this.say, random) = (options, say, new Random(options.Seed));
        folder = Directory.CreateTempSubdirectory("rosterline-crash-").FullName;
        // Passable for the account that runs the database when this is root.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        report = new CrashReport(options);
    }

    string Records => Path.Combine(folder, "records");

    public static async Task<CrashReport> ExecuteAsync(CrashOptions options, Action<string> say)
    {
        await using var run = new CrashRun(options, say);
        return await run.ExecuteAsync();
    }

    async Task<CrashReport> ExecuteAsync()
    {
        say($"seed {options.Seed}");
        var begun = Stopwatch.StartNew();
        using var acknowledged = await PrepareAsync();
        drivers = new Drivers(report.Agency!, nodes, provider, acknowledged, options.Seed);
        using var steady = new SteadyClock();
        drivers.Start();
        using var measuring = new CancellationTokenSource();
        var measured = MeasureAsync(measuring.Token);
        // A slow start takes none of the time, and one kill there is always.
        var killing = Stopwatch.StartNew();
        while (report.Kills.Count < options.Kills && (report.Kills.Count == 0 || killing.Elapsed < options.AtMost)) await KillOnceAsync();
        await Task.Delay(1000);
        await drivers.StopAsync();
        await measuring.CancelAsync();
        await measured;
        await SettleAsync();
        acknowledged.Dispose();
        await DisposeNodesAsync();
        report.Verdict = await Check.ExecuteAsync(Records, database.Source, watch, options.AfterStop);
        report.Surprises = [.. drivers.Surprises];
        report.ClockJumped = steady.Jumped;
        report.Took = begun.Elapsed;
        return report;
    }

    async Task<AppendOnly> PrepareAsync()
    {
        Directory.CreateDirectory(Records);
        database = await DatabaseServer.StartAsync(Path.Combine(folder, "database"), options.DatabaseSettings);
        provider = await FakeProvider.StartAsync(Path.Combine(Records, "provider.log"), options.Seed);
        var homes = Enumerable.Range(0, options.Nodes).Select(n => Directory.CreateDirectory(Path.Combine(folder, $"node{n}")).FullName).ToList();
        report.Agency = await SeededAgency.CreateAsync(database.Source, Secrets.Open(database.Source, homes[0]));
        foreach (var home in homes.Skip(1)) File.Copy(Path.Combine(homes[0], "secret.key"), Path.Combine(home, "secret.key"));
        watch = await CommitWatch.StartAsync(database.Source, database.ConnectionString);
        nodes.AddRange(homes.Select(home => new AppNode(home, database.ConnectionString, provider.Address)));
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        return new AppendOnly(Path.Combine(Records, "acknowledged.log"));
    }

    async Task KillOnceAsync()
    {
        // The plan of this kill, drawn whole before anything happens, so that the seed alone decides it.
        var (wait, aimed, node, whole, either) = (random.Next(200, 1200), random.Next(10) < 6, nodes[random.Next(nodes.Count)], random.Next(10) < 7, random.Next(2));
        await Task.Delay(wait);
        var patience = Stopwatch.StartNew();
        while (drivers.InFlight + provider.Unanswered < options.FewestInFlight || (aimed && provider.Unanswered == 0))
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(90)) throw new TimeoutException($"Never {options.FewestInFlight} requests in flight: {drivers.InFlight} asked of us, {provider.Unanswered} asked by us. {nodes[0].Output}");
            await Task.Delay(1);
        }
        var (asked, asking, since) = (drivers.InFlight, provider.Unanswered, Stopwatch.StartNew());
        if (options.Target == Target.App || (options.Target == Target.Either && either == 0))
        {
            await node.KillAsync();
            await node.StartAsync();
        }
        else
        {
            database.Kill(whole, random);
            await database.AnswersAsync();
        }
        report.Kills.Add(new Kill(asked + asking, asking, since.Elapsed));
        if (report.Kills.Count % 10 == 0) say($"{report.Kills.Count} kills, {provider.Accepted} texts accepted, back after {report.Kills.TakeLast(10).Average(kill => kill.Back.TotalSeconds):0.0} s, at least {report.Fewest} in flight");
    }

    async Task MeasureAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                drivers.Enough = await UnfinishedAsync() > MostUnfinished;
            }
            catch (Npgsql.NpgsqlException)
            {
                // Just killed.
            }
            await Task.WhenAny(Task.Delay(500, cancel));
        }
    }

    async Task<long> UnfinishedAsync()
    {
        await using var command = database.Source.CreateCommand("select count(*) from outbox");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // A node started once more reads the provider's list; then everything unfinished finds its end.
    async Task SettleAsync()
    {
        say("settling");
        foreach (var node in nodes)
        {
            await node.KillAsync();
            await node.StartAsync();
        }
        options.Settling();
        var since = Stopwatch.StartNew();
        while (since.Elapsed < options.Settle && (await UnfinishedAsync() > 0 || await MissingAsync() > 0)) await Task.Delay(500);
        report.Settled = since.Elapsed;
    }

    /// <summary>How many texts of the provider's list are not stored yet.</summary>
    async Task<long> MissingAsync()
    {
        await using var command = database.Source.CreateCommand("select count(*) from unnest($1::text[]) sid where not exists (select 1 from inbound_receipt r where r.provider_message_id = sid)");
        command.Parameters.Add(new() { Value = provider.Inbox.Select(text => text.Sid).ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async Task DisposeNodesAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        drivers?.Dispose();
        await DisposeNodesAsync();
        if (watch is not null) await watch.DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        if (options.Keep is { } keep && Directory.Exists(Records))
        {
            Directory.CreateDirectory(keep);
            foreach (var file in Directory.GetFiles(Records)) File.Copy(file, Path.Combine(keep, Path.GetFileName(file)), overwrite: true);
        }
        Directory.Delete(folder, recursive: true);
    }
}
