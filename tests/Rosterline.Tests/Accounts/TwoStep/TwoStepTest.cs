using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.TwoStep;

[Trait("Requirement", "G-13")]
public class TwoStepTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Asks_for_a_code_after_the_password_and_takes_each_once()
    {
        var (_, email, secret, _) = await TurnedOnAsync();
        using var browser = new Support.Browser(app);
        var asked = await browser.SignInAsync(email, Support.Browser.Password);
        (await asked.ReadAsync()).Text("next").ShouldBe("code");
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");

        await (await CodeAsync(browser, "000000")).ShouldRefuseAsync("code_wrong");
        var code = Authenticator.CodeOf(secret);
        (await CodeAsync(browser, $"{code[..3]} {code[3..]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);

        using var thief = new Support.Browser(app);
        await thief.SignInAsync(email, Support.Browser.Password);
        await (await CodeAsync(thief, code)).ShouldRefuseAsync("code_wrong");
    }

    [Fact]
    public async Task Takes_each_recovery_code_once()
    {
        var (_, email, _, codes) = await TurnedOnAsync();
        codes.Count.ShouldBe(10);
        using var browser = new Support.Browser(app);
        await browser.SignInAsync(email, Support.Browser.Password);
        (await CodeAsync(browser, codes[3].ToLowerInvariant())).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.Http.ReadAsync("/api/v1/session/sign-in")).GetProperty("recoveryCodesLeft").GetInt32().ShouldBe(9);

        using var again = new Support.Browser(app);
        await again.SignInAsync(email, Support.Browser.Password);
        await (await CodeAsync(again, codes[3])).ShouldRefuseAsync("code_wrong");
    }

    [Fact]
    public async Task Signs_the_other_devices_out_when_it_is_turned_on()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        using var other = new Support.Browser(app);
        await other.SignInAsync(email, Support.Browser.Password);
        await TurnOnAsync(browser);
        (await other.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task Keeps_the_key_encrypted_and_recovery_codes_as_hashes()
    {
        var (_, _, secret, codes) = await TurnedOnAsync();
        var kept = (await app.Agency.ReadAsync<string>("select string_agg(t::text, '') from user_token t"))!;
        kept.ShouldNotContain(secret.Replace(" ", "", StringComparison.Ordinal));
        foreach (var code in codes) kept.ShouldNotContain(code);
        (await app.Agency.ReadAsync<string>("select string_agg(e::text, '') from audit_entry e"))!.ShouldNotContain(codes[0]);
    }

    [Fact]
    public async Task A_code_without_a_password_opens_nothing()
    {
        var (_, _, secret, _) = await TurnedOnAsync();
        using var browser = new Support.Browser(app);
        await (await CodeAsync(browser, Authenticator.CodeOf(secret))).ShouldRefuseAsync("step_over");
    }

    [Fact]
    public async Task Waits_an_hour_after_ten_wrong_codes_whatever_the_password()
    {
        await using var own = await TestApp.StartAsync();
        var (browser, userId, email) = await Support.Browser.SignedInAsync(own);
        var (secret, codes) = await TurnOnAsync(browser);
        using var guesser = new Support.Browser(own);
        for (var i = 0; i < 5; i++) await WrongAsync(guesser, email, 2);
        await guesser.SignInAsync(email, Support.Browser.Password);
        await (await CodeAsync(guesser, codes[0])).ShouldRefuseAsync("code_wrong");
        (await own.Agency.ReadAsync<bool>("select lockout_end > now() + interval '59 minutes' from app_user where id = $1", userId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_from_an_administrator_does_not_go_round_it()
    {
        var (_, email, _, codes) = await TurnedOnAsync();
        using var admin = await app.ClientAsync();
        var id = await app.Agency.ReadAsync<Guid>("select id from app_user where email = $1", email);
        var link = (await (await admin.PostAsync(new Uri($"/api/v1/users/{id}/link", UriKind.Relative), null)).ReadAsync()).Text("address");
        using var browser = new Support.Browser(app);
        (await browser.Http.GetAsync(new Uri(link))).Headers.Location?.ToString().ShouldBe("/sign-in?step=code");
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
        (await CodeAsync(browser, codes[0])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).GetProperty("user").Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task Asks_who_sits_there_before_the_way_to_sign_in_is_changed()
    {
        var (browser, userId, _) = await Support.Browser.SignedInAsync(app);
        await app.Agency.RunAsync("update user_session set confirmed_at = now() - interval '16 minutes' where user_id = $1", userId);
        app.Get<Rosterline.Accounts.Devices.SessionReader>().Forget();
        await (await PostAsync(browser, "two-step/start")).ShouldRefuseAsync("confirm_needed");
        await (await PostAsync(browser, "passkeys/options")).ShouldRefuseAsync("confirm_needed");
        await (await PostAsync(browser, "confirm", new { password = "not hers at all" })).ShouldRefuseAsync("password_wrong");
        (await PostAsync(browser, "confirm", new { password = Support.Browser.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync(browser, "two-step/start")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_turned_off_by_a_code_only_and_reset_by_an_administrator()
    {
        var (browser, email, secret, codes) = await TurnedOnAsync();
        await (await PostAsync(browser, "two-step/off", new { typed = "123456" })).ShouldRefuseAsync("code_wrong");
        (await PostAsync(browser, "two-step/off", new { typed = codes[0] })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.Http.ReadAsync("/api/v1/session/sign-in")).GetProperty("twoStep").GetBoolean().ShouldBeFalse();

        (secret, _) = await TurnOnAsync(browser);
        var id = await app.Agency.ReadAsync<Guid>("select id from app_user where email = $1", email);
        await (await browser.Http.DeleteAsync(new Uri($"/api/v1/users/{id}/two-step", UriKind.Relative))).ShouldNotExistAsync();
        using var admin = await app.ClientAsync();
        (await admin.DeleteAsync(new Uri($"/api/v1/users/{id}/two-step", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
        using var fresh = new Support.Browser(app);
        (await fresh.SignInAsync(email, Support.Browser.Password)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    async Task<(Support.Browser Browser, string Email, string Secret, List<string> Codes)> TurnedOnAsync()
    {
        var (browser, _, email) = await Support.Browser.SignedInAsync(app);
        var (secret, codes) = await TurnOnAsync(browser);
        return (browser, email, secret, codes);
    }

    static async Task<(string Secret, List<string> Codes)> TurnOnAsync(Support.Browser browser)
    {
        var started = await (await PostAsync(browser, "two-step/start")).ReadAsync();
        started.Text("picture").ShouldStartWith("data:image/png;base64,");
        var answer = await PostAsync(browser, "two-step", new { typed = Authenticator.CodeOf(started.Text("secret")) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (started.Text("secret"), [.. (await answer.ReadAsync()).GetProperty("items").EnumerateArray().Select(code => code.GetString()!)]);
    }

    static async Task WrongAsync(Support.Browser browser, string email, int times)
    {
        (await browser.SignInAsync(email, Support.Browser.Password)).EnsureSuccessStatusCode();
        for (var i = 0; i < times; i++) await (await CodeAsync(browser, "ABCDE-ABCDE")).ShouldRefuseAsync("code_wrong");
    }

    static Task<HttpResponseMessage> CodeAsync(Support.Browser browser, string typed) => PostAsync(browser, "code", new { typed });

    static Task<HttpResponseMessage> PostAsync(Support.Browser browser, string path, object? body = null) =>
        browser.Http.PostAsJsonAsync($"/api/v1/session/{path}", body ?? new { });
}
