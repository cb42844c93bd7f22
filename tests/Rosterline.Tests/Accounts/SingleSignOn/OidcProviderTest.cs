using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Accounts.SingleSignOn;
using Rosterline.Tests.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.SingleSignOn;

/// <summary>Against a certified provider as a whole: its forms are filled in as a browser would.</summary>
[Trait("Requirement", "G-13")]
public class OidcProviderTest : IAsyncLifetime
{
    TestApp app = null!;
    Process provider = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(new SignOnOptions(AllowPrivateAddresses: true)));
        var folder = Path.Combine(Shared.Root, "tests", "oidc-provider");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider"))) throw new InvalidOperationException("Run “npm ci” in tests/oidc-provider first.");
        provider = Process.Start(new ProcessStartInfo("node", ["server.mjs", "rosterline", "a secret of ours", $"{app.Address}sso/{app.Agency.RootId}/callback"])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var issuer = await provider.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The provider did not start: " + await provider.StandardError.ReadToEndAsync());
        using var admin = await app.ClientAsync();
        var saved = await admin.PutAsJsonAsync("/api/v1/organisation/single-sign-on", new
        {
            name = "Northwind account", issuer, clientId = "rosterline", secret = "a secret of ours", takesNew = true, groups = new[] { new { value = "texting-managers", group = "branch_manager" } },
        });
        saved.StatusCode.ShouldBe(HttpStatusCode.NoContent, await saved.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync()
    {
        provider.Kill();
        provider.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Signs_in_and_takes_the_groups()
    {
        var (browser, ends) = await SignInAsync("ana");
        ends.ShouldBe("/");
        var session = await browser.SessionAsync();
        session.GetProperty("user").Text("email").ShouldBe("ana@northwind.example");
        session.Text("group").ShouldBe("Branch manager");
        (await browser.Http.ReadAsync("/api/v1/session/devices")).GetProperty("items")[0].Text("way").ShouldBe("single_sign_on");
        using var admin = await app.ClientAsync();
        (await admin.ReadAsync("/api/v1/organisation/single-sign-on")).GetProperty("saved").GetProperty("provenAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
    }

    [Fact]
    public async Task Does_not_sign_in_whose_groups_do_not_fit() => (await SignInAsync("lea")).Ends.ShouldEndWith("sso=sso_group");

    async Task<(Support.Browser Browser, string Ends)> SignInAsync(string login)
    {
        var browser = new Support.Browser(app);
        browser.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        var at = (await browser.Http.GetAsync(new Uri($"/sso/{app.Agency.RootId}/start", UriKind.Relative))).Headers.Location!;
        while (true)
        {
            var answer = await browser.Http.GetAsync(at);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                // Its own two forms: who are you, and may this program know it.
                var page = await answer.Content.ReadAsStringAsync();
                var prompt = Between(page, "name=\"prompt\" value=\"");
                prompt.ShouldNotBeEmpty(page);
                answer = await browser.Http.PostAsync(new Uri(Between(page, "action=\"")), new FormUrlEncodedContent(
                    new Dictionary<string, string> { ["prompt"] = prompt, ["login"] = login, ["password"] = "any" }));
            }

            var next = new Uri(at, answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync()));
            if (at.AbsolutePath.EndsWith("/callback", StringComparison.Ordinal)) return (browser, answer.Headers.Location.ToString());
            at = next;
        }
    }

    static string Between(string page, string start) => page.Split(start) is [_, var rest, ..] ? rest[..rest.IndexOf('"', StringComparison.Ordinal)] : "";
}
