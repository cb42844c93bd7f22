using System.Net;
using System.Net.Http.Json;
using Rosterline.Accounts.Sessions;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Sessions;

public class SignInTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Signs_in_by_e_mail_and_password_and_out_again()
    {
        var (browser, userId, email) = await Browser.SignedInAsync(app);
        var session = await browser.SessionAsync();
        session.GetProperty("user").GetProperty("id").GetGuid().ShouldBe(userId);
        session.GetProperty("user").Text("email").ShouldBe(email);
        session.Text("group").ShouldBe("Recruiter");
        session.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()).ShouldBe(["text", "see_people", "edit_people", "see_logged"]);
        session.GetProperty("lookAs").GetArrayLength().ShouldBe(0);

        (await browser.Http.DeleteAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await browser.Http.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Says_signed_out_to_a_stranger()
    {
        using var browser = new Browser(app);
        await (await browser.Http.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Says_the_same_for_an_unknown_address_and_a_wrong_password()
    {
        var (_, _, email) = await Browser.SignedInAsync(app);
        using var browser = new Browser(app);
        var unknown = await browser.SignInAsync("nobody@example.com", Browser.Password);
        var wrong = await browser.SignInAsync(email, "not her password");
        await unknown.ShouldRefuseAsync("sign_in_refused");
        await wrong.ShouldRefuseAsync("sign_in_refused", words: (await unknown.ReadAsync()).Text("detail"));
        browser.Cookies.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Locks_after_ten_wrong_tries_and_does_not_say_so()
    {
        // A machine of its own: thirty tries a minute are all that one address has.
        await using var own = await TestApp.StartAsync();
        var (_, userId, email) = await Browser.SignedInAsync(own);
        using var browser = new Browser(own);
        for (var i = 0; i < 10; i++) await (await browser.SignInAsync(email, "not her password")).ShouldRefuseAsync("sign_in_refused");
        await (await browser.SignInAsync(email, Browser.Password)).ShouldRefuseAsync("sign_in_refused");
        (await ActionsAsync(own, userId)).ShouldBe(["session.locked", .. Enumerable.Repeat("session.refused", 9), "session.signed_in", "user.created"], ignoreOrder: true);

        await own.Agency.RunAsync("update app_user set lockout_end = now() - interval '1 second' where id = $1", userId);
        (await browser.SignInAsync(email, Browser.Password)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Slows_down_whoever_tries_from_one_address()
    {
        await using var own = await TestApp.StartAsync();
        using var browser = new Browser(own);
        for (var i = 0; i < SignInLimits.PerMinute; i++) (await browser.SignInAsync($"{i}@example.com", "x")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await (await browser.SignInAsync("30@example.com", "x")).ShouldRefuseAsync("too_many", HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Keeps_the_cookie_from_scripts_and_other_sites()
    {
        var (_, _, email) = await Browser.SignedInAsync(app);
        using var browser = new Browser(app);
        var cookie = (await browser.SignInAsync(email, Browser.Password)).Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("rosterline=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldContain("path=/", Case.Insensitive);
        cookie.ShouldNotContain("domain=", Case.Insensitive);
    }

    [Fact]
    public async Task Binds_the_cookie_to_its_host_where_a_proxy_says_https()
    {
        var (_, _, email) = await Browser.SignedInAsync(app);
        using var browser = new Browser(app);
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var cookie = (await browser.SignInAsync(email, Browser.Password)).Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-rosterline=");
        cookie.ShouldContain("secure", Case.Insensitive);
    }

    [Fact]
    public async Task Refuses_a_change_without_our_header()
    {
        var (browser, _, email) = await Browser.SignedInAsync(app);
        browser.Http.DefaultRequestHeaders.Remove("X-Rosterline");
        await (await browser.SignInAsync(email, Browser.Password)).ShouldRefuseAsync("foreign_request", HttpStatusCode.Forbidden);
        await (await browser.Http.DeleteAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("foreign_request", HttpStatusCode.Forbidden);
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
    }

    [Theory, Trait("Requirement", "P-25")]
    [InlineData("192.168.1.20")]
    [InlineData("texts.example.com")]
    public async Task Explains_that_sign_in_needs_a_secure_address(string host)
    {
        using var browser = new Browser(app);
        browser.Http.DefaultRequestHeaders.Host = $"{host}:{app.Address.Port}";
        await (await browser.SignInAsync("dana@example.com", Browser.Password)).ShouldRefuseAsync("needs_https", words:
            $"Sign-in needs a secure address. Open this page by https://, on the computer itself as http://localhost:{app.Address.Port}, or set a certificate (docs/self-hosting.md).");
    }

    [Fact]
    public async Task Ends_other_sessions_when_the_password_changes()
    {
        var (browser, _, email) = await Browser.SignedInAsync(app);
        using var other = new Browser(app);
        await other.SignInAsync(email, Browser.Password);
        await (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { present = "wrong", @new = "another long one" })).ShouldRefuseAsync("password_wrong");
        await (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { present = Browser.Password, @new = "short" })).ShouldRefuseAsync("password_short");
        (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { present = Browser.Password, @new = "another long one" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
        (await other.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await other.SignInAsync(email, "another long one")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    static async Task<List<string>> ActionsAsync(TestApp app, Guid userId)
    {
        await using var command = app.Sql.CreateCommand("select action from audit_entry where root_id = $1 and subject_id = $2");
        command.Parameters.Add(new() { Value = app.Agency.RootId });
        command.Parameters.Add(new() { Value = userId });
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await reader.ReadAsync()) all.Add(reader.GetString(0));
        return all;
    }
}
