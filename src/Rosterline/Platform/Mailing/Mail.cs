using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Rosterline.Platform.Mailing;

/// <summary>The mail server of this installation, from <c>ROSTERLINE_SMTP</c>: <c>smtp://user:password@host:587</c>, or <c>smtps://…:465</c>.</summary>
/// <param name="From">Who the mail is from.</param>
public sealed record MailServer(string Host, int Port, NetworkCredential? Login, MailAddress From)
{
    /// <summary>Encrypted from the first byte (port 465), instead of asking for it (STARTTLS).</summary>
    public bool EncryptedAtOnce { get; init; }

    /// <summary>Null: whose certificates this machine trusts.</summary>
    public RemoteCertificateValidationCallback? Trusts { get; init; }

    /// <summary>On this machine nothing is in between; everywhere else the connection is encrypted (STARTTLS) or no mail goes.</summary>
    public bool IsLocal => Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>Sends mail where a server is set up. Never throws for what the server did.</summary>
public sealed class Mail(Settings settings, ILogger<Mail> log)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public MailServer? Server => settings.Mail;

    /// <summary>Null when the server took it.</summary>
    public async Task<Refusal?> SendAsync(string to, string subject, string body, CancellationToken cancel)
    {
        if (settings.Mail is not { } server) return NotSetUp;
        using var message = new MailMessage(server.From, new MailAddress(to)) { Subject = OneLine(subject), Body = body };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await using var tunnel = server.EncryptedAtOnce ? await TlsTunnel.OpenAsync(server, patience.Token) : null;
            using var client = tunnel is null ? new SmtpClient(server.Host, server.Port) { EnableSsl = !server.IsLocal } : new SmtpClient(IPAddress.Loopback.ToString(), tunnel.Port);
            client.Credentials = server.Login;
            await client.SendMailAsync(message, patience.Token);
            return null;
        }
        // Whatever it was: the person learns that no mail went, the log why.
        catch (Exception fault) when (fault is SmtpException or IOException or SocketException or AuthenticationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            log.LogWarning("A mail could not be handed to {Host}: {Fault}", server.Host, fault.Message);
            return new Refusal("mail_failed", $"{server.Host} did not take the mail. The log says why. Copy the link instead.");
        }
    }

    public static readonly Refusal NotSetUp = new("no_mail", "No mail server is set up. Copy the link instead, or set ROSTERLINE_SMTP (docs/self-hosting.md).");

    static string OneLine(string text) => string.Concat(text.Where(letter => !char.IsControl(letter)));
}
