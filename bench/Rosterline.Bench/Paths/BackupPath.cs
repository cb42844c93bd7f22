using System.Diagnostics;
using System.Globalization;
using Rosterline.Admin.Backup;
using Rosterline.Platform;

namespace Rosterline.Bench.Paths;

/// <summary>
/// Dispatch beside the nightly backup, at the rate it has by itself, and beside the archiving of the database's log that follows it.
/// The database holds the conversations of the inbox and so many texts as a small agency has after a year.
/// </summary>
static class BackupPath
{
    const int Kept = 300_000, Rounds = 3;

    public static async Task<IReadOnlyList<Measured>> RunAsync(Bench bench)
    {
        await FillAsync(bench);
        await DispatchPath.RunAsync(bench, HeldPath.FillAsync);
        var free = await MedianAsync(bench);
        var folder = Path.Combine(bench.Options.DataFolder, "backups");
        var take = new TakeBackup(bench.Sql, new Settings { DataFolder = bench.Options.DataFolder }, TimeProvider.System);
        using var enough = new CancellationTokenSource();
        var (taken, seconds, bytes) = (0, 0d, 0L);
        // One after the other, for as long as texts go out: no round is measured without one.
        var backups = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var began = Stopwatch.GetTimestamp();
                var backup = await take.ExecuteAsync(folder, BackupKey.FromFile(Path.Combine(bench.Options.DataFolder, "backup.key"), make: true), TakeBackup.DefaultMegabytesPerSecond, enough.Token);
                (taken, seconds, bytes) = (taken + 1, Stopwatch.GetElapsedTime(began).TotalSeconds, backup.Bytes);
            }
        });
        // Past the checkpoint a backup begins with.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var beside = await MedianAsync(bench);
        if (taken == 0) await Task.WhenAny(backups, Task.Delay(TimeSpan.FromMinutes(5)));
        await enough.CancelAsync();
        await backups.ContinueWith(_ => { }, TaskScheduler.Default);
        if (backups.IsFaulted) await backups;
        var size = await bench.World.OneAsync<string>("select pg_size_pretty(pg_database_size(current_database()))");
        return
        [
            free with { Path = "dispatch, without a backup" },
            beside with
            {
                Path = "dispatch beside a backup",
                Remark = string.Create(CultureInfo.InvariantCulture,
                    $"{Share(beside.PerSecond, free.PerSecond)} of the speed without it, {Share(beside.PerCore, free.PerCore)} per busy core; {Kept:n0} texts, {size}, {taken} {(taken == 1 ? "backup" : "backups")} of {bytes / 1_000_000:n0} MB, the last in {seconds:0} s, the log archived beside. {beside.Remark}"),
            },
        ];
    }

    static string Share(double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:0} %");

    static async Task<Measured> MedianAsync(Bench bench)
    {
        var rounds = new List<Measured>();
        for (var n = 0; n < Rounds; n++) rounds.Add(await DispatchPath.RunAsync(bench, HeldPath.FillAsync));
        return rounds.OrderBy(round => round.PerSecond).ElementAt(Rounds / 2);
    }

    // Texts of the last month, received: nothing of them is dispatched.
    static Task FillAsync(Bench bench) => bench.World.RunAsync("""
        insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, created_at)
        select $1, (lpad(to_hex((extract(epoch from now() - n * interval '5 seconds') * 1000)::bigint), 12, '0') || '7' || substr(md5('kept' || n), 1, 3) || '8' || substr(md5('kept' || n), 4, 15))::uuid,
               c.id, c.line_id, c.number, 1000 + n / $3::int, 0, 11, 'I can be there at six, is the parking behind the building? Order ' || n, now() - n * interval '5 seconds'
        from generate_series(0, $2::int - 1) n join conversation c on c.root_id = $1 and c.number = $4 + n % $3::int
        """, bench.World.RootId, Kept, World.People, World.PersonNumber(0));
}
