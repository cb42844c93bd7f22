using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Rosterline.Admin.Backup;

/// <summary>
/// What the database wrote since a backup, in a folder of the backup's name beside it: each finished file of its log, and of the
/// unfinished one what it holds so far. Each is packed and sealed like the backup and begins with the moment it was read.
/// </summary>
static class BackupLog
{
    /// <summary>Slots named so keep the server from recycling what is not sealed yet.</summary>
    public const string Slots = "rosterline_log_";

    const string Backup = "rosterline-", Whole = ".log", Begun = ".begun";

    public static string FolderOf(string backup) => Path.ChangeExtension(backup, ".log");

    public static string SlotOf(string backup) => Slots + Path.GetFileNameWithoutExtension(backup)[Backup.Length..].ToLowerInvariant();

    public static string BackupOf(string folder, string slot) => Path.Combine(folder, $"{Backup}{slot[Slots.Length..].ToUpperInvariant()}.backup");

    /// <param name="length">So many bytes of the file are sealed.</param>
    /// <param name="whole">The server has finished this file.</param>
    public static async Task SealAsync(string folder, string file, long length, bool whole, BackupKey key, DateTimeOffset now, CancellationToken cancel)
    {
        BackupFolder.Make(folder);
        var target = Path.Combine(folder, Path.GetFileName(file));
        await SealedFile.WriteAsync(target + (whole ? Whole : Begun), key, async packed =>
        {
            var moment = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(moment, now.ToUnixTimeMilliseconds());
            await packed.WriteAsync(moment, cancel);
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            var buffer = new byte[1 << 16];
            for (var left = length; left > 0;)
            {
                var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel);
                if (read == 0) throw new EndOfStreamException($"{Path.GetFileName(file)} is shorter than it should be.");
                await packed.WriteAsync(buffer.AsMemory(0, read), cancel);
                left -= read;
            }
        }, cancel);
        if (whole) File.Delete(target + Begun);
    }

    /// <summary>The sealed files by the log's own order, each with its name there; a whole one before what there is of it as begun.</summary>
    public static IReadOnlyList<(string Path, string Name)> Find(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is Whole or Begun)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path)).OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => (file.FirstOrDefault(path => Path.GetExtension(path) == Whole) ?? file.First(), file.Key))];

    /// <summary>When the last of it was sealed; null: nothing was yet.</summary>
    public static DateTimeOffset? Until(string folder) => Find(folder) is [.., var last] ? new DateTimeOffset(File.GetLastWriteTimeUtc(last.Path)) : null;

    /// <summary>Unseals one file, filled up with zeros to the length that files of the log have. Answers when it was read from the server.</summary>
    public static async Task<DateTimeOffset> OpenAsync(string path, string target, long length, Func<BackupKeyKind, BackupKey> find, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await using var box = SealedFile.Open(file, find);
        await using var packed = new GZipStream(box, CompressionMode.Decompress);
        var moment = new byte[8];
        await packed.ReadExactlyAsync(moment, cancel);
        await using var content = new FileStream(target, FileMode.Create, FileAccess.Write);
        await packed.CopyToAsync(content, cancel);
        // Only then is it proven that nothing was cut off.
        await box.CopyToAsync(Stream.Null, cancel);
        content.SetLength(length);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(moment));
    }

    /// <summary>As the server names the nth file of its log.</summary>
    public static string NameOf(long timeline, long nth, long size)
    {
        var each = 0x1_0000_0000 / size;
        return string.Create(CultureInfo.InvariantCulture, $"{timeline:X8}{nth / each:X8}{nth % each:X8}");
    }

    public static long NthOf(string name, long size) =>
        (long.Parse(name.AsSpan(8, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) * (0x1_0000_0000 / size)) + long.Parse(name.AsSpan(16, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
