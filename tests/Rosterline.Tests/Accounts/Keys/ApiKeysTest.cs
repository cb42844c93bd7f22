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

    HttpClient Program(string key) => new() { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
}
