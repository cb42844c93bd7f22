using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Rosterline.Bench.Large;

namespace Rosterline.Bench;

/// <summary>Prints each path as it is measured and writes the table at the end.</summary>
sealed class ResultTable(Bench bench)
{
    readonly List<(Measured Measured, double Busy)> all = [];
    readonly double memory = bench.Cpu.Memory();

    // Path, what design demands, what is the least.
    static readonly Dictionary<string, (string Target, string Least)> Goals = new(StringComparer.Ordinal)
    {
        ["inbound webhook"] = ("≥ 10,000/s, p99 ≤ 30 ms", "≥ 5,000/s, p99 ≤ 80 ms"),
        ["delivery status callback"] = ("≥ 10,000/s, p99 ≤ 30 ms", "—"),
        ["API send"] = ("≥ 3,000/s, p99 ≤ 50 ms", "≥ 2,000/s"),
        ["dispatch"] = ("≥ 4,000/s", "≥ 2,000/s"),
        ["inbox page, one line"] = ("p95 ≤ 10 ms", "—"),
        ["inbox page, all 200 lines"] = ("p95 ≤ 10 ms", "—"),
        ["live, 200 connected"] = ("p95 ≤ 150 ms", "—"),
    };

    const string LargeTitle = "## With large data";

    public bool IsRight => all.TrueForAll(r => r.Measured.Refused == 0 && r.Measured.Remark?.Contains("NOT", StringComparison.Ordinal) != true);

    public void Add(Measured measured)
    {
        all.Add((measured, LoadAverage()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measured.Path,-50}{Figures(measured)}"));
        Console.WriteLine($"{"",-50}cores: {measured.Cpu}; {measured.PerCore:n0}/s per busy core; load average {LoadAverage():0.0}");
        if (measured.Remark is { Length: > 0 } remark) Console.WriteLine($"{"",-50}{remark}");
    }

    /// <summary>Replaces its own part of the file and leaves the other as it was measured.</summary>
    public async Task WriteAsync(string file, bool large)
    {
        var before = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        var at = before.IndexOf(LargeTitle, StringComparison.Ordinal);
        var (speed, section) = at < 0 ? (before, "") : (before[..at], before[at..]);
        await File.WriteAllTextAsync(file, large ? $"{speed.TrimEnd()}\n\n{LargeMarkdown()}" : $"{Markdown().TrimEnd()}\n{(section.Length > 0 ? "\n" : "")}{section}");
    }

    string LargeMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(LargeTitle).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Written by `scripts/bench --large --seconds {bench.Options.Seconds}`: {LargeWorld.People:n0} people, {LargeWorld.Conversations:n0} conversations, five million texts over {LargeWorld.Months} months on 200 lines, four readers at once.").AppendLine("“Work” is processor time of application, database and generator for one answer; the rest of a latency is waiting for a core.")
            .AppendLine("A search that found less than a page answers with what it saw in about 60 ms, a whole month at least, and where to go on: measured is the first answer.").AppendLine()
            .AppendLine("| Path | Target | p50 | p95 | p99 | Work | Cores others took |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var (m, _) in all)
        {
            var target = m.Path.StartsWith("inbox", StringComparison.Ordinal) ? "p95 ≤ 10 ms" : m.Path.StartsWith("search", StringComparison.Ordinal) ? "p95 ≤ 100 ms" : "—";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Path} | {target} | {m.Milliseconds(0.5):0.0} ms | {m.Milliseconds(0.95):0.0} ms | {m.Milliseconds(0.99):0.0} ms | {1000 / m.PerCore:0.0} ms | {m.Cpu.Others:0.0} |");
        }
        return text.ToString();
    }

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("# Measured speed").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Written by `scripts/bench --seconds {bench.Options.Seconds}`. {Environment.ProcessorCount} cores, shared with the load generator, which runs on the same machine, and with")
            .AppendLine(CultureInfo.InvariantCulture, $"whatever else it does; {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}. Everything on as shipped, PostgreSQL with fsync. 64 clients (4 for the inbox),")
            .AppendLine(CultureInfo.InvariantCulture, $"HTTP/1.1 keep-alive, 200 lines, 20,000 people, {bench.Options.Conversations:n0} conversations for the inbox. Memory of the started application before the first request: {memory:0} MB.").AppendLine()
            .AppendLine("| Path | Target | At least | Measured | Per busy core |").AppendLine("|---|---|---|---|---|");
        foreach (var (m, _) in all)
        {
            var (target, least) = Goals.GetValueOrDefault(m.Path, ("—", "—"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {m.Path} | {target} | {least} | {Figures(m)} | {m.PerCore:n0}/s |");
        }
        if (Ratio() is { } ratio) text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Inbound against its ceiling in the same run: {ratio:0} % per busy core (target: at least 60 %).");
        text.AppendLine().AppendLine("\"Per busy core\" divides by the cores that application, PostgreSQL and generator really got; what others took is told below. Before each path the database is vacuumed and checkpointed: a path pays for its own housekeeping and not for that of the one before it.");
        if (all.Average(r => r.Measured.Cpu.Others) is > 0.2 and var others)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Other work took {others:0.0} of the {Environment.ProcessorCount} cores during this run: rates are lower and latencies higher than on a machine of its own.");
        text.AppendLine().AppendLine("Cores in use on average, and what was checked:").AppendLine();
        foreach (var (m, busy) in all) text.AppendLine($"- {m.Path}: {m.Cpu}; load average {busy.ToString("0.0", CultureInfo.InvariantCulture)}. {m.Remark}".TrimEnd());
        return text.ToString();
    }

    double? Ratio() => all.Find(r => r.Measured.Path == "inbound webhook").Measured is { } inbound && all.Find(r => r.Measured.Path == "ceiling: inbound").Measured is { } ceiling
        ? 100 * inbound.PerCore / ceiling.PerCore : null;

    static string Figures(Measured m) => string.Create(CultureInfo.InvariantCulture,
        $"{m.PerSecond:n0}/s{(m.Micros.Length == 0 ? "" : $", p50 {m.Milliseconds(0.5):0.0} ms, p95 {m.Milliseconds(0.95):0.0} ms, p99 {m.Milliseconds(0.99):0.0} ms")}{(m.Refused == 0 ? "" : $", {m.Refused:n0} refused")}");

    static double LoadAverage() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
