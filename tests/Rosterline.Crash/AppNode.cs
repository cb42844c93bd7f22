using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rosterline.Crash;

/// <summary>The application as a process of its own, to be killed and started again on the same folder and database.</summary>
public sealed class AppNode(string folder, string connectionString, Uri proxy) : IAsyncDisposable
{
    const int MostOutput = 20_000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    static readonly HttpClient Asking = new() { Timeout = TimeSpan.FromSeconds(2) };

    TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Process? process;
    StringBuilder output = new();

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public bool IsUp => up.Task.IsCompleted;

    /// <summary>Completes when the node answers; a client need not knock at a closed door.</summary>
    public Task WhenUp => up.Task;

    /// <summary>Starts the process; <see cref="ReadyAsync"/> waits for it.</summary>
    public void Begin()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rosterline.dll"), "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new[]
        {
            ("ROSTERLINE_DATABASE", connectionString), ("ROSTERLINE_DATA", folder), ("ROSTERLINE_URLS", Address.ToString().TrimEnd('/')), ("ROSTERLINE_DEMO", "0"),
            ("ROSTERLINE_PUBLIC_URL", SeededAgency.PublicUrl), ("http_proxy", proxy.ToString().TrimEnd('/')), ("no_proxy", "127.0.0.1,localhost"),
        })
            start.Environment[name] = value;
        output = new StringBuilder();
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task ReadyAsync()
    {
        var since = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (process!.HasExited || since.Elapsed > Patience) throw new InvalidOperationException("The application did not start:\n" + output);
            await Task.Delay(25);
        }
        up.TrySetResult();
    }

    public async Task StartAsync()
    {
        Begin();
        await ReadyAsync();
    }

    /// <summary>SIGKILL: no handler, no flush, no goodbye.</summary>
    public async Task KillAsync()
    {
        if (up.Task.IsCompleted) up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>SIGTERM: it may finish what it has begun. Returns its exit status when it ended.</summary>
    public async Task<int> StopAsync()
    {
        up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SignalAsync("-TERM");
        await process!.WaitForExitAsync();
        var status = process.ExitCode;
        process.Dispose();
        process = null;
        return status;
    }

    /// <summary>SIGSTOP: it stands still and knows nothing of it.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT: it goes on where it stood.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>What the process wrote since it was started.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        var into = output;
        lock (into) if (into.Length < MostOutput) into.AppendLine(line.Data);
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Asking.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false; // not yet
        }
    }

    // Below the ports that the system gives to connections: while a node is down nobody takes its port.
    static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 30_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await KillAsync();
    }
}
