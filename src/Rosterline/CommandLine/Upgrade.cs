using Npgsql;
using Rosterline.Admin.Backup;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary>Brings the schema to this version at a start: an older system is backed up first, and a failure leaves it as it was (P-24).</summary>
static class Upgrade
{
    public static async Task ExecuteAsync(CommandDatabase database, Settings settings, ConsoleSteps steps, ILogger log, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var (applied, missing) = await Migrator.LookAsync(source, cancel);
        if (applied == 0 || missing == 0)
        {
            await Migrator.RunAsync(source, log, cancel);
            return;
        }
        var taken = settings.Database is not null ? null
            : await steps.RunAsync("backing up", () => new TakeBackup(source, settings, TimeProvider.System).ExecuteAsync(BackupFolder.Of(settings), BackupKey.Of(settings), 0, cancel), made => DataFolder.ShortName(made.File));
        try
        {
            await steps.RunAsync("upgrading the database", () => Migrator.RunAsync(source, log, cancel), count => $"{count} {(count == 1 ? "step" : "steps")}");
        }
        catch (PostgresException fault)
        {
            var back = taken is null ? "" : $" Go on with the version before, or restore the backup: rosterline restore {DataFolder.Name(taken.File)} --data NEW-FOLDER";
            throw new StartupException($"The upgrade failed and changed nothing: {fault.MessageText}.{back}", fault);
        }
    }
}
