using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.Keys;

public class ApiKeysTest(SharedApp shared) : IClassFixture<SharedApp>
{
    readonly TestApp app = shared.App;

    [Fact]
    public async Task Shows_a_key_once_and_keeps_its_hash()
    {
        using var admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Payroll" })).ReadAsync();
        var key = made.Text("key");
        key.ShouldMatch("^rl_[0-9A-Za-z]{43}$");

        var list = await admin.GetStringAsync(new Uri("/api/v1/api-keys", UriKind.Relative));
        list.ShouldContain(key[..9]);
        list.ShouldContain("Payroll");
        list.ShouldNotContain(key[9..]);
        foreach (var table in new[] { "api_key", "audit_entry" })
            (await app.Agency.ReadAsync<string>($"select string_agg(t::text, '') from {table} t"))!.ShouldNotContain(key[9..]);
    }

    [Fact]
    public async Task Acts_as_its_user_and_is_seen_in_use()
    {
        var recruiter = await app.Agency.UserAsync("Ben Ortiz");
        using var admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "As Ben", userId = recruiter })).ReadAsync();
        using var program = Program(made.Text("key"));
        (await program.ReadAsync("/api/v1/session")).GetProperty("user").Text("name").ShouldBe("Ben Ortiz");

        var row = (await admin.ReadAsync("/api/v1/api-keys")).GetProperty("items").EnumerateArray().Single(k => k.Text("name") == "As Ben");
        row.Text("actsAs").ShouldBe("Ben Ortiz");
        row.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBeGreaterThan(row.GetProperty("createdAt").GetDateTimeOffset().AddSeconds(-1));
    }

    [Fact]
    public async Task Dies_at_once_when_revoked()
    {
        using var admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Short life" })).ReadAsync();
        using var program = Program(made.Text("key"));
        (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.DeleteAsync(new Uri($"/api/v1/api-keys/{made.Text("id")}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
        await (await admin.DeleteAsync(new Uri($"/api/v1/api-keys/{made.Text("id")}", UriKind.Relative))).ShouldNotExistAsync();
        (await admin.GetStringAsync(new Uri("/api/v1/api-keys", UriKind.Relative))).ShouldNotContain("Short life");
    }

    [Theory]
    [InlineData("rl_unknown")]
    [InlineData("")]
    public async Task Signs_nobody_in_with_another_key(string key)
    {
        using var program = Program(key);
        await (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_cookie_beside_a_wrong_key_does_not_help()
    {
        var (browser, _, _) = await Browser.SignedInAsync(app);
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "rl_unknown");
        (await browser.SessionAsync()).Text("code").ShouldBe("signed_out");
    }

    [Fact, Trait("Requirement", "G-13")]
    public async Task Does_only_what_its_scopes_say_and_says_which_one_is_missing()
    {
        using var admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Reader", scopes = new[] { "people:read" } })).ReadAsync();
        using var program = Program(made.Text("key"));
        foreach (var open in new[] { "/api/v1/people", "/api/v1/session", "/openapi/v1.json" })
            (await program.GetAsync(new Uri(open, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, open);
        foreach (var (method, path, scope) in new[]
        {
            ("POST", "people", "people:write"), ("GET", "conversations", "messages:read"), ("GET", "lines", "messages:read"), ("POST", "messages", "messages:send"), ("POST", "broadcasts/preview", "messages:send"),
            ("GET", "reports/sms-activity", "reports:read"), ("GET", "users", "admin"), ("GET", "connections", "admin"), ("POST", "api-keys", "admin"), ("PUT", "organisation", "admin"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path) { Content = method == "GET" ? null : JsonContent.Create(new { }) };
            await (await program.SendAsync(request)).ShouldRefuseAsync("scope_missing", HttpStatusCode.Forbidden,
                $"This key may not do this: it lacks {scope}. Make one that has it in Admin › API and webhooks.");
        }
    }

    [Fact]
    public async Task Never_can_more_than_its_user_or_makes_a_key_that_can_more_than_itself()
    {
        using var admin = await app.ClientAsync();
        var recruiter = await app.Agency.UserAsync("Rita Recruiter");
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "All of hers", userId = recruiter })).ReadAsync();
        using var hers = Program(made.Text("key"));
        await (await hers.GetAsync(new Uri("/api/v1/users", UriKind.Relative))).ShouldNotExistAsync();

        made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Only admin", scopes = new[] { "admin" } })).ReadAsync();
        using var narrow = Program(made.Text("key"));
        await (await narrow.PostAsJsonAsync("/api/v1/api-keys", new { name = "Wider", scopes = new[] { "admin", "messages:send" } })).ShouldRefuseAsync("scope_missing");
        await narrow.PostAsJsonAsync("/api/v1/api-keys", new { name = "As wide" });
        var rows = (await admin.ReadAsync("/api/v1/api-keys")).GetProperty("items").EnumerateArray().ToList();
        rows.Single(k => k.Text("name") == "As wide").GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(["admin"]);
        var wide = rows.Single(k => k.Text("name") == "All of hers").Text("id");
        await (await narrow.PostAsJsonAsync($"/api/v1/api-keys/{wide}/rotate", new { })).ShouldRefuseAsync("scope_missing");
        await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Nonsense", scopes = new[] { "everything" } })).ShouldRefuseAsync("scope_unknown");
    }

    [Fact]
    public async Task Ends_when_it_expires()
    {
        using var admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Until tomorrow", expiresAt = TimeProvider.System.GetUtcNow().AddDays(1) })).ReadAsync();
        using var program = Program(made.Text("key"));
        (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Agency.RunAsync("update api_key set expires_at = now() where name = 'Until tomorrow'");
        app.Get<Rosterline.Accounts.ApiKeyReader>().Forget();
        await (await program.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
        await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Yesterday", expiresAt = TimeProvider.System.GetUtcNow().AddDays(-1) })).ShouldRefuseAsync("expiry_past");
    }

    [Fact]
    public async Task Is_rotated_without_a_gap()
    {
        using var admin = await app.ClientAsync();
        var old = await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Rotated", scopes = new[] { "people:read" } })).ReadAsync();
        var made = await (await admin.PostAsJsonAsync($"/api/v1/api-keys/{old.Text("id")}/rotate", new { overlapHours = 2 })).ReadAsync();
        foreach (var key in new[] { old.Text("key"), made.Text("key") })
        {
            using var program = Program(key);
            (await program.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
            await (await program.GetAsync(new Uri("/api/v1/lines", UriKind.Relative))).ShouldRefuseAsync("scope_missing", HttpStatusCode.Forbidden);
        }

        (await app.Agency.ReadAsync<bool>("select expires_at between now() + interval '119 minutes' and now() + interval '2 hours' from api_key where id = $1", old.GetProperty("id").GetGuid())).ShouldBeTrue();
        await (await admin.PostAsJsonAsync($"/api/v1/api-keys/{old.Text("id")}/rotate", new { })).ShouldRefuseAsync("rotated_already");
        var next = await (await admin.PostAsJsonAsync($"/api/v1/api-keys/{made.Text("id")}/rotate", new { overlapHours = 0 })).ReadAsync();
        using var former = Program(made.Text("key"));
        await (await former.GetAsync(new Uri("/api/v1/people", UriKind.Relative))).ShouldRefuseAsync("signed_out", HttpStatusCode.Unauthorized);
        next.Text("key").ShouldNotBe(made.Text("key"));
    }

    HttpClient Program(string key) => new() { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
