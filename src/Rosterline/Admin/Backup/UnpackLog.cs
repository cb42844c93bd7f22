using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>How far a restore went beyond its backup.</summary>
/// <param name="Until">Null: there was no log beside the backup.</param>
/// <param name="Broken">Why the rest of the log was not used; null: all of it was.</param>
public sealed record LogUnpacked(DateTimeOffset? Until, string? Broken);

/// <summary>Lays the log that was archived beside a backup behind the one inside it; the database's recovery then goes on to the end of it.</summary>
static class UnpackLog
{
    /// <param name="target">The restored cluster's folder of log files.</param>
    public static async Task<LogUnpacked> ExecuteAsync(string backup, string target, Func<BackupKeyKind, BackupKey> find, CancellationToken cancel)
    {
        DateTimeOffset? until = null;
        var last = Directory.EnumerateFiles(target).Where(path => Path.GetFileName(path).Length == 24).Order(StringComparer.Ordinal).LastOrDefault();
        if (last is null) return new LogUnpacked(null, null);
        var (size, end) = (new FileInfo(last).Length, Path.GetFileName(last));
        foreach (var (path, name) in BackupLog.Find(BackupLog.FolderOf(backup)))
        {
            // Behind a gap nothing counts: recovery would stop there, and what lies beyond must not be found later.
            if (name[..8] != end[..8] || BackupLog.NthOf(name, size) > BackupLog.NthOf(end, size) + 1) return new LogUnpacked(until, $"{name} does not follow {end}.");
            var half = Path.Combine(target, name + ".half");
            try
            {
                until = await BackupLog.OpenAsync(path, half, size, find, cancel);
            }
            catch (Exception fault) when (fault is StartupException or InvalidDataException or EndOfStreamException or FileNotFoundException)
            {
                // Half a file is not recovered from. One that is gone became a whole one meanwhile: a trial beside the running system.
                File.Delete(half);
                return new LogUnpacked(until, fault is FileNotFoundException ? null : $"{name}: {fault.Message}");
            }
            File.Move(half, Path.Combine(target, name), overwrite: true);
            if (string.CompareOrdinal(name, end) > 0) end = name;
        }
        return new LogUnpacked(until, null);
    }
}
