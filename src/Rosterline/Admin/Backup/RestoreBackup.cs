using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>What a restore brought back.</summary>
public sealed record BackupRestored(BackupManifest Manifest, LogUnpacked Log, long People, long Messages, int Unclear)
{
    /// <summary>The state of which moment it is.</summary>
    public DateTimeOffset Until => Log.Until ?? Manifest.TakenAt;
}

/// <summary>
/// Unpacks a backup and the log archived since into an empty folder, lets the database recover from it, brings its schema to this version and leaves it
/// quiet (P-05). Until all of that is done the folder carries a mark with which it is not served.
/// </summary>
public static class RestoreBackup
{
    const string UnfinishedMark = "restore.unfinished";

    /// <summary>Refuses a folder whose restore did not end.</summary>
    public static void RefuseUnfinished(string dataFolder)
    {
        if (File.Exists(Path.Combine(dataFolder, UnfinishedMark)))
            throw new StartupException($"A restore into {DataFolder.Name(dataFolder)} did not finish. Remove the folder and restore again.");
    }

    /// <exception cref="StartupException">The file, the key or the folder cannot be used; nothing is left of a folder that was made for it.</exception>
    public static async Task<BackupRestored> ExecuteAsync(string file, string dataFolder, Func<BackupKeyKind, BackupKey> find, TimeProvider clock, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new StartupException($"There is no file {DataFolder.Name(file)}.");
        if (Directory.Exists(dataFolder) && Directory.EnumerateFileSystemEntries(dataFolder).Any())
            throw new StartupException($"{DataFolder.Name(dataFolder)} is not empty. Name a new folder with --data DIR.");
        await using var sealedFile = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18);
        // Before the folder is touched: the key must fit.
        await using var box = SealedFile.Open(sealedFile, find);
        await using var packed = new GZipStream(box, CompressionMode.Decompress);
        await using var archive = new TarReader(packed);
        var manifest = await ManifestAsync(archive, cancel);
        try
        {
            var log = await UnpackAsync(archive, manifest, dataFolder, async home =>
            {
                // The archive ends before the file does: reading on proves that nothing was cut off.
                await packed.CopyToAsync(Stream.Null, cancel);
                await box.CopyToAsync(Stream.Null, cancel);
                return await UnpackLog.ExecuteAsync(file, Path.Combine(home.Cluster, "pg_wal"), find, cancel);
            }, cancel);
            return await BringUpAsync(manifest, log, dataFolder, clock, cancel);
        }
        catch
        {
            Remove(dataFolder);
            throw;
        }
    }

    static async Task<BackupManifest> ManifestAsync(TarReader archive, CancellationToken cancel)
    {
        var entry = await archive.GetNextEntryAsync(cancellationToken: cancel);
        if (entry is not { Name: BackupManifest.Entry, DataStream: { } content }) throw new StartupException("This backup does not say what it is.");
        var manifest = (await JsonSerializer.DeserializeAsync<BackupManifest>(content, cancellationToken: cancel))!;
        if (manifest.PostgresMajor == 0) throw new StartupException("This backup belongs to an external database. Restore that with its own tools, then copy secret.key from the backed-up data folder.");
        var known = Migration.All().Max(m => m.Version);
        return manifest.SchemaVersion <= known ? manifest : throw new StartupException($"This backup was made by Rosterline {manifest.Version}, which is newer than this one. Restore it with that version.");
    }

    static async Task<LogUnpacked> UnpackAsync(TarReader archive, BackupManifest manifest, string dataFolder, Func<EmbeddedPostgresFolder, Task<LogUnpacked>> then, CancellationToken cancel)
    {
        using var held = DataFolder.Hold(dataFolder);
        await File.WriteAllTextAsync(Path.Combine(dataFolder, UnfinishedMark), manifest.TakenAt.ToString("O"), cancel);
        var home = await EmbeddedPostgresFolder.PrepareAsync(held.Path, cancel);
        var binaries = await EmbeddedPostgresBinaries.FindAsync(null, home, cancel);
        if (binaries.Major != manifest.PostgresMajor)
            throw new StartupException($"The backup is of PostgreSQL {manifest.PostgresMajor}, here is {binaries.Major}. Set ROSTERLINE_PG_BIN to that version's programs.");
        while (await archive.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
            await PlaceAsync(entry, home, held.Path, cancel);
        var log = await then(home);
        await home.Account.OwnTreeAsync(home.Cluster, cancel);
        await home.Account.OwnAsync(home.PasswordFile, cancel);
        return log;
    }

    static async Task PlaceAsync(TarEntry entry, EmbeddedPostgresFolder home, string dataFolder, CancellationToken cancel)
    {
        var target = entry.Name switch
        {
            "password" => home.PasswordFile,
            "secret.key" => Path.Combine(dataFolder, "secret.key"),
            _ when entry.Name.StartsWith(ClusterCopy.Folder, StringComparison.Ordinal) => Path.Combine(home.Cluster, entry.Name[ClusterCopy.Folder.Length..]),
            _ when entry.Name.StartsWith("media/", StringComparison.Ordinal) => Path.Combine(dataFolder, entry.Name),
            _ => throw new StartupException($"The backup holds “{entry.Name}”, which is unknown here."),
        };
        if (entry.Name.Split('/').Contains("..")) throw new StartupException("The backup names a file outside its folder.");
        if (entry.EntryType == TarEntryType.Directory)
        {
            Directory.CreateDirectory(target);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(target, options);
        if (entry.DataStream is { } content) await content.CopyToAsync(file, cancel);
    }

    static async Task<BackupRestored> BringUpAsync(BackupManifest manifest, LogUnpacked log, string dataFolder, TimeProvider clock, CancellationToken cancel)
    {
        await using var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(dataFolder), NullLogger.Instance, cancel);
        await using var database = NpgsqlDataSource.Create(embedded.ConnectionString);
        await Migrator.RunAsync(database, NullLogger.Instance, cancel);
        var now = clock.GetUtcNow();
        var unclear = await QuietRestore.ExecuteAsync(database, manifest.TakenAt, now, $"Restored from the backup of {QuietRestore.Moment(log.Until ?? manifest.TakenAt)}", cancel);
        // every organisation: a look at the whole installation
        await using var command = database.CreateCommand("select (select count(*) from person), (select count(*) from message)");
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var restored = new BackupRestored(manifest, log, row.GetInt64(0), row.GetInt64(1), unclear);
        File.Delete(Path.Combine(dataFolder, UnfinishedMark));
        return restored;
    }

    internal static void Remove(string dataFolder)
    {
        if (!Directory.Exists(dataFolder)) return;
        var cluster = new DirectoryInfo(Path.Combine(dataFolder, "pg"));
        if (cluster.LinkTarget is not null && cluster.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo { Exists: true } elsewhere) elsewhere.Delete(recursive: true);
        Directory.Delete(dataFolder, recursive: true);
    }
}
