using System.Globalization;
using System.Text.RegularExpressions;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Admin.Backup;

/// <summary>What a backup says about itself; the first entry of its archive.</summary>
/// <param name="PostgresMajor">0: an external database, which is not in the backup.</param>
public sealed record BackupManifest(string Version, int SchemaVersion, int PostgresMajor, DateTimeOffset TakenAt)
{
    public const string Entry = "manifest.json";
}

/// <summary>The finished backups of a folder, newest first by their names; the newest fourteen are kept.</summary>
static partial class BackupFolder
{
    public const int Keep = 14;
    const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    public static string Of(Settings settings) => settings.BackupFolder ?? Path.Combine(settings.DataFolder, "backups");

    public static string NewFile(string folder, DateTimeOffset now) =>
        Path.Combine(folder, $"rosterline-{now.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}.backup");

    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Backups cannot be kept in {DataFolder.Name(folder)}: {fault.Message}", fault);
        }
    }

    public static IReadOnlyList<(string Path, DateTimeOffset TakenAt)> Find(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "rosterline-*.backup").Select(path => (Path: path, Named: Named().Match(Path.GetFileName(path))))
            .Where(file => file.Named.Success)
            .Select(file => (file.Path, DateTimeOffset.ParseExact(file.Named.Groups["at"].ValueSpan, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)))
            .OrderByDescending(file => file.Item2)];

    public static void DropOld(string folder)
    {
        foreach (var (path, _) in Find(folder).Skip(Keep))
        {
            File.Delete(path);
            if (Directory.Exists(BackupLog.FolderOf(path))) Directory.Delete(BackupLog.FolderOf(path), recursive: true);
        }
    }

    [GeneratedRegex(@"^rosterline-(?<at>\d{8}T\d{6}Z)\.backup$", RegexOptions.None, 1000)]
    private static partial Regex Named();
}
