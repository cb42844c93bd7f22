using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Smpp;

/// <summary>An independent SMPP gateway in a Node process; see tests/smpp-oracle.</summary>
sealed class SmppOracle : IAsyncDisposable
{
    readonly Process node;
    readonly ConcurrentQueue<JsonElement> seen = new();

    SmppOracle(Process node) => this.node = node;

    public int Port { get; private set; }

    public static async Task<SmppOracle> StartAsync()
    {
        var folder = Path.Combine(Shared.Root, "tests", "smpp-oracle");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "smpp"))) throw new InvalidOperationException("Run “npm ci” in tests/smpp-oracle first.");
        var oracle = new SmppOracle(Process.Start(new ProcessStartInfo("node", "oracle.js")
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!);
        _ = oracle.ReadAsync();
        oracle.Port = (await oracle.SeesAsync("listening"))[0].GetProperty("port").GetInt32();
        return oracle;
    }

    public IReadOnlyList<JsonElement> All(string what) => [.. seen.Where(s => s.GetProperty("saw").GetString() == what)];

    /// <summary>Waits until it saw something so many times.</summary>
    public async Task<IReadOnlyList<JsonElement>> SeesAsync(string what, int times = 1)
    {
        await Eventually.HoldsAsync(() => All(what).Count >= times, 30);
        return All(what);
    }

    public async Task TellAsync(string act, JsonObject? more = null)
    {
        var told = more ?? [];
        told["act"] = act;
        await node.StandardInput.WriteLineAsync(told.ToJsonString());
        await node.StandardInput.FlushAsync();
    }

    /// <summary>What happens to the next texts: 0, a status, "silent", "drop", "late".</summary>
    public Task NextAsync(params JsonNode[] told) => TellAsync("next", new() { ["next"] = new JsonArray(told) });

    public Task DeliverAsync(string mark, JsonObject fields) => TellAsync("deliver", new() { ["mark"] = mark, ["fields"] = fields });

    public static JsonObject Text(long from, long to, string words, int coding = 8) => new()
    {
        ["source_addr_ton"] = 1, ["source_addr_npi"] = 1, ["source_addr"] = $"{from}", ["dest_addr_ton"] = 1, ["dest_addr_npi"] = 1, ["destination_addr"] = $"{to}",
        ["data_coding"] = coding, ["short_message"] = words,
    };

    async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            seen.Enqueue(document.RootElement.Clone());
        }
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await node.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
        }
        node.Dispose();
    }
}
