using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Sessions;

public class OneTimeLinksTest : IAsyncLifetime
{
    TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Signs_in_once()
    {
        var link = await InviteAsync();
        using var first = new Browser(app);
        (await first.Http.GetAsync(link)).Headers.Location?.ToString().ShouldBe("/");
        var user = (await first.SessionAsync()).GetProperty("user");
        user.Text("name").ShouldBe("Ben Ortiz");
        user.GetProperty("hasPassword").GetBoolean().ShouldBeFalse();

        using var second = new Browser(app);
        (await second.Http.GetAsync(link)).Headers.Location?.ToString().ShouldBe("/sign-in?link=used");
        (await second.SessionAsync()).Text("code").ShouldBe("signed_out");
    }

    [Fact]
    public async Task Lets_somebody_without_a_password_choose_one()
    {
        using var browser = new Browser(app);
        await browser.Http.GetAsync(await InviteAsync());
        (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { @new = "a password of mine" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var later = new Browser(app);
        (await later.SignInAsync("ben@example.com", "a password of mine")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Is_worth_nothing_after_a_quarter_of_an_hour()
    {
        var link = await InviteAsync();
        (await app.Agency.ReadAsync<bool>("select expires_at between now() + interval '14 minutes' and now() + interval '15 minutes' from one_time_link")).ShouldBeTrue();
        await app.Agency.RunAsync("update one_time_link set expires_at = now()");
        using var browser = new Browser(app);
        (await browser.Http.GetAsync(link)).Headers.Location?.ToString().ShouldBe("/sign-in?link=expired");
        (await browser.Http.GetAsync(new Uri("/start/guessed", UriKind.Relative))).Headers.Location?.ToString().ShouldBe("/sign-in?link=unknown");
    }

    [Fact]
    public async Task Is_kept_as_a_hash_only()
    {
        var token = (await InviteAsync()).Segments[^1];
        (await app.Agency.ReadAsync<long>("select count(*) from one_time_link where token_hash = sha256(convert_to($1, 'UTF8'))", token)).ShouldBe(1);
        (await app.Agency.ReadAsync<string>("select string_agg(l::text, '') from one_time_link l"))!.ShouldNotContain(token);
        (await app.Agency.ReadAsync<string>("select string_agg(e::text, '') from audit_entry e"))!.ShouldNotContain(token);
    }

    async Task<Uri> InviteAsync()
    {
        using var admin = await app.ClientAsync();
        var made = await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben Ortiz", email = "ben@example.com", role = "recruiter" });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return new Uri((await made.ReadAsync()).Text("link"));
    }
}
