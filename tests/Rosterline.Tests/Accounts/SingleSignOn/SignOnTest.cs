using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.SingleSignOn;

[Trait("Requirement", "G-13")]
public class SignOnTest(SignOnWorld world) : IClassFixture<SignOnWorld>
{
    readonly TestApp app = world.App;

    [Fact]
    public async Task Signs_in_whom_the_provider_vouches_for_and_knows_her_again_by_her_number_there()
    {
        await world.SaveAsync();
        var (first, ends) = await world.SignInAsync(About("s-1", "ana@northwind.example", "Ana Silva"));
        ends.ShouldBe("/");
        var user = (await first.SessionAsync()).GetProperty("user");
        (user.Text("name"), user.Text("email")).ShouldBe(("Ana Silva", "ana@northwind.example"));

        // Her address changed at the provider; she did not.
        var (again, _) = await world.SignInAsync(About("s-1", "ana.reyes@northwind.example", "Ana Reyes"));
        (await again.SessionAsync()).GetProperty("user").Text("id").ShouldBe(user.Text("id"));
        // And whoever has it now is not her.
        (await EndsAsync(About("s-2", "ana@northwind.example", "Another Ana"))).ShouldBe("sso_other_person");
    }

    [Fact, Trait("Requirement", "P-30")]
    public async Task Lasts_twelve_hours_used_or_not()
    {
        var (browser, _) = await world.SignInAsync(About("s-hours", "hours@northwind.example", "Hours"));
        var id = (await browser.SessionAsync()).GetProperty("user").GetProperty("id").GetGuid();
        (await app.Agency.ReadAsync<bool>("select ends_at between now() + interval '11 hours 59 minutes' and now() + interval '12 hours' from user_session where user_id = $1", id)).ShouldBeTrue();
        await app.Agency.RunAsync("update user_session set seen_at = now() - interval '2 minutes', ends_at = now() + interval '1 hour' where user_id = $1", id);
        app.Get<Rosterline.Accounts.Devices.SessionReader>().Forget();
        await browser.SessionAsync();
        (await app.Agency.ReadAsync<bool>("select seen_at > now() - interval '1 minute' and ends_at < now() + interval '61 minutes' from user_session where user_id = $1", id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Comes_back_once_and_to_the_browser_that_began()
    {
        using var browser = new Support.Browser(app);
        var begun = await world.BeginAsync(browser);
        var token = Forge.Good(world.Provider.Issuer, ForgingProvider.Client, begun.Nonce, TimeProvider.System.GetUtcNow()).Signed();
        string Query() => $"state={begun.State}&code={world.Provider.CodeFor(token, begun.Challenge)}";

        using var victim = new Support.Browser(app);
        (await world.ReturnAsync(victim, Query())).ShouldEndWith("sso=sso_not_begun");
        await world.BeginAsync(victim);
        (await world.ReturnAsync(victim, Query())).ShouldEndWith("sso=sso_not_begun");
        (await world.ReturnAsync(browser, Query())).ShouldBe("/");
        (await world.ReturnAsync(browser, Query())).ShouldEndWith("sso=sso_not_begun");
        (await world.ReturnAsync(browser, "state=guessed&code=1")).ShouldEndWith("sso=sso_not_begun");
        (await world.ReturnAsync(browser, "code=1")).ShouldEndWith("sso=sso_not_begun");
    }

    [Fact]
    public async Task Binds_its_cookie_to_the_host_where_a_proxy_says_https()
    {
        using var browser = new Support.Browser(app);
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var cookie = (await browser.Http.GetAsync(new Uri($"/sso/{app.Agency.RootId}/start", UriKind.Relative))).Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith("__Host-rosterline-sso=");
        foreach (var word in new[] { "secure", "httponly", "samesite=lax", "path=/" }) cookie.ShouldContain(word, Case.Insensitive);
    }

    [Fact]
    public async Task Is_worth_nothing_after_ten_minutes()
    {
        using var browser = new Support.Browser(app);
        var begun = await world.BeginAsync(browser);
        await app.Agency.RunAsync("update sign_on_attempt set started_at = started_at - interval '10 minutes' where root_id = $1", app.Agency.RootId);
        (await world.ReturnAsync(browser, $"state={begun.State}&code=1")).ShouldEndWith("sso=sso_not_begun");
    }

    [Fact]
    public async Task An_answer_of_another_provider_is_a_mix_up()
    {
        (await EndsAsync(forge => forge.Signed(), $"&iss={Uri.EscapeDataString("https://evil.example.com")}")).ShouldBe("sso_not_believed");
        (await EndsAsync(forge => forge.Signed(), $"&iss={Uri.EscapeDataString(world.Provider.Issuer)}")).ShouldBe("/");
        try
        {
            world.Provider.NamesItself = true;
            await world.Admin.PostAsync(new Uri("/api/v1/organisation/single-sign-on/test", UriKind.Relative), null);
            (await EndsAsync(forge => forge.Signed())).ShouldBe("sso_not_believed");
        }
        finally
        {
            world.Provider.NamesItself = false;
            await world.Admin.PostAsync(new Uri("/api/v1/organisation/single-sign-on/test", UriKind.Relative), null);
        }
    }

    [Fact]
    public async Task A_sign_in_begun_for_one_organisation_does_not_end_in_another()
    {
        var other = await TestAgency.CreateAsync(app.Sql);
        await app.Agency.RunAsync("""
            insert into single_sign_on (root_id, name, issuer, client_id, client_secret, takes_new, changed_at)
            select $2, name, issuer, client_id, null, true, now() from single_sign_on where root_id = $1
            """, app.Agency.RootId, other.RootId);
        using var browser = new Support.Browser(app);
        var begun = await world.BeginAsync(browser);
        (await world.ReturnAsync(browser, $"state={begun.State}&code=1", other.RootId)).ShouldEndWith("sso=sso_not_begun");
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("signer")]
    [InlineData("none")]
    public async Task A_forged_answer_signs_nobody_in(string forgery)
    {
        var (browser, ends) = await world.SignInAsync(forge => forgery switch
        {
            "nonce" => Changed(forge, "nonce", "another").Signed(),
            "signer" => forge.SignedByAnother(),
            _ => Unsigned(forge),
        });
        ends.ShouldEndWith("sso=sso_not_believed");
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
    }

    [Fact]
    public async Task A_code_from_elsewhere_and_a_refusal_sign_nobody_in()
    {
        using var browser = new Support.Browser(app);
        var begun = await world.BeginAsync(browser);
        // Stolen: its verifier is in the thief's hands, not in this browser's sign-in.
        var stolen = world.Provider.CodeFor(Forge.Good(world.Provider.Issuer, ForgingProvider.Client, begun.Nonce, TimeProvider.System.GetUtcNow()).Signed(), "another challenge");
        (await world.ReturnAsync(browser, $"state={begun.State}&code={stolen}")).ShouldEndWith("sso=sso_refused");
        begun = await world.BeginAsync(browser);
        (await world.ReturnAsync(browser, $"state={begun.State}&error=access_denied")).ShouldEndWith("sso=sso_refused");
    }

    [Fact]
    public async Task What_the_provider_says_elsewhere_must_be_about_the_same_person()
    {
        try
        {
            world.Provider.More = new { sub = "s-more", email = "more@northwind.example", email_verified = true, name = "More Facts" };
            (await EndsAsync(forge => Bare(forge, "s-more"))).ShouldBe("/");
            (await EndsAsync(forge => Bare(forge, "s-other"))).ShouldBe("sso_not_believed");
        }
        finally
        {
            world.Provider.More = new { sub = "subject-1" };
        }
    }

    [Fact]
    public async Task Finds_nobody_by_an_address_that_was_not_verified_unless_the_administrator_trusts_it()
    {
        Func<Forge, string> unverified = forge => { forge.Claims["email_verified"] = false; return About("s-unverified", "unverified@northwind.example", "U")(forge); };
        (await EndsAsync(unverified)).ShouldBe("sso_email");
        await world.SaveAsync(trustsEmail: true);
        (await EndsAsync(unverified)).ShouldBe("/");
        await world.SaveAsync();
    }

    [Fact]
    public async Task Opens_nobody_elses_account_and_no_other_organisation()
    {
        var elsewhere = await TestAgency.CreateAsync(app.Sql);
        await app.Agency.RunAsync("update app_user set email = 'chief@elsewhere.example', normalized_email = 'CHIEF@ELSEWHERE.EXAMPLE' where id = $1", elsewhere.AdminId);
        (await EndsAsync(About("s-chief", "chief@elsewhere.example", "Chief"))).ShouldBe("sso_unknown");

        // Of both: the provider of one opens that one alone, and changes nothing that opens the other.
        var (_, userId, email) = await Support.Browser.SignedInAsync(app);
        await app.Agency.RunAsync("insert into membership (root_id, user_id, account_id, role) values ($1, $2, $1, 2)", elsewhere.RootId, userId);
        var (browser, _) = await world.SignInAsync(About("s-both", email, "Both"));
        (await browser.SessionAsync()).GetProperty("organisation").GetProperty("id").GetGuid().ShouldBe(app.Agency.RootId);
        await browser.Http.PostAsJsonAsync("/api/v1/session/organisation", new { organisationId = elsewhere.RootId });
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
        (browser, _) = await world.SignInAsync(About("s-both", email, "Both"));
        await (await browser.Http.PostAsJsonAsync("/api/v1/session/passkeys/options", new { })).ShouldRefuseAsync("link_elsewhere");
        await (await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { present = Support.Browser.Password, @new = "another four long words" })).ShouldRefuseAsync("link_elsewhere");
    }

    [Fact]
    public async Task Takes_only_whom_an_administrator_invited_unless_told_otherwise()
    {
        await world.SaveAsync(takesNew: false);
        (await EndsAsync(About("s-new", "new@northwind.example", "New"))).ShouldBe("sso_unknown");
        await world.Admin.PostAsJsonAsync("/api/v1/users", new { name = "New", email = "new@northwind.example", role = "recruiter" });
        (await EndsAsync(About("s-new", "new@northwind.example", "New"))).ShouldBe("/");
        await world.SaveAsync();
    }

    [Fact]
    public async Task Her_groups_there_decide_what_she_may_here_at_every_sign_in()
    {
        await world.SaveAsync(groups: [new { value = "texting-managers", group = "branch_manager", accountId = app.Agency.BranchId }, new { value = "everybody", group = "recruiter" }]);
        var (browser, _) = await world.SignInAsync(In("s-groups", "texting-managers", "everybody"));
        var session = await browser.SessionAsync();
        session.Text("group").ShouldBe("Branch manager");
        session.GetProperty("account").GetProperty("id").GetGuid().ShouldBe(app.Agency.BranchId);
        (browser, _) = await world.SignInAsync(In("s-groups", "everybody"));
        (await browser.SessionAsync()).Text("group").ShouldBe("Recruiter");
        (await EndsAsync(In("s-groups", "kitchen"))).ShouldBe("sso_group");
        await world.SaveAsync();
    }

    [Fact]
    public async Task Reads_changed_keys_again_at_once()
    {
        (await EndsAsync(forge => forge.Signed())).ShouldBe("/");
        try
        {
            world.Provider.KeyId = "k2";
            (await EndsAsync(forge => { forge.Head["kid"] = "k2"; return forge.Signed(); })).ShouldBe("/");
        }
        finally
        {
            world.Provider.KeyId = Forge.KeyId;
            await world.Admin.PostAsync(new Uri("/api/v1/organisation/single-sign-on/test", UriKind.Relative), null);
        }
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_provider_and_never_shows_its_secret()
    {
        var test = new Uri("/api/v1/organisation/single-sign-on/test", UriKind.Relative);
        (await (await world.Admin.PostAsync(test, null)).ReadAsync()).GetProperty("ok").GetBoolean().ShouldBeTrue();
        try
        {
            world.Provider.CallsItself = "https://id.example.com";
            (await (await world.Admin.PostAsync(test, null)).ReadAsync()).Text("words").ShouldBe("The provider calls itself “https://id.example.com”. Write the issuer exactly so.");
        }
        finally
        {
            world.Provider.CallsItself = null;
        }

        var saved = await world.Admin.GetStringAsync(new Uri("/api/v1/organisation/single-sign-on", UriKind.Relative));
        saved.ShouldContain("\"hasSecret\":true");
        saved.ShouldNotContain("s3cret");
        foreach (var table in new[] { "single_sign_on", "audit_entry" })
            (await app.Agency.ReadAsync<string>($"select string_agg(t::text, '') from {table} t"))!.ShouldNotContain("s3cret");
        await (await world.Admin.PutAsJsonAsync("/api/v1/organisation/single-sign-on", new { name = "N", issuer = "http://id.example.com", clientId = "c" })).ShouldRefuseAsync("issuer_wrong");
        await (await world.Admin.PutAsJsonAsync("/api/v1/organisation/single-sign-on", new { name = "N", issuer = "https://id.example.com", clientId = "c", groups = new[] { new { value = "a", group = "king" } } })).ShouldRefuseAsync("group_wrong");
    }

    [Fact]
    public async Task Does_not_call_into_our_own_network()
    {
        await using var guarded = await TestApp.StartAsync();
        using var admin = await guarded.ClientAsync();
        (await admin.PutAsJsonAsync("/api/v1/organisation/single-sign-on", new { name = "N", issuer = "https://127.0.0.1:9", clientId = "c" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var words = (await (await admin.PostAsync(new Uri("/api/v1/organisation/single-sign-on/test", UriKind.Relative), null)).ReadAsync()).Text("words");
        words.ShouldContain("inside a private network");
    }

    [Fact]
    public async Task The_sign_in_page_names_it_only_where_there_is_no_choice_or_one_was_named()
    {
        using var stranger = new Support.Browser(app);
        (await stranger.Http.ReadAsync($"/api/v1/session/ways?organisation={app.Agency.RootId}")).GetProperty("singleSignOn").Text("path").ShouldBe($"/sso/{app.Agency.RootId}/start");
        (await stranger.Http.ReadAsync($"/api/v1/session/ways?organisation={Guid.Empty}")).GetProperty("singleSignOn").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    async Task<string> EndsAsync(Func<Forge, string> make, string more = "")
    {
        var (_, ends) = await world.SignInAsync(make, more);
        return ends.Split("sso=")[^1];
    }

    static Forge Changed(Forge forge, string name, JsonNode value)
    {
        forge.Claims[name] = value;
        return forge;
    }

    static string Unsigned(Forge forge)
    {
        forge.Head["alg"] = "none";
        return forge.Unsigned();
    }

    static string Bare(Forge forge, string subject)
    {
        foreach (var name in new[] { "email", "email_verified", "name" }) forge.Claims.Remove(name);
        return Changed(forge, "sub", subject).Signed();
    }

    static Func<Forge, string> About(string subject, string email, string name) => forge => Changed(Changed(Changed(forge, "sub", subject), "email", email), "name", name).Signed();

    static Func<Forge, string> In(string subject, params string[] groups) => forge =>
        Changed(Changed(Changed(forge, "sub", subject), "email", $"{subject}@northwind.example"), "groups", new JsonArray([.. groups.Select(group => (JsonNode)group)])).Signed();
}
