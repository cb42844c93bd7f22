using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rosterline.Bench;

/// <summary>One keep-alive HTTP/1.1 connection that allocates next to nothing: the generator shares its cores with what it measures.</summary>
sealed class HttpSocket : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    byte[] buffer = new byte[16 << 10];
    int filled, bodyAt;

    public static async Task<HttpSocket> OpenAsync(Uri server)
    {
        var made = new HttpSocket();
        await made.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        return made;
    }

    /// <summary>What came after the header of the last answer, with its chunk marks.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(bodyAt, filled - bodyAt);

    /// <summary>Sends a whole request and answers the status when the whole reply is here.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        (filled, bodyAt) = (0, 0);
        while (!IsWhole())
        {
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0) throw new IOException("The server closed the connection.");
            filled += read;
        }
        return int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    bool IsWhole()
    {
        var all = buffer.AsSpan(0, filled);
        if (bodyAt == 0)
        {
            var end = all.IndexOf("\r\n\r\n"u8);
            if (end < 0) return false;
            bodyAt = end + 4;
        }
        var header = all[..bodyAt];
        if (header.IndexOf("Transfer-Encoding: chunked"u8) >= 0) return all[bodyAt..].EndsWith("0\r\n\r\n"u8);
        return filled - bodyAt >= Length(header);
    }

    static int Length(ReadOnlySpan<byte> header)
    {
        var name = "Content-Length: "u8;
        var at = header.IndexOf(name);
        if (at < 0) return 0;
        var value = header[(at + name.Length)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    /// <summary>A request as it goes over the wire.</summary>
    public static byte[] Request(string line, string headers, string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}{(body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n")}\r\n{body}"));

    public void Dispose() => socket.Dispose();
}
