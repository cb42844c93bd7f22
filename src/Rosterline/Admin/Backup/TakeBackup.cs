using System.Formats.Tar;
using System.Text.Json;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>A finished backup.</summary>
/// <param name="Words">For the person who asked.</param>
public sealed record BackupTaken(string File, long Bytes, DateTimeOffset TakenAt, string Words);

/// <summary>
/// Makes one encrypted file of everything a machine needs to carry on: the embedded database as it stood at the end, the data key,
/// and media kept as files. An external database is backed up by its own means; then the file holds the rest.
/// </summary>
public sealed class TakeBackup(NpgsqlDataSource database, Settings settings, TimeProvider clock)
{
    /// <summary>Leaves most of a small machine to its users.</summary>
    public const int DefaultMegabytesPerSecond = 24;

    /// <param name="megabytesPerSecond">0: as fast as possible.</param>
    public async Task<BackupTaken> ExecuteAsync(string folder, BackupKey key, int megabytesPerSecond, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        BackupFolder.Make(folder);
        var (target, pace) = (BackupFolder.NewFile(folder, now), new Pace(megabytesPerSecond * 1_000_000L, clock));
        // Only the log of what lies where backups are kept goes on: nobody watches another place.
        var log = !settings.BackupsOff && Path.GetFullPath(folder) == Path.GetFullPath(BackupFolder.Of(settings)) ? BackupLog.SlotOf(target) : null;
        await SealedFile.WriteAsync(target, key, async packed =>
        {
            await using var archive = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
            await FillAsync(archive, pace, now, log, cancel);
        }, cancel);
        BackupFolder.DropOld(folder);
        var bytes = new FileInfo(target).Length;
        return new BackupTaken(target, bytes, now, Words(target, bytes, key));
    }

    async Task FillAsync(TarWriter archive, Pace pace, DateTimeOffset now, string? log, CancellationToken cancel)
    {
        var manifest = new BackupManifest(typeof(TakeBackup).Assembly.GetName().Version!.ToString(3), await SchemaAsync(cancel), await MajorAsync(cancel), now);
        await archive.WriteEntryAsync(ClusterCopy.Entry(BackupManifest.Entry, JsonSerializer.SerializeToUtf8Bytes(manifest)), cancel);
        await ClusterCopy.WriteFileAsync(archive, Path.Combine(settings.DataFolder, "secret.key"), "secret.key", pace, cancel);
        if (settings.Database is null)
        {
            await ClusterCopy.WriteFileAsync(archive, Path.Combine(settings.DataFolder, "pg", "password"), "password", pace, cancel);
            await ClusterCopy.WriteAsync(database, ClusterCopy.Of(settings), archive, pace, log, cancel);
        }
        var media = Path.Combine(settings.DataFolder, "media");
        if (!Directory.Exists(media)) return;
        foreach (var path in Directory.EnumerateFiles(media, "*", SearchOption.AllDirectories))
            await ClusterCopy.WriteFileAsync(archive, path, "media/" + Path.GetRelativePath(media, path), pace, cancel);
    }

    string Words(string target, long bytes, BackupKey key)
    {
        var sealedWith = key.Kind == BackupKeyKind.Passphrase ? "Opens with your passphrase." : $"Opens with the key file {BackupKey.Words(key.Fingerprint)}: keep a copy of it elsewhere.";
        var external = settings.Database is null ? "" : " The database is external and not in it: back it up with its own tools, such as pg_basebackup.";
        return $"{DataFolder.Name(target)}, {Math.Max(1, bytes / 1_000_000)} MB. {sealedWith}{external}";
    }

    async Task<int> SchemaAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select coalesce(max(version), 0) from schema_version");
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    async Task<int> MajorAsync(CancellationToken cancel)
    {
        if (settings.Database is not null) return 0;
        await using var connection = await database.OpenConnectionAsync(cancel);
        return connection.PostgreSqlVersion.Major;
    }
}
