using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace Rosterline.Tests.Accounts.Invitations;

/// <summary>A mail server on a free port that takes every mail, or none.</summary>
sealed class FakeMailServer : IAsyncDisposable
{
    readonly X509Certificate2? certificate;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly Channel<string> taken = Channel.CreateUnbounded<string>();
    readonly Task serving;

    /// <param name="certificate">Encrypted from the first byte with it; null: in the clear.</param>
    public FakeMailServer(X509Certificate2? certificate = null)
    {
        this.certificate = certificate;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool Refuses { get; set; }

    /// <summary>The next mail, head and body, as it was sent.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await taken.Reader.ReadAsync(patience.Token);
    }

    async Task ServeAsync()
    {
        try
        {
            while (true) await TalkAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or InvalidOperationException or IOException or AuthenticationException)
        {
            // The test is over.
        }
    }

    async Task<Stream> StreamAsync(TcpClient client)
    {
        if (certificate is null) return client.GetStream();
        var encrypted = new SslStream(client.GetStream());
        await encrypted.AuthenticateAsServerAsync(certificate);
        return encrypted;
    }

    async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            await using var stream = await StreamAsync(client);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await using var writer = new StreamWriter(stream, new ASCIIEncoding()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase)) return;
                if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync(Refuses && line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) ? "550 nobody here" : "250 fine");
                    continue;
                }

                await writer.WriteLineAsync("354 go on");
                var mail = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part and not ".") mail.Append(part).Append('\n');
                taken.Writer.TryWrite(mail.ToString());
                await writer.WriteLineAsync("250 taken");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }
}
