namespace Rosterline.Platform.Startup;

/// <summary>The folder everything is kept in, held by one process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    readonly FileStream hold;

    DataFolder(string path, FileStream hold) => (Path, this.hold) = (path, hold);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Makes the folder where it is missing and holds it until disposed or until this process ends.</summary>
    public static DataFolder Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            // Passable for root: the database's own account has to reach its part of the folder.
            Directory.CreateDirectory(full, Environment.IsPrivilegedProcess ? Passable : OwnerOnly);
            File.WriteAllText(System.IO.Path.Combine(full, ".writable"), "");
            File.Delete(System.IO.Path.Combine(full, ".writable"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Cannot write in {Name(full)}. Choose another folder with --data DIR.", fault);
        }

        return new DataFolder(full, Lock(full));
    }

    /// <summary>"./data" under the working folder, else the full path.</summary>
    public static string Name(string path)
    {
        var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? path : "./" + relative;
    }

    /// <summary>"data" under the working folder, else the full path.</summary>
    public static string ShortName(string path) => Name(path) is ['.', '/', .. var rest] ? rest : path;

    static FileStream Lock(string folder)
    {
        var pidFile = System.IO.Path.Combine(folder, "rosterline.pid");
        try
        {
            // Released by the system however the process ends, unlike a file that merely exists.
            var held = new FileStream(System.IO.Path.Combine(folder, "rosterline.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pidFile, $"{Environment.ProcessId}\n");
            return held;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StartupException($"Cannot write in {Name(folder)}. Choose another folder with --data DIR.", fault);
        }
        catch (IOException fault)
        {
            var holder = File.Exists(pidFile) ? File.ReadAllText(pidFile).Trim() : "";
            throw new StartupException($"{ShortName(folder)}/ is already in use by {(holder.Length > 0 ? "process " + holder : "another process")}.", fault);
        }
    }

    public void Dispose() => hold.Dispose();
}
