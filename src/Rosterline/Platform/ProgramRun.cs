using System.ComponentModel;
using System.Diagnostics;

namespace Rosterline.Platform;

/// <summary>What a program of the machine answered: its exit code and everything it printed.</summary>
public sealed record ProgramRun(int ExitCode, string Output)
{
    public bool Ok => ExitCode == 0;

    /// <summary>Runs a program to its end; exit code 127 when there is no such program. A cancelled run is killed.</summary>
    public static async Task<ProgramRun> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = new Process { StartInfo = Describe(program, arguments) };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return new ProgramRun(127, fault.Message);
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var faults = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new ProgramRun(process.ExitCode, await output + await faults);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Another account may not be able to read ours.
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var key in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(key);
        return start;
    }
}
