using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Http;

/// <summary>The real Kannel, its bearerbox bound to an SMPP gateway and its smsbox taking texts over HTTP.</summary>
sealed class Kannel : IAsyncDisposable
{
    public const string Username = "tester", Password = "foobar-kannel", StatusPassword = "status-kannel";

    readonly string folder = Directory.CreateTempSubdirectory("rosterline-kannel").FullName;
    readonly List<Process> boxes = [];

    /// <summary>The folder with Kannel's programs; null: it is not installed.</summary>
    public static string? Programs { get; } = new[] { Environment.GetEnvironmentVariable("ROSTERLINE_KANNEL"), "/usr/sbin", "/usr/local/sbin" }
        .FirstOrDefault(place => place is { Length: > 0 } && File.Exists(Path.Combine(place, "bearerbox")) && File.Exists(Path.Combine(place, "smsbox")));

    public int Sendsms { get; } = FreePort();

    public int Admin { get; } = FreePort();

    /// <param name="received">Where texts from persons go, with Kannel's own placeholders.</param>
    public async Task StartAsync(int gateway, string received)
    {
        var boxPort = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "kannel.conf"), $"""
            group = core
            admin-port = {Admin}
            smsbox-port = {boxPort}
            admin-password = {StatusPassword}
            log-file = "{folder}/bearerbox.log"
            log-level = 0
            box-allow-ip = "127.0.0.1"

            group = smsc
            smsc = smpp
            smsc-id = gateway
            host = 127.0.0.1
            port = {gateway}
            transceiver-mode = true
            smsc-username = kannel
            smsc-password = sesame
            system-type = ""
            reconnect-delay = 1
            msg-id-type = 0x00

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = {Sendsms}
            log-file = "{folder}/smsbox.log"
            log-level = 0

            group = sendsms-user
            username = {Username}
            password = {Password}
            max-messages = 10
            concatenation = true

            group = sms-service
            keyword = default
            catch-all = true
            max-messages = 0
            get-url = "{received}"

            """);
        Start("bearerbox");
        await ListensAsync(boxPort);
        Start("smsbox");
        await ListensAsync(Sendsms);
    }

    public string Log => string.Join('\n', Directory.GetFiles(folder, "*.log").SelectMany(File.ReadLines).Where(line => line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal)));

    void Start(string box) => boxes.Add(Process.Start(new ProcessStartInfo(Path.Combine(Programs!, box), [Path.Combine(folder, "kannel.conf")])
    {
        WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    })!);

    static Task<bool> ListensAsync(int port) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, 30);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var box in Enumerable.Reverse(boxes))
        {
            box.Kill(entireProcessTree: true);
            await box.WaitForExitAsync();
            box.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Runs where Kannel is installed; shown as skipped elsewhere.</summary>
sealed class KannelFactAttribute : FactAttribute
{
    public KannelFactAttribute()
    {
        if (Kannel.Programs is null) Skip = "Kannel is not installed (apt-get install kannel, or its folder in ROSTERLINE_KANNEL).";
    }
}
