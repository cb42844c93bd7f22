using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform.Mailing;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Platform;
using Rosterline.Tests.Accounts.Invitations;
using Rosterline.Tests.Support;
using Rosterline.Tests.Support.Asking;

namespace Rosterline.Tests.Admin.SetUp;

public class StepForItTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task A_row_is_read_without_an_account_by_whoever_opens_its_link_first()
    {
        using var admin = await app.ClientAsync();
        var made = await admin.TellAsync("set-up/provider/link", new { });
        var link = made.GetProperty("address").GetString()!;
        using var it = Outsider();
        // A program that follows the links of a mail does not use it up.
        (await it.GetStringAsync(link)).ShouldContain("Open the step here");
        (await it.GetStringAsync(link)).ShouldNotContain("Account SID");
        var page = await (await it.PostAsync(link, null)).Content.ReadAsStringAsync();
        page.ShouldContain("Text provider and numbers");
        page.ShouldContain("Account SID");
        (await it.GetStringAsync(link)).ShouldContain("Account SID");

        using var other = Outsider();
        (await other.PostAsync(link, null)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await (await other.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("opened in another browser");
        // It opens nothing else.
        (await it.GetAsync(new Uri(app.Address, "/api/v1/set-up"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AuditedAsync("set_up.step_opened", made)).ShouldBe(1);
    }

    [Fact]
    public async Task It_shows_the_address_to_enter_and_no_secret()
    {
        using var admin = await app.ClientAsync();
        var connection = await admin.TellAsync("connections", new { provider = "twilio", name = "Twilio main", settings = new { accountSid = "AC" + new string('a', 32), authToken = new string('b', 32) } });
        using var it = Outsider();
        var page = WebUtility.HtmlDecode(await OpenAsync(admin, it, "provider"));
        page.ShouldContain(connection.GetProperty("hookAddress").GetString()!);
        page.ShouldContain("AC" + new string('a', 32));
        page.ShouldNotContain(new string('b', 32));
    }

    [Fact]
    public async Task Every_row_has_a_page_that_says_what_to_do_and_where()
    {
        using var admin = await app.ClientAsync();
        using var it = Outsider();
        foreach (var row in (await admin.AskAsync("set-up")).GetProperty("items").Texts("key"))
        {
            var page = await OpenAsync(admin, it, row);
            page.ShouldContain("What to do");
            page.ShouldContain("How far it is");
        }

        WebUtility.HtmlDecode(await OpenAsync(admin, it, "safety")).ShouldContain($"/sso/{app.Agency.RootId}/callback");
        (await admin.PostAsJsonAsync("/api/v1/set-up/nothing/link", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_is_taken_back_and_ends_by_itself()
    {
        using var admin = await app.ClientAsync();
        using var it = Outsider();
        var made = await admin.TellAsync("set-up/ats/link", new { days = 1 });
        var link = made.GetProperty("address").GetString()!;
        (await it.PostAsync(link, null)).EnsureSuccessStatusCode();
        var id = made.GetProperty("id").GetGuid();
        (await admin.AskAsync("set-up/links")).GetProperty("items").Texts("id").ShouldContain(id.ToString());
        (await admin.DeleteAsync(new Uri($"/api/v1/set-up/links/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await it.GetAsync(link)).Content.ReadAsStringAsync()).ShouldContain("taken back");
        (await admin.DeleteAsync(new Uri($"/api/v1/set-up/links/{id}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await AuditedAsync("set_up.step_revoked", made)).ShouldBe(1);

        link = (await admin.TellAsync("set-up/ats/link", new { })).GetProperty("address").GetString()!;
        await app.Agency.RunAsync("update set_up_link set expires_at = now() - interval '1 second' where root_id = $1 and revoked_at is null", app.Agency.RootId);
        (await (await it.PostAsync(link, null)).Content.ReadAsStringAsync()).ShouldContain("days are over");
        await (await admin.PostAsJsonAsync("/api/v1/set-up/ats/link", new { days = 31 })).ShouldRefuseAsync("link_days");
    }

    [Fact]
    public async Task It_goes_by_mail_and_a_mail_that_does_not_go_leaves_no_link()
    {
        await using var mail = new FakeMailServer();
        await using var own = await TestApp.StartAsync(builder => builder.Services.AddSingleton(services => new Mail(
            new Settings { DataFolder = "", Mail = new MailServer("127.0.0.1", mail.Port, null, new("rosterline@northwind.example")) }, services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<Mail>>())));
        using var admin = await own.ClientAsync();
        await admin.TellAsync("set-up/safety/link", new { email = "it@example.com" });
        var sent = (await mail.NextAsync()).Replace("=\n", "", StringComparison.Ordinal);
        sent.ShouldContain("To: it@example.com", Case.Insensitive);
        sent.ShouldContain("/set-up-step/");
        await (await admin.PostAsJsonAsync("/api/v1/set-up/safety/link", new { email = "nobody" })).ShouldRefuseAsync("support_email");
        mail.Refuses = true;
        await (await admin.PostAsJsonAsync("/api/v1/set-up/safety/link", new { email = "it@example.com" })).ShouldRefuseAsync("mail_failed");
        (await admin.AskAsync("set-up/links")).GetProperty("items").GetArrayLength().ShouldBe(1);

        using var without = await app.ClientAsync();
        await (await without.PostAsJsonAsync("/api/v1/set-up/safety/link", new { email = "it@example.com" })).ShouldRefuseAsync("no_mail");
    }

    static HttpClient Outsider() => new(new HttpClientHandler { CookieContainer = new CookieContainer() });

    static async Task<string> OpenAsync(HttpClient admin, HttpClient it, string step)
    {
        var made = await admin.TellAsync($"set-up/{step}/link", new { });
        return await (await it.PostAsync(made.GetProperty("address").GetString(), null)).Content.ReadAsStringAsync();
    }

    Task<long> AuditedAsync(string action, JsonElement link) => app.Agency.ReadAsync<long>(
        "select count(*) from audit_entry where root_id = $1 and action = $2 and detail ->> 'link' = $3", app.Agency.RootId, action, link.GetProperty("id").GetString());
}
