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

    static string Age(TimeSpan age) => age.TotalHours < 2 ? $"{Math.Max(1, (int)age.TotalMinutes)} min" : age.TotalHours < 48 ? $"{(int)age.TotalHours} h" : $"{(int)age.TotalDays} days";
}
