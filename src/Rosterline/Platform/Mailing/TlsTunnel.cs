using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Rosterline.Platform.Mailing;

/// <summary>
/// A door on this machine that leads, encrypted, to a mail server that speaks no word in the clear: the mail client of the framework can only ask for
/// encryption after it was greeted. Serves the one connection of one mail.
/// </summary>
sealed class TlsTunnel : IAsyncDisposable
{
    readonly TcpListener door = new(IPAddress.Loopback, 0);
    readonly TcpClient server = new();
    readonly CancellationTokenSource ended = new();
    Task carrying = Task.CompletedTask;

    TlsTunnel() => door.Start();

    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    /// <exception cref="SocketException">The server is not there.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">It is not who it says it is.</exception>
    public static async Task<TlsTunnel> OpenAsync(MailServer to, CancellationToken cancel)
    {
        var tunnel = new TlsTunnel();
        try
        {
            await tunnel.server.ConnectAsync(to.Host, to.Port, cancel);
            var outside = new SslStream(tunnel.server.GetStream(), leaveInnerStreamOpen: false, to.Trusts);
            await outside.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = to.Host }, cancel);
            tunnel.carrying = tunnel.CarryAsync(outside);
            return tunnel;
        }
        catch
        {
            // Nobody will dispose what was never handed over.
            await tunnel.DisposeAsync();
            throw;
        }
    }

    async Task CarryAsync(SslStream outside)
    {
        try
        {
            using var inside = await door.AcceptTcpClientAsync(ended.Token);
            door.Stop();
            await Task.WhenAny(outside.CopyToAsync(inside.GetStream(), ended.Token), inside.GetStream().CopyToAsync(outside, ended.Token));
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The mail client notices by itself that the line is dead.
        }
        finally
        {
            await outside.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        door.Stop();
        await carrying;
        server.Dispose();
        ended.Dispose();
    }
}
