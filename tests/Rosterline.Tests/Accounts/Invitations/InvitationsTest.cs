using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Platform;
using Rosterline.Platform.Mailing;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Invitations;

public class InvitationsTest : IAsyncLifetime
{
    readonly FakeMailServer mail = new();
    TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(builder =>
        builder.Services.AddSingleton(services => new Mail(new Settings { DataFolder = "", Mail = new MailServer("127.0.0.1", mail.Port, null, new("rosterline@northwind.example")) }, services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<Mail>>())));

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task Mails_a_link_that_signs_in_once_within_a_week()
    {
        using var admin = await app.ClientAsync();
        var id = (await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben Ortiz", email = "ben@example.com", role = "recruiter" })).ReadAsync()).Text("id");
        (await admin.PostAsync(new Uri($"/api/v1/users/{id}/invitation", UriKind.Relative), null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var sent = (await mail.NextAsync()).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        sent.ShouldContain("To: ben@example.com", Case.Insensitive);
        sent.ShouldContain("Dana Reyes invites you to Northwind on Rosterline");
        var link = new Uri(Regex.Match(sent, @"http://\S+/start/[\w-]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
        (await app.Agency.ReadAsync<bool>("select max(expires_at) between now() + interval '6 days 23 hours' and now() + interval '7 days' from one_time_link")).ShouldBeTrue();
        using var browser = new Support.Browser(app);
        (await browser.Http.GetAsync(link)).Headers.Location?.ToString().ShouldBe("/");
        (await browser.SessionAsync()).GetProperty("user").Text("name").ShouldBe("Ben Ortiz");
    }

    [Fact]
    public async Task Says_when_no_mail_went()
    {
        using var admin = await app.ClientAsync();
        var id = (await (await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben Ortiz", email = "ben@example.com", role = "recruiter" })).ReadAsync()).Text("id");
        mail.Refuses = true;
        await (await admin.PostAsync(new Uri($"/api/v1/users/{id}/invitation", UriKind.Relative), null)).ShouldRefuseAsync("mail_failed");

        await using var without = await TestApp.StartAsync();
        using var other = await without.ClientAsync();
        await (await other.PostAsync(new Uri($"/api/v1/users/{without.Agency.AdminId}/invitation", UriKind.Relative), null)).ShouldRefuseAsync("no_mail");
        (await other.ReadAsync("/api/v1/organisation/mail")).GetProperty("server").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("mail.example.com:587", "r@example.com", "ROSTERLINE_SMTP")]
    [InlineData("imap://mail.example.com", "r@example.com", "ROSTERLINE_SMTP")]
    [InlineData("smtp://mail.example.com", null, "ROSTERLINE_MAIL_FROM")]
    public void A_mail_server_that_cannot_be_used_stops_the_start(string smtp, string? from, string key)
    {
        var fault = Should.Throw<BadSettingException>(() => Settings.From(name => name switch { "ROSTERLINE_SMTP" => smtp, "ROSTERLINE_MAIL_FROM" => from, _ => null }));
        fault.Key.ShouldBe(key);
    }

    [Fact]
    public async Task Mails_through_a_server_that_is_encrypted_from_the_first_byte()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var encrypted = new FakeMailServer(certificate);
        var server = new MailServer("127.0.0.1", encrypted.Port, null, new("rosterline@northwind.example"))
        {
            EncryptedAtOnce = true, Trusts = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        };
        (await MailBy(server).SendAsync("ben@example.com", "Hello", "Come in.", CancellationToken.None)).ShouldBeNull();
        (await encrypted.NextAsync()).ShouldContain("Come in.");
    }

    [Fact]
    public async Task Mails_nothing_to_a_server_whose_certificate_is_not_trusted()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var stranger = new FakeMailServer(certificate);
        var refused = await MailBy(new("127.0.0.1", stranger.Port, null, new("rosterline@northwind.example")) { EncryptedAtOnce = true }).SendAsync("ben@example.com", "Hello", "Come in.", CancellationToken.None);
        refused!.Code.ShouldBe("mail_failed");
    }

    Mail MailBy(MailServer server) => new(new Settings { DataFolder = "", Mail = server }, app.Get<Microsoft.Extensions.Logging.ILogger<Mail>>());

    [Fact]
    public void Reads_a_mail_server_that_is_encrypted_from_the_first_byte()
    {
        var server = Settings.From(name => name switch { "ROSTERLINE_SMTP" => "smtps://mail.example.com", "ROSTERLINE_MAIL_FROM" => "r@example.com", _ => null }).Mail!;
        (server.Port, server.EncryptedAtOnce).ShouldBe((465, true));
    }

    [Fact]
    public void Reads_a_mail_server()
    {
        var server = Settings.From(name => name switch { "ROSTERLINE_SMTP" => "smtp://apikey:a%40b:c@mail.example.com:2525", "ROSTERLINE_MAIL_FROM" => "r@example.com", _ => null }).Mail!;
        (server.Host, server.Port, server.Login!.UserName, server.Login.Password, server.IsLocal).ShouldBe(("mail.example.com", 2525, "apikey", "a@b:c", false));
    }
}
