using System.Globalization;

namespace Rosterline.Bench;

/// <summary>Processor time of the application, its database, this process and everything else on the machine.</summary>
sealed class CpuClock(int app, string dataFolder)
{
    const double TicksPerSecond = 100;

    public readonly record struct Reading(double App, double Database, double Generator, double All);

    public Reading Read()
    {
        var server = Postmaster();
        // Connections that ended are in their parent's account of its children.
        var database = server is null ? 0 : Ticks(server.Value) + ChildTicks(server.Value) + Directory.EnumerateDirectories("/proc").Select(Number).Where(pid => pid > 0 && ParentOf(pid) == server).Sum(Ticks);
        return new(Ticks(app) / TicksPerSecond, database / TicksPerSecond, Ticks(Environment.ProcessId) / TicksPerSecond, Busy() / TicksPerSecond);
    }

    public CpuShare Since(Reading before, double seconds)
    {
        var now = Read();
        var (a, d, g) = (now.App - before.App, now.Database - before.Database, now.Generator - before.Generator);
        return new CpuShare(a / seconds, d / seconds, g / seconds, Math.Max(0, now.All - before.All - a - d - g) / seconds);
    }

    /// <summary>Resident memory of the application in MB.</summary>
    public double Memory()
    {
        var line = File.ReadLines($"/proc/{app}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(6).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
    }

    int? Postmaster()
    {
        var file = Path.Combine(dataFolder, "pg", "data", "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : null;
    }

    static int Number(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    static int? ParentOf(int pid) => Fields(pid) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;

    static double Ticks(int pid) => Fields(pid) is { } f ? double.Parse(f[11], CultureInfo.InvariantCulture) + double.Parse(f[12], CultureInfo.InvariantCulture) : 0;

    static double ChildTicks(int pid) => Fields(pid) is { } f ? double.Parse(f[13], CultureInfo.InvariantCulture) + double.Parse(f[14], CultureInfo.InvariantCulture) : 0;

    // After the name in brackets: state, parent, …
    static string[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }

    // user nice system idle iowait irq softirq steal
    static double Busy()
    {
        var all = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
        return all.Sum() - all[3] - all[4];
    }
}
