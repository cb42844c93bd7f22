using Npgsql;
using Rosterline.Admin.Backup;
using Rosterline.Platform;

namespace Rosterline.Admin.Health;

/// <summary>There is a recent backup, and the newest one was proven to open (P-06).</summary>
sealed class BackupCheck(NpgsqlDataSource database, Settings settings, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Old = TimeSpan.FromHours(36), TrialOld = TimeSpan.FromDays(15);

    sealed record Run(string Kind, DateTimeOffset At, bool Ok, string Words);

    public string Name => "Backup";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        if (settings.Database is not null) return HealthCheck.Ok(Name, "The database is external: its operator backs it up. Keep a copy of secret.key.");
        var runs = await database.Command("select distinct on (kind) kind, at, ok, words from backup_run order by kind, at desc")
            .ReadAllAsync(row => new Run(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetBoolean(2), row.GetString(3)), cancel);
        var now = clock.GetUtcNow();
        if (BackupFolder.Find(BackupFolder.Of(settings)) is not [var newest, ..])
            return runs.Find(r => r.Kind == "backup") is { Ok: false } failed ? HealthCheck.Problem(Name, $"None yet; the last try failed: {failed.Words}")
                : now - await FirstStartAsync(cancel) < Old ? HealthCheck.Ok(Name, "None yet. The first is made tonight; rosterline backup makes one now.")
                : HealthCheck.Warning(Name, "None yet. One is due every night; rosterline backup makes one now.");
        var words = $"The newest is {Age(now - newest.TakenAt)} old.";
        if (now - newest.TakenAt > Old) return HealthCheck.Warning(Name, $"{words} One is due every night{(runs.Find(r => r is { Kind: "backup", Ok: false }) is { } bad ? ": " + bad.Words : ".")}");
        return runs.Find(r => r.Kind == "trial") switch
        {
            { Ok: false } trial => HealthCheck.Problem(Name, $"{words} The trial restore failed: {trial.Words}"),
            { } trial when now - trial.At < TrialOld => HealthCheck.Ok(Name, $"{words} {trial.Words}"),
            _ => HealthCheck.Ok(Name, $"{words} It is tried out once a week."),
        };
    }

    async Task<DateTimeOffset> FirstStartAsync(CancellationToken cancel) =>
        (await database.Command("select min(applied_at) from schema_version").ReadAllAsync(row => row.GetFieldValue<DateTimeOffset>(0), cancel))[0];

    internal static string Age(TimeSpan age) => age.TotalHours < 2 ? $"{Math.Max(1, (int)age.TotalMinutes)} min" : age.TotalHours < 48 ? $"{(int)age.TotalHours} h" : $"{(int)age.TotalDays} days";
}

/// <summary>What was stored since the newest backup can be restored too, but for the last minute.</summary>
sealed class BackupLogCheck(NpgsqlDataSource database, Settings settings, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Warn = 5 * ArchiveLog.Every, Bad = TimeSpan.FromHours(1);

    public string Name => "Backup log";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        if (settings.Database is not null) return HealthCheck.Ok(Name, "The database is external: its operator archives its log.");
        if (settings.BackupsOff) return HealthCheck.Ok(Name, "Off, as the backups are.");
        if (BackupFolder.Find(BackupFolder.Of(settings)) is not [var newest, ..]) return HealthCheck.Ok(Name, "Begins with the first backup.");
        var fault = (await database.Command("select case when not ok then words end from backup_run where kind = 'log' order by at desc limit 1")
            .ReadAllAsync(row => row.Text(0), cancel)).FirstOrDefault();
        var kept = (await database.Command("select from pg_replication_slots where slot_name = $1", BackupLog.SlotOf(newest.Path)).ReadAllAsync(_ => true, cancel)).Count > 0;
        if (!kept) return HealthCheck.Problem(Name, $"Not kept{Because(fault)}. What was stored since the newest backup could not be restored. rosterline backup begins anew.");
        var age = clock.GetUtcNow() - (BackupLog.Until(BackupLog.FolderOf(newest.Path)) ?? newest.TakenAt);
        if (age < Warn) return HealthCheck.Ok(Name, "A restore brings back everything until about a minute ago.");
        var words = $"The last {BackupCheck.Age(age)} could not be restored{Because(fault)}.";
        return age > Bad ? HealthCheck.Problem(Name, words) : HealthCheck.Warning(Name, words);
    }

    static string Because(string? fault) => fault is null ? "" : $": {fault.TrimEnd('.')}";
}
