using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rosterline.Providers.Smpp;

/// <summary>Opens the stream to a gateway, encrypted or not.</summary>
static class SmppLink
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <exception cref="NoLinkException">In words that may be shown.</exception>
    public static async Task<Stream> OpenAsync(SmppSettings settings, bool allowPrivate, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(settings.Host, patience.Token);
            var allowed = allowPrivate ? addresses : Array.FindAll(addresses, AddressGuard.IsPublic);
            if (allowed.Length == 0) throw new BarredAddressException(settings.Host);
            await socket.ConnectAsync(allowed, settings.Port, patience.Token);
            return await SecuredAsync(new NetworkStream(socket, ownsSocket: true), settings, patience.Token);
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException or ArgumentException || fault is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new NoLinkException(Words(settings, fault));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static async Task<Stream> SecuredAsync(NetworkStream stream, SmppSettings settings, CancellationToken cancel)
    {
        if (!settings.Tls) return stream;
        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host }, cancel);
        return secured;
    }

    static string Words(SmppSettings settings, Exception fault) => fault switch
    {
        BarredAddressException barred => barred.Message + " Whoever runs the server can allow it with ROSTERLINE_PROVIDERS_PRIVATE=1.",
        AuthenticationException => $"No safe connection to {settings.Host}: its certificate was not accepted, or it does not speak TLS on port {settings.Port}.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } or ArgumentException => $"The name {settings.Host} could not be found.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"Nobody listens at {settings.Host}, port {settings.Port}.",
        _ => $"No connection to {settings.Host}, port {settings.Port}.",
    };
}

/// <summary>There is no link; the message may be shown.</summary>
sealed class NoLinkException(string words) : IOException(words);
