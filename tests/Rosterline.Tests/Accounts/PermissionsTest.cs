using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts;

public class PermissionsTest(SharedApp shared) : IClassFixture<SharedApp>
{
    /// <summary>What somebody needs who is not signed in yet.</summary>
    static readonly string[] SigningIn = ["/api/v1/session", "/api/v1/session/code", "/api/v1/session/passkey", "/api/v1/session/passkey/options", "/api/v1/session/ways"];

    readonly TestApp app = shared.App;

    [Theory]
    [InlineData("GET", "users")]
    [InlineData("POST", "users")]
    [InlineData("GET", "api-keys")]
    [InlineData("POST", "api-keys")]
    [InlineData("DELETE", "api-keys/018f0000-0000-7000-8000-000000000000")]
    [InlineData("POST", "accounts")]
    [InlineData("GET", "organisation")]
    [InlineData("PUT", "organisation")]
    [InlineData("POST", "organisation/pause")]
    [InlineData("POST", "organisation/resume")]
    [InlineData("POST", "organisation/go-live")]
    [InlineData("PUT", "organisation/test-numbers")]
    [InlineData("GET", "health-report")]
    public async Task Those_who_may_not_administer_find_nothing_there(string method, string path)
    {
        foreach (var role in new short[] { 0, 1, 3, 4 })
        {
            using var client = await app.ClientAsync(await app.Agency.UserAsync("Ben", role));
            // Not even a request that could not be read tells that there is something.
            using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path) { Content = JsonContent.Create("nonsense") };
            await (await client.SendAsync(request)).ShouldNotExistAsync();
        }
    }

    [Fact]
    [Trait("Requirement", "EN-01")]
    [Trait("Requirement", "EN-29")]
    public async Task Texting_needs_a_signed_in_session_with_the_permission_and_is_absent_otherwise()
    {
        using var stranger = new Browser(app);
        (await stranger.Http.GetAsync(new Uri("/api/v1/conversations", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var group = Rosterline.Platform.Ids.New();
        var user = await app.Agency.UserAsync("Rita");
        await app.Agency.RunAsync("insert into security_group (root_id, id, kind, name, permissions) values ($1, $2, 0, 'No texting', '{see_people}')", app.Agency.RootId, group);
        await app.Agency.RunAsync("update membership set group_id = $2 where root_id = $1 and user_id = $3", app.Agency.RootId, group, user);
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        using var without = await app.ClientAsync(user);
        // What the web app draws its menus from.
        (await without.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/session")).GetProperty("permissions").EnumerateArray().Select(p => p.GetString()).ShouldNotContain("text");
        await (await without.PostAsJsonAsync("/api/v1/messages", new { to = "+19015550143", body = "Hi" })).ShouldRefuseAsync("may_not_text");
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_everywhere()
    {
        using var stranger = new Browser(app);
        foreach (var endpoint in app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText?.Trim('/');
            var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : null;
            if (method is null || !path.StartsWith("/api/v1/", StringComparison.Ordinal) || SigningIn.Contains(path) || path.Contains("**", StringComparison.Ordinal)) continue;
            foreach (var parameter in endpoint.RoutePattern.Parameters)
                path = path.Replace($"{{{parameter.Name}:guid}}", Guid.Empty.ToString(), StringComparison.Ordinal).Replace($"{{{parameter.Name}:int}}", "1", StringComparison.Ordinal)
                    .Replace($"{{{parameter.Name}}}", "1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            // The kind of content it takes: another one would not reach it.
            if (endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>() is { ContentTypes: [var content, ..] })
                request.Content = new StringContent("{}") { Headers = { ContentType = new(content) } };
            var answer = await stranger.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task Organisations_do_not_see_each_other()
    {
        var other = await TestAgency.CreateAsync(app.Sql);
        await other.UserAsync("Somebody Else");
        var key = Rosterline.Platform.Ids.New();
        await other.RunAsync("insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $1, $3, 'theirs', 'rl_abc', '\\x00')", other.RootId, key, other.AdminId);
        await other.RunAsync("insert into account (root_id, id, parent_id, kind, name) values ($1, $2, $1, 2, 'Tulsa')", other.RootId, Rosterline.Platform.Ids.New());
        await other.RunAsync("insert into test_number (root_id, number) values ($1, 19015550199)", other.RootId);

        using var admin = await app.ClientAsync();
        foreach (var path in new[] { "users", "api-keys", "accounts", "organisation", "organisation/test-numbers", "organisation/go-live", "health-report", "session" })
        {
            var text = await admin.GetStringAsync(new Uri("/api/v1/" + path, UriKind.Relative));
            foreach (var theirs in new[] { "Somebody Else", "theirs", "Tulsa", "9015550199", other.RootId.ToString(), other.AdminId.ToString() })
                text.ShouldNotContain(theirs, Case.Sensitive, path);
        }

        await (await admin.DeleteAsync(new Uri($"/api/v1/api-keys/{key}", UriKind.Relative))).ShouldNotExistAsync();
        await (await admin.DeleteAsync(new Uri($"/api/v1/users/{other.AdminId}", UriKind.Relative))).ShouldNotExistAsync();
        await (await admin.PutAsJsonAsync($"/api/v1/users/{other.AdminId}/groups/{app.Agency.RootId}", new { group = "recruiter" })).ShouldNotExistAsync();
        await (await admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "as her", userId = other.AdminId })).ShouldNotExistAsync();
        await (await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "Ours", kind = "branch", parentId = other.RootId })).ShouldRefuseAsync("account_unknown");
    }
}
