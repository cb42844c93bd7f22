using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rosterline.Tests.Crash;

/// <summary>The application as a process of its own, to be killed and started again on the same folder and database.</summary>
sealed class AppProcess : IAsyncDisposable
{
    readonly string folder, connectionString;
    Process? process;

    public AppProcess(string folder, string connectionString) => (this.folder, this.connectionString) = (folder, connectionString);

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rosterline.dll"), "serve"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["ROSTERLINE_DATABASE"] = connectionString;
        start.Environment["ROSTERLINE_DATA"] = folder;
        start.Environment["ROSTERLINE_URLS"] = Address.ToString().TrimEnd('/');
        start.Environment["ROSTERLINE_DEMO"] = "0";
        process = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => { lock (output) if (output.Length < 20_000) output.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (output) if (output.Length < 20_000) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        var patience = Stopwatch.StartNew();
        while (!await IsReadyAsync(client))
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(60)) throw new InvalidOperationException("The application did not start:\n" + output);
            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await KillAsync();
    }
}
