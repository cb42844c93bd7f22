using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Rosterline.Tests.Platform;

/// <summary>Programs of others that answer the same question, run on a batch: tests/oracle.</summary>
static class Oracle
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string Folder { get; } = Path.Combine(SharedCases.Repository, "tests", "oracle");

    public static string Module(string path) => Path.Combine(Folder, "node_modules", path);

    /// <summary>Writes the lines to the script's input; one answer per line comes back.</summary>
    public static async Task<JsonElement[]> AskAsync(string script, IReadOnlyCollection<string> lines)
    {
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var late = new CancellationTokenSource(Patience);
        using var node = Process.Start(start)!;
        var answers = node.StandardOutput.ReadToEndAsync(late.Token);
        await node.StandardInput.WriteAsync(string.Join('\n', lines).AsMemory(), late.Token);
        node.StandardInput.Close();
        var read = (await answers).Split('\n');
        await node.WaitForExitAsync(late.Token);
        read.Length.ShouldBe(lines.Count);
        return [.. read.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }
}

/// <summary>A test against an oracle; shown as skipped until `npm ci` has run in tests/oracle.</summary>
sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute(string module)
    {
        if (!Directory.Exists(Oracle.Module(module))) Skip = "Run npm ci in tests/oracle first.";
    }
}
