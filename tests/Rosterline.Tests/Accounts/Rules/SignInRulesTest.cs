using System.Net;
using System.Net.Http.Json;
using Rosterline.Tests.Accounts.SingleSignOn;
using Rosterline.Tests.Accounts.TwoStep;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Rules;

[Trait("Requirement", "G-13")]
public class SignInRulesTest : IAsyncLifetime
{
    readonly SignOnWorld world = new();
    TestApp app = null!;

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        app = world.App;
    }

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task With_a_second_step_asked_for_nothing_opens_before_it_is_set_up()
    {
        var (maya, _, email) = await Support.Browser.SignedInAsync(app);
        var (dana, _, _) = await Support.Browser.SignedInAsync(app, "administrator");
        await (await SaveAsync(dana, twoStep: true)).ShouldRefuseAsync("own_two_step_first");
        await TurnOnAsync(dana);
        (await SaveAsync(dana, twoStep: true)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await maya.SessionAsync()).GetProperty("twoStepMissing").GetBoolean().ShouldBeTrue();
        await (await maya.Http.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).ShouldRefuseAsync("two_step_needed", HttpStatusCode.Forbidden);
        using var later = new Support.Browser(app);
        await later.SignInAsync(email, Support.Browser.Password);
        await (await later.Http.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).ShouldRefuseAsync("two_step_needed", HttpStatusCode.Forbidden);

        await TurnOnAsync(maya);
        (await maya.Http.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await maya.SessionAsync()).GetProperty("twoStepMissing").GetBoolean().ShouldBeFalse();
        await (await maya.Http.PostAsJsonAsync("/api/v1/session/two-step/off", new { typed = "123456" })).ShouldRefuseAsync("two_step_required");
        (await dana.Http.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_single_sign_on_only_one_administrator_may_come_in_otherwise()
    {
        var (dana, danaId, danaEmail) = await Support.Browser.SignedInAsync(app, "administrator");
        var (maya, mayaId, mayaEmail) = await Support.Browser.SignedInAsync(app);
        await (await SaveAsync(dana, signOn: true, glass: danaId)).ShouldRefuseAsync("sso_not_proven");
        (await world.SignInAsync()).Ends.ShouldBe("/");
        await (await SaveAsync(dana, signOn: true, glass: danaId)).ShouldRefuseAsync("break_glass_weak");
        await (await SaveAsync(dana, signOn: true, glass: mayaId)).ShouldRefuseAsync("break_glass_weak");
        var codes = await TurnOnAsync(dana);
        (await SaveAsync(dana, signOn: true, glass: danaId)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await maya.SessionAsync()).Text("code").ShouldBe("signed_out");
        await (await maya.SignInAsync(mayaEmail, Support.Browser.Password)).ShouldRefuseAsync("single_sign_on_only");
        (await (await world.SignInAsync()).Browser.Http.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var glass = new Support.Browser(app);
        await glass.SignInAsync(danaEmail, Support.Browser.Password);
        (await glass.Http.PostAsJsonAsync("/api/v1/session/code", new { typed = codes[0] })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await glass.SessionAsync()).Text("group").ShouldBe("Administrator");
        // Taken away, everybody may come in as before.
        (await glass.Http.DeleteAsync(new Uri("/api/v1/organisation/single-sign-on", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await maya.SignInAsync(mayaEmail, Support.Browser.Password)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    static Task<HttpResponseMessage> SaveAsync(Support.Browser browser, bool twoStep = false, bool signOn = false, Guid? glass = null) =>
        browser.Http.PutAsJsonAsync("/api/v1/organisation/sign-in-rules", new { requireTwoStep = twoStep, requireSingleSignOn = signOn, breakGlassUserId = glass });

    static async Task<List<string>> TurnOnAsync(Support.Browser browser)
    {
        var started = await (await browser.Http.PostAsJsonAsync("/api/v1/session/two-step/start", new { })).ReadAsync();
        var answer = await browser.Http.PostAsJsonAsync("/api/v1/session/two-step", new { typed = Authenticator.CodeOf(started.Text("secret")) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return [.. (await answer.ReadAsync()).GetProperty("items").EnumerateArray().Select(code => code.GetString()!)];
    }
}
