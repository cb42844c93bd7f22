using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Rosterline.Tests.Support;

/// <summary>A line between two programs that a test can cut: all at once, or each connection after some bytes.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly EndPoint target;
    readonly ConcurrentDictionary<Socket, Socket> lines = new();
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

    FaultProxy(EndPoint target)
    {
        this.target = target;
        listener.Start(512);
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many bytes, both ways together, the next connection carries before it is cut; null: it is not.</summary>
    public Func<int?> CutAfter { get; set; } = () => null;

    public int Cuts { get; private set; }

    public static FaultProxy To(EndPoint target) => new(target);

    /// <summary>In front of the database of a connection string: its socket, or its host and port.</summary>
    public static FaultProxy ToDatabase(Npgsql.NpgsqlConnectionStringBuilder database) => new(
        database.Host!.StartsWith('/') ? new UnixDomainSocketEndPoint($"{database.Host}/.s.PGSQL.{database.Port}") : new DnsEndPoint(database.Host, database.Port));

    /// <summary>Cuts every connection hard: what was on its way is lost.</summary>
    public void CutAll()
    {
        foreach (var (near, far) in lines) Cut(near, far);
    }

    async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptSocketAsync(stop.Token));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                // Stopped, or the caller hung up first.
            }
        }
    }

    async Task CarryAsync(Socket near)
    {
        var far = new Socket(target.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        lines[near] = far;
        try
        {
            await far.ConnectAsync(target, stop.Token);
            var left = new Allowance(CutAfter());
            await Task.WhenAny(PumpAsync(near, far, left), PumpAsync(far, near, left));
            if (left.IsSpent) Cuts++;
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side is not there.
        }
        Cut(near, far);
    }

    static async Task PumpAsync(Socket from, Socket to, Allowance left)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                var allowed = left.Take(read);
                await to.SendAsync(buffer.AsMemory(0, allowed));
                if (allowed < read) return;
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Cut, from either side.
        }
    }

    void Cut(Socket near, Socket far)
    {
        lines.TryRemove(near, out _);
        foreach (var end in new[] { near, far })
            try
            {
                if (end.AddressFamily != AddressFamily.Unix) end.LingerState = new LingerOption(true, 0);
                end.Dispose();
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // Gone already.
            }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        CutAll();
        stop.Dispose();
    }

    sealed class Allowance(int? bytes)
    {
        int left = bytes ?? int.MaxValue;

        public bool IsSpent => bytes is not null && Volatile.Read(ref left) <= 0;

        public int Take(int wanted) => bytes is null ? wanted : Math.Clamp(Interlocked.Add(ref left, -wanted) + wanted, 0, wanted);
    }
}
