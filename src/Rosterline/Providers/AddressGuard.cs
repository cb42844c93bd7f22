using System.Net;
using System.Net.Sockets;

namespace Rosterline.Providers;

/// <summary>Keeps calls to addresses that people typed away from our own network. Checked on the resolved address, at connect.</summary>
static class AddressGuard
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        // Through a proxy the end point is the proxy's, which the administrator chose; the proxy resolves the target.
        var direct = string.Equals(context.DnsEndPoint.Host, context.InitialRequestMessage.RequestUri?.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
        if (!direct)
            return await OpenAsync(context.DnsEndPoint, cancel);
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = Array.FindAll(addresses, IsPublic);
        if (allowed.Length == 0)
            throw new BarredAddressException(context.DnsEndPoint.Host);
        return await OpenAsync(allowed, context.DnsEndPoint.Port, cancel);
    }

    /// <summary>False for loopback, private, link-local, carrier-grade, multicast and reserved ranges.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return address.GetAddressBytes()[0] is >= 0x20 and <= 0x3f && !IsTunnel(address);
        var b = address.GetAddressBytes();
        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => b[1] is < 64 or > 127,
            169 => b[1] != 254,
            172 => b[1] is < 16 or > 31,
            192 => b[1] != 168 && !(b[1] == 0 && b[2] is 0 or 2),
            198 => b[1] is not (18 or 19) && !(b[1] == 51 && b[2] == 100),
            203 => !(b[1] == 0 && b[2] == 113),
            _ => true,
        };
    }

    // 6to4 and Teredo carry an IPv4 address inside, which could be a private one.
    static bool IsTunnel(IPAddress address)
    {
        var b = address.GetAddressBytes();
        return (b[0] == 0x20 && b[1] == 0x02) || (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0);
    }

    static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static async Task<Stream> OpenAsync(DnsEndPoint proxy, CancellationToken cancel) =>
        await OpenAsync(await Dns.GetHostAddressesAsync(proxy.Host, cancel), proxy.Port, cancel);
}

sealed class BarredAddressException(string host) : IOException($"{host} is an address inside a private network, which Rosterline does not call.");
