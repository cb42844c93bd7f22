using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>
/// A backup every night at two and a trial restore of the newest one every week (P-06), by one node at a time. What became of
/// them is written down for Admin › Health.
/// </summary>
sealed class BackupSchedule(NpgsqlDataSource database, TakeBackup take, TryBackup tryOut, Settings settings, TimeProvider clock, ILogger<BackupSchedule> log) : BackgroundService
{
    const int Hour = 2;
    static readonly TimeSpan Look = TimeSpan.FromMinutes(5), TryEvery = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // An external database has its operator's schedule.
        if (settings.Database is not null || settings.BackupsOff) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, clock, stoppingToken);
            try
            {
                await RunDueAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                // Due again at the next look.
                log.LogWarning("The backup schedule could not be read: {Fault}", fault.Message);
            }
        }
    }

    /// <summary>Does what is due: the night's backup, then the week's trial.</summary>
    internal async Task RunDueAsync(CancellationToken cancel)
    {
        var folder = BackupFolder.Of(settings);
        if (await LastTriedAsync("backup", cancel) is var taken && (taken is null || taken < LastTwo()))
            await RecordAsync("backup", async () => (await take.ExecuteAsync(folder, BackupKey.Of(settings), TakeBackup.DefaultMegabytesPerSecond, cancel)).Words, cancel);
        if (BackupFolder.Find(folder) is [var newest, ..] && (await LastTriedAsync("trial", cancel) is not { } tried || clock.GetUtcNow() - tried > TryEvery))
            await RecordAsync("trial", async () => (await tryOut.ExecuteAsync(newest.Path, cancel)).Words, cancel);
    }

    // Two in the night of this machine's zone, most recently past.
    DateTimeOffset LastTwo()
    {
        var now = clock.GetLocalNow();
        var two = new DateTimeOffset(now.Year, now.Month, now.Day, Hour, 0, 0, now.Offset);
        return two <= now ? two : two.AddDays(-1);
    }

    async Task<DateTimeOffset?> LastTriedAsync(string kind, CancellationToken cancel) =>
        (await database.Command("select max(at) from backup_run where kind = $1", kind).ReadAllAsync(row => row.Maybe<DateTimeOffset>(0), cancel))[0];

    async Task RecordAsync(string kind, Func<Task<string>> work, CancellationToken cancel)
    {
        var (ok, words) = (false, "");
        try
        {
            (ok, words) = (true, await work());
        }
        catch (Exception fault) when (fault is StartupException or IOException or UnauthorizedAccessException or NpgsqlException or BadSettingException)
        {
            // Shown under Admin › Health, and tried again the next night.
            words = fault.Message;
            log.LogError("The {Kind} failed: {Fault}", kind, fault.Message);
        }
        await database.Command("insert into backup_run (kind, at, ok, words) values ($1, $2, $3, $4)", kind, clock.GetUtcNow(), ok, words).RunAsync(cancel);
    }
}

/// <summary>Restores a backup beside the running system, looks whether it holds what it should, and removes it again.</summary>
public sealed class TryBackup(Settings settings, TimeProvider clock)
{
    public sealed record Tried(BackupRestored Restored, string Words);

    public async Task<Tried> ExecuteAsync(string file, CancellationToken cancel)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $".trial-{Environment.ProcessId}");
        try
        {
            var begun = clock.GetTimestamp();
            var restored = await RestoreBackup.ExecuteAsync(file, folder, _ => BackupKey.Of(settings), clock, cancel);
            if (restored.Log.Broken is { } broken) throw new StartupException($"The log of what followed {Path.GetFileName(file)} cannot be used: {broken}");
            return new Tried(restored, $"{Path.GetFileName(file)} opens and holds {restored.People:n0} people and {restored.Messages:n0} texts; restoring took {clock.GetElapsedTime(begun).TotalSeconds:0} s.");
        }
        finally
        {
            RestoreBackup.Remove(folder);
        }
    }
}
