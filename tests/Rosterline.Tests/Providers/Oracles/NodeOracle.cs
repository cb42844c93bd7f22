using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rosterline.Tests.Providers.Oracles;

/// <summary>Carriers' own clients, in a Node process, asked one question per line.</summary>
/// <param name="folder">Below tests.</param>
/// <param name="package">One of those it needs.</param>
public abstract class NodeOracle(string folder, string package) : IAsyncLifetime
{
    readonly SemaphoreSlim turn = new(1);
    Process node = null!;

    string Folder { get; } = Path.Combine(Shared.Root, "tests", folder);

    public Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", package)))
            throw new InvalidOperationException($"Run “npm ci” in tests/{folder} first.");
        node = Process.Start(new ProcessStartInfo("node", "oracle.js")
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        return Task.CompletedTask;
    }

    /// <summary>The client's answer.</summary>
    public async Task<JsonElement> AskAsync(string ask, JsonObject question)
    {
        question["ask"] = ask;
        await turn.WaitAsync();
        try
        {
            await node.StandardInput.WriteLineAsync(question.ToJsonString());
            await node.StandardInput.FlushAsync();
            var line = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The oracle ended.");
            using var answer = JsonDocument.Parse(line);
            return answer.RootElement.TryGetProperty("value", out var value) ? value.Clone()
                : throw new InvalidOperationException(answer.RootElement.GetProperty("fault").GetString());
        }
        finally
        {
            turn.Release();
        }
    }

    public async Task DisposeAsync()
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
        turn.Dispose();
    }
}

/// <summary>Telnyx's, Bandwidth's, Vonage's and Plivo's.</summary>
public sealed class ProviderOracle() : NodeOracle("provider-oracles", "telnyx");
