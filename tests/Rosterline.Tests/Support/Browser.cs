using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>What a browser is to the server: keeps cookies, sends our header, follows no redirect by itself.</summary>
public sealed class Browser : IDisposable
{
    public const string Password = "correct horse battery";

    public Browser(TestApp app)
    {
        Http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = app.Address };
        Http.DefaultRequestHeaders.Add("X-Rosterline", "1");
        Http.DefaultRequestHeaders.Add("X-Forwarded-For", Address);
    }

    /// <summary>An address of its own on this machine: what one browser tries does not slow down another.</summary>
    public string Address { get; } = new IPAddress([127, .. System.Security.Cryptography.RandomNumberGenerator.GetBytes(3)]).ToString();

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>A browser in which a new user of the agency signed in by password.</summary>
    public static async Task<(Browser Browser, Guid UserId, string Email)> SignedInAsync(TestApp app, string role = "recruiter")
    {
        var email = $"{Ids.New():N}@example.com";
        using var admin = await app.ClientAsync();
        var made = await admin.PostAsJsonAsync("/api/v1/users", new { name = "Maya Lopez", email, role, password = Password });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var browser = new Browser(app);
        (await browser.SignInAsync(email, Password)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return (browser, (await made.ReadAsync()).GetProperty("id").GetGuid(), email);
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password) => Http.PostAsJsonAsync("/api/v1/session", new { email, password });

    public async Task<JsonElement> SessionAsync() => await (await Http.GetAsync(new Uri("/api/v1/session", UriKind.Relative))).ReadAsync();

    public void Dispose() => Http.Dispose();
}

/// <summary>Reads answers.</summary>
public static class Answers
{
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    public static async Task<JsonElement> ReadAsync(this HttpClient client, string path)
    {
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.ReadAsync();
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    /// <summary>Says no with this code, in these words where given.</summary>
    public static async Task ShouldRefuseAsync(this HttpResponseMessage answer, string code, HttpStatusCode status = HttpStatusCode.UnprocessableEntity, string? words = null)
    {
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.ReadAsync();
        problem.Text("code").ShouldBe(code);
        if (words is not null) problem.Text("detail").ShouldBe(words);
    }

    public static Task ShouldNotExistAsync(this HttpResponseMessage answer) =>
        answer.ShouldRefuseAsync("not_found", HttpStatusCode.NotFound, "This page does not exist, or you may not see it.");
}
