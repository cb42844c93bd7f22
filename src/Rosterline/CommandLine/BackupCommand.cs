using System.CommandLine;
using Npgsql;
using Rosterline.Admin.Backup;
using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline backup</c>: one encrypted file of everything, beside the running application; <c>--try</c> proves one.</summary>
static class BackupCommand
{
    static readonly Option<string?> Folder = new("--to") { Description = "Folder for the backup (ROSTERLINE_BACKUPS, else backups in the data folder)" };
    static readonly Option<int> Rate = new("--max-rate") { Description = "Megabytes read per second, 0 for no limit", DefaultValueFactory = _ => TakeBackup.DefaultMegabytesPerSecond };
    static readonly Option<string?> Try = new("--try") { Description = "Restore this backup beside the running system, look at it and remove it again" };

    public static Command Make()
    {
        var command = new Command("backup", "Back everything up into one encrypted file") { Folder, Rate, Try };
        command.SetAction((parsed, cancel) => parsed.GetValue(Try) is { } file
            ? TryAsync(file, cancel)
            : CommandScope.RunAsync(services => RunAsync(services, parsed.GetValue(Folder), parsed.GetValue(Rate), cancel), cancel));
        return command;
    }

    static async Task<int> RunAsync(IServiceProvider services, string? folder, int rate, CancellationToken cancel)
    {
        var settings = services.GetRequiredService<Settings>();
        var taken = await services.GetRequiredService<TakeBackup>().ExecuteAsync(folder ?? BackupFolder.Of(settings), BackupKey.Of(settings), rate, cancel);
        await services.GetRequiredService<NpgsqlDataSource>()
            .Command("insert into backup_run (kind, at, ok, words) values ('backup', $1, true, $2)", taken.TakenAt, taken.Words).RunAsync(cancel);
        Console.WriteLine(taken.Words);
        return 0;
    }

    static async Task<int> TryAsync(string file, CancellationToken cancel)
    {
        Console.WriteLine((await new TryBackup(Settings.FromEnvironment(), TimeProvider.System).ExecuteAsync(file, cancel)).Words);
        return 0;
    }
}
