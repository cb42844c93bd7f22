using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>
/// The folder the database's account owns: <c>data</c>, <c>bin-…</c>, <c>password</c>, <c>postgres.log</c> and, where its path
/// is short enough, the socket.
/// </summary>
sealed partial class EmbeddedPostgresFolder
{
    // The system allows 107 bytes (macOS 103) for the whole socket path, of which "/.s.PGSQL.5432.lock" is the server's.
    const int LongestSocketFolder = 80;

    EmbeddedPostgresFolder(string root, string socket, string password, EmbeddedPostgresAccount account) =>
        (Root, Socket, Password, Account) = (root, socket, password, account);

    public string Root { get; }

    public string Socket { get; }

    public string Password { get; }

    public EmbeddedPostgresAccount Account { get; }

    public string Cluster => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "postgres.log");

    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>Null before the first start.</summary>
    public int? MajorVersion =>
        File.Exists(Path.Combine(Cluster, "PG_VERSION")) ? int.Parse(File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim(), null) : null;

    /// <summary>Makes what is missing in <paramref name="dataFolder"/>/pg, or elsewhere with a link when the account cannot reach that.</summary>
    public static async Task<EmbeddedPostgresFolder> PrepareAsync(string dataFolder, CancellationToken ct)
    {
        var link = Path.Combine(dataFolder, "pg");
        var account = await EmbeddedPostgresAccount.ChooseAsync(link, ct);
        if (!Directory.Exists(link) && !await account.CanReachAsync(dataFolder, ct)) await PlaceElsewhereAsync(dataFolder, link, account, ct);
        Directory.CreateDirectory(link);
        var root = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName ?? link;
        if (root.IndexOfAny(['"', '$', '`', '\\', '\n']) >= 0)
            throw new StartupException($"PostgreSQL cannot work in {DataFolder.Name(dataFolder)}: its path holds a sign it does not take. Choose another folder with --data DIR.");
        try
        {
            await account.OwnAsync(root, ct);
            return new EmbeddedPostgresFolder(root, await SocketAsync(root, account, ct), await KeepPasswordAsync(root, account, ct), account);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StartupException($"{DataFolder.Name(link)} belongs to another account. Start as that account, or choose another folder with --data DIR.", fault);
        }
    }

    static async Task PlaceElsewhereAsync(string dataFolder, string link, EmbeddedPostgresAccount account, CancellationToken ct)
    {
        var first = "/var/lib/rosterline-pg-" + Hash(dataFolder);
        // A folder left by a data folder that was deleted is another database: it is neither taken nor removed.
        var target = Enumerable.Range(1, 1000).Select(n => n == 1 ? first : $"{first}-{n}").First(path => !Directory.Exists(path));
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "README"), $"The database of Rosterline's data folder {dataFolder}\n", ct);
        await account.OwnAsync(target, ct);
        if (new FileInfo(link).LinkTarget is not null) File.Delete(link);
        Directory.CreateSymbolicLink(link, target);
    }

    static async Task<string> KeepPasswordAsync(string root, EmbeddedPostgresAccount account, CancellationToken ct)
    {
        var file = Path.Combine(root, "password");
        if (File.Exists(file)) return (await File.ReadAllTextAsync(file, ct)).Trim();
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await File.WriteAllTextAsync(file + ".new", password + "\n", ct);
        await account.OwnAsync(file + ".new", ct);
        File.Move(file + ".new", file);
        return password;
    }

    static async Task<string> SocketAsync(string root, EmbeddedPostgresAccount account, CancellationToken ct)
    {
        var near = Path.Combine(root, "socket");
        var folder = Encoding.UTF8.GetByteCount(near) <= LongestSocketFolder && PlainPath().IsMatch(near)
            ? near
            : Path.Combine(Runtime(account), $"rosterline-{Hash(root)}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (new DirectoryInfo(folder).LinkTarget is not null) throw new StartupException($"{folder} is a link. Remove it and start again.");
        await account.OwnAsync(folder, ct);
        return folder;
    }

    /// <summary>A folder with a short path in which nobody else can put something in our way.</summary>
    static string Runtime(EmbeddedPostgresAccount account) =>
        !account.IsOurs && Directory.Exists("/run") ? "/run" :
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 and < 40 } own && Directory.Exists(own) ? own : "/tmp";

    static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];

    [GeneratedRegex("^[A-Za-z0-9/._-]+$", RegexOptions.None, 1000)]
    private static partial Regex PlainPath();
}
