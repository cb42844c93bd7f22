using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rosterline.Tests.Providers;

/// <summary>Twilio's own client, in a Node process, asked one question per line.</summary>
public sealed class TwilioOracle : IAsyncLifetime
{
    readonly SemaphoreSlim turn = new(1);
    Process node = null!;

    internal static string Folder => Path.Combine(Shared.Root, "tests", "twilio-oracle");

    public Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "twilio")))
            throw new InvalidOperationException("Run “npm ci” in tests/twilio-oracle first.");
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
