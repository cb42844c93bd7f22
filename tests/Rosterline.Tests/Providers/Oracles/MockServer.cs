using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rosterline.Tests.Providers.Oracles;

/// <summary>A mock server made from a carrier's published description: it refuses every request that does not fit.</summary>
sealed class MockServer : IAsyncDisposable
{
    static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    readonly Process node;

    MockServer(Process node, Uri address) => (this.node, Address) = (node, address);

    public Uri Address { get; }

    /// <param name="description">A file of the shared specs.</param>
    public static async Task<MockServer> StartAsync(string description)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var started = Process.Start(new ProcessStartInfo("node",
            ["node_modules/@stoplight/prism-cli/dist/index.js", "mock", "--host", "127.0.0.1", "--port", $"{address.Port}", Shared.Path("specs/" + description)])
        {
            WorkingDirectory = Path.Combine(Shared.Root, "tests", "twilio-oracle"), RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        started.OutputDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        var server = new MockServer(started, address);
        await server.UntilItAnswersAsync();
        return server;
    }

    async Task UntilItAnswersAsync()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(90))
        {
            node.HasExited.ShouldBeFalse("the mock server ended instead of starting");
            try
            {
                using var answer = await Client.GetAsync(Address);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(250);
            }
        }

        throw new TimeoutException("The mock server did not start within 90 s.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        node.Kill(entireProcessTree: true);
        await node.WaitForExitAsync();
        node.Dispose();
    }
}
