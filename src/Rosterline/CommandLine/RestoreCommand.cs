using System.CommandLine;
using Rosterline.Admin.Backup;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline restore FILE --data DIR</c>: a backup into an empty folder, quiet until it was compared with the providers.</summary>
static class RestoreCommand
{
    static readonly Argument<string> Backup = new("file") { Description = "The backup" };
    static readonly Option<string?> Folder = new("--data") { Description = "The new data folder (ROSTERLINE_DATA)" };
    static readonly Option<string?> KeyFile = new("--key-file") { Description = "The key file the backup was made with (ROSTERLINE_BACKUP_KEY_FILE)" };

    public static Command Make()
    {
        var command = new Command("restore", "Restore a backup into an empty folder") { Backup, Folder, KeyFile };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetRequiredValue(Backup), parsed.GetValue(Folder), parsed.GetValue(KeyFile), cancel));
        return command;
    }

    static async Task<int> RunAsync(string file, string? folder, string? keyFile, CancellationToken cancel)
    {
        var settings = Settings.FromEnvironment();
        if (settings.Database is not null) throw new BadSettingException("ROSTERLINE_DATABASE", "An external database is restored with its own tools. Unset this to restore an embedded one.");
        var target = Path.GetFullPath(folder ?? settings.DataFolder);
        var restored = await RestoreBackup.ExecuteAsync(file, target, kind => KeyOf(kind, settings, keyFile, file), TimeProvider.System, cancel);
        var log = restored.Log.Until is { } until ? $" and what followed until {until.ToLocalTime():MMM d, HH:mm:ss}" : "";
        Console.WriteLine($"Restored the backup of {restored.Manifest.TakenAt.ToLocalTime():MMM d, HH:mm}{log} into {DataFolder.Name(target)}: {restored.People:n0} people, {restored.Messages:n0} texts.");
        if (restored.Log.Broken is { } broken) Console.WriteLine($"The rest of what followed could not be used: {broken}");
        Console.WriteLine(restored.Unclear == 0
            ? "All sending is paused until the providers were read. Start it, then press Resume."
            : $"All sending is paused: {restored.Unclear:n0} texts may already have gone out and are compared with the providers first. Start it, then press Resume.");
        return 0;
    }

    // Beside the backups of a data folder lies its own key.
    static BackupKey KeyOf(BackupKeyKind kind, Settings settings, string? keyFile, string file)
    {
        if (kind == BackupKeyKind.Passphrase && settings.BackupPassphrase is { } words) return BackupKey.FromPassphrase(words);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(file))) ?? "", "backup.key");
        string?[] places = [keyFile, settings.BackupKeyFile, beside];
        return Array.Find(places, place => place is not null && File.Exists(place)) is { } found ? BackupKey.FromFile(found) : BackupKey.None;
    }
}
