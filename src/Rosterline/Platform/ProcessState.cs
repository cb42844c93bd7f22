using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rosterline.Platform;

/// <summary>Whether a process that is not our child still runs.</summary>
static class ProcessState
{
    const int DoNotWait = 1;

    /// <summary>False for a process that ended, also when nobody has collected it yet.</summary>
    public static bool IsAlive(int pid)
    {
        if (OperatingSystem.IsLinux()) return ReadState(pid) is not (null or 'Z' or 'X');
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // the way this API says "no such process"
        }
    }

    /// <summary>Collects a dead process that was left to us, as happens where we are process 1 of a container.</summary>
    public static void Reap(int pid)
    {
        if (OperatingSystem.IsLinux() && ReadState(pid) == 'Z') _ = WaitPid(pid, out _, DoNotWait);
    }

    static char? ReadState(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int WaitPid(int pid, out int status, int options);
}
