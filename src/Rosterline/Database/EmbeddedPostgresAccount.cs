using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>
/// The account PostgreSQL's programs run as: our own, or another when we are root, because PostgreSQL refuses to run as root.
/// </summary>
sealed class EmbeddedPostgresAccount
{
    readonly string? name;
    readonly string uid = "";
    readonly string gid = "";

    EmbeddedPostgresAccount()
    {
    }

    EmbeddedPostgresAccount(string[] passwd) => (name, uid, gid) = (passwd[0], passwd[2], passwd[3]);

    public bool IsOurs => name is null;

    /// <summary>The account that owns <paramref name="folder"/> already, else a suitable one of this machine.</summary>
    public static async Task<EmbeddedPostgresAccount> ChooseAsync(string folder, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess) return new EmbeddedPostgresAccount();

        var owner = await ProgramRun.RunAsync("stat", ["-L", "-c", "%U", folder], ct);
        if (owner.Ok && owner.Output.Trim() != "root" && Find(owner.Output.Trim()) is { } before) return before;
        if ((Find("rosterline") ?? Find("postgres")) is { } present) return present;

        await ProgramRun.RunAsync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "rosterline"], ct);
        return Find("rosterline") ?? Find("nobody")
            ?? throw new StartupException("PostgreSQL does not run as root, and no other account was found. Start Rosterline as another account.");
    }

    public Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct) => name switch
    {
        null => ProgramRun.RunAsync(program, arguments, ct),
        _ when IsInstalled("setpriv") =>
            ProgramRun.RunAsync("setpriv", ["--reuid", uid, "--regid", gid, "--clear-groups", "--", program, .. arguments], ct),
        _ when IsInstalled("runuser") => ProgramRun.RunAsync("runuser", ["-u", name, "--", program, .. arguments], ct),
        _ => ProgramRun.RunAsync("su", ["-s", "/bin/sh", name, "-c", "exec \"$0\" \"$@\"", "--", program, .. arguments], ct),
    };

    public async Task<bool> CanReachAsync(string folder, CancellationToken ct) =>
        IsOurs || (await RunAsync("test", ["-x", folder], ct)).Ok;

    /// <summary>Makes one file or folder the account's own and nobody else's.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        System.IO.File.SetUnixFileMode(path, Directory.Exists(path) ? File | UnixFileMode.UserExecute : File);
        if (IsOurs) return;
        var change = await ProgramRun.RunAsync("chown", ["-h", $"{uid}:{gid}", path], ct);
        if (!change.Ok) throw new StartupException($"Cannot give {path} to the account {name}: {change.Output.Trim()}");
    }

    /// <summary>Makes a folder and everything in it the account's own and nobody else's.</summary>
    public async Task OwnTreeAsync(string folder, CancellationToken ct)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(inner, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (IsOurs) return;
        var change = await ProgramRun.RunAsync("chown", ["-hR", $"{uid}:{gid}", folder], ct);
        if (!change.Ok) throw new StartupException($"Cannot give {folder} to the account {name}: {change.Output.Trim()}");
    }

    static EmbeddedPostgresAccount? Find(string account) =>
        !File.Exists("/etc/passwd") ? null :
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == account) is { } found
            ? new EmbeddedPostgresAccount(found)
            : null;

    static bool IsInstalled(string program) =>
        new[] { "/usr/bin", "/bin", "/usr/sbin", "/sbin" }.Any(folder => File.Exists(Path.Combine(folder, program)));
}
