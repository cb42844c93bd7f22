using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Copies the embedded server's cluster while it works, with its own means: between pg_backup_start and pg_backup_stop the files
/// may change under us, and the log from start to stop makes them whole again.
/// </summary>
static class ClusterCopy
{
    public const string Folder = "cluster/";

    // Made anew by the server, or not wanted in a copy (PostgreSQL documentation, "Base backups").
    static readonly string[] LeftOut = ["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"];
    static readonly string[] LeftOutFiles = ["postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map", "rosterline.conf"];

    /// <summary>Where the embedded server keeps its files; "pg" may be a link.</summary>
    public static string Of(Settings settings)
    {
        var root = new DirectoryInfo(Path.Combine(settings.DataFolder, "pg"));
        return Path.Combine(root.ResolveLinkTarget(true)?.FullName ?? root.FullName, "data");
    }

    /// <summary>Writes the cluster as entries below <see cref="Folder"/>.</summary>
    /// <param name="log">Name of a slot that keeps the log from here on; null: none does.</param>
    public static async Task WriteAsync(NpgsqlDataSource database, string cluster, TarWriter archive, Pace pace, string? log, CancellationToken cancel)
    {
        await using var session = await database.OpenConnectionAsync(cancel);
        // Keeps the log we need from being recycled; gone with the session at the latest.
        var slot = $"rosterline_backup_{Environment.ProcessId}_{Environment.TickCount64}";
        await RunAsync(session, $"select pg_create_physical_replication_slot('{slot}', true, true)", cancel);
        try
        {
            var first = await OneAsync(session, "select pg_walfile_name(pg_backup_start('rosterline', true))", cancel);
            var (label, last, end) = await CopyFilesAsync(session, cluster, archive, pace, cancel);
            await archive.WriteEntryAsync(Entry(Folder + "backup_label", Encoding.UTF8.GetBytes(label)), cancel);
            await CopyLogAsync(cluster, first, last, archive, pace, cancel);
            if (log is not null) await RunAsync(session, $"select pg_copy_physical_replication_slot('{slot}', '{log}', false), pg_replication_slot_advance('{log}', '{end}')", cancel);
        }
        finally
        {
            await RunAsync(session, $"select pg_drop_replication_slot('{slot}')", CancellationToken.None);
        }
    }

    static async Task<(string Label, string LastLogFile, string End)> CopyFilesAsync(NpgsqlConnection session, string cluster, TarWriter archive, Pace pace, CancellationToken cancel)
    {
        var stopped = false;
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(cluster, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var name = Path.GetRelativePath(cluster, path);
                if (IsLeftOut(name)) continue;
                if (Directory.Exists(path)) await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, Folder + name), cancel);
                else await WriteFileAsync(archive, path, Folder + name, pace, cancel);
            }
            foreach (var empty in LeftOut) await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, Folder + empty), cancel);
            stopped = true;
            await using var stop = new NpgsqlCommand("select labelfile, pg_walfile_name(lsn), lsn::text from pg_backup_stop(false)", session);
            await using var row = await stop.ExecuteReaderAsync(cancel);
            await row.ReadAsync(cancel);
            return (row.GetString(0), row.GetString(1), row.GetString(2));
        }
        finally
        {
            if (!stopped) await RunAsync(session, "select pg_backup_stop(false)", CancellationToken.None);
        }
    }

    // Names of log files sort as the log runs; all are of one timeline.
    static async Task CopyLogAsync(string cluster, string first, string last, TarWriter archive, Pace pace, CancellationToken cancel)
    {
        var folder = Path.Combine(cluster, "pg_wal");
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name.Length == first.Length && string.CompareOrdinal(name, first) >= 0 && string.CompareOrdinal(name, last) <= 0)
                await WriteFileAsync(archive, path, Folder + "pg_wal/" + name, pace, cancel);
        }
    }

    /// <summary>A file as long as it is now; one that is gone meanwhile is made up for by the log.</summary>
    public static async Task WriteFileAsync(TarWriter archive, string path, string name, Pace pace, CancellationToken cancel)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (FileNotFoundException)
        {
            return;
        }
        await using (file)
        await using (var content = new PacedStream(file, file.Length, pace))
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancel);
    }

    public static PaxTarEntry Entry(string name, byte[] content) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content, writable: false) };

    static bool IsLeftOut(string name)
    {
        var parts = name.Split(Path.DirectorySeparatorChar);
        return LeftOut.Contains(parts[0]) || (parts.Length == 1 && LeftOutFiles.Contains(parts[0])) || parts.Any(p => p.StartsWith("pgsql_tmp", StringComparison.Ordinal));
    }

    static async Task RunAsync(NpgsqlConnection session, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    static async Task<string> OneAsync(NpgsqlConnection session, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 300 };
        return Convert.ToString(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture)!;
    }
}

/// <summary>Holds a copy back so that the texts of the day go first.</summary>
/// <param name="bytesPerSecond">0: as fast as the disk gives.</param>
sealed class Pace(long bytesPerSecond, TimeProvider clock)
{
    readonly long begun = clock.GetTimestamp();
    long done;

    public async ValueTask TakeAsync(int bytes, CancellationToken cancel)
    {
        if (bytesPerSecond == 0) return;
        done += bytes;
        var ahead = TimeSpan.FromSeconds(done / (double)bytesPerSecond) - clock.GetElapsedTime(begun);
        if (ahead > TimeSpan.FromMilliseconds(20)) await Task.Delay(ahead, clock, cancel);
    }
}

/// <summary>Exactly so many bytes of a file that may grow or shrink: what is missing is zero.</summary>
sealed class PacedStream(Stream file, long length, Pace pace) : Stream
{
    long position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, length - position);
        if (wanted == 0) return 0;
        var read = await file.ReadAsync(buffer[..wanted], cancellationToken);
        if (read == 0) buffer.Span[..(read = wanted)].Clear();
        position += read;
        await pace.TakeAsync(read, cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override bool CanRead => true;

    // So that the archive knows the length beforehand.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
