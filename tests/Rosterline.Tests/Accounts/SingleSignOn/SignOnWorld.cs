using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Accounts.SingleSignOn;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Accounts.SingleSignOn;

/// <summary>An agency whose people sign in by a provider that a test holds in its hands.</summary>
public sealed class SignOnWorld : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    internal ForgingProvider Provider { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(builder => builder.Services.AddSingleton(new SignOnOptions(AllowPrivateAddresses: true)));
        (Provider, Admin) = (await ForgingProvider.StartAsync(), await App.ClientAsync());
        await SaveAsync();
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        await Provider.DisposeAsync();
        await App.DisposeAsync();
    }

    public async Task SaveAsync(bool takesNew = true, bool trustsEmail = false, object[]? groups = null, string? issuer = null)
    {
        var answer = await Admin.PutAsJsonAsync("/api/v1/organisation/single-sign-on", new
        {
            name = "Northwind account", issuer = issuer ?? Provider.Issuer, clientId = ForgingProvider.Client, secret = ForgingProvider.Secret, trustsEmail, takesNew, groupsClaim = "groups", groups = groups ?? [],
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    internal sealed record Begun(string State, string Nonce, string Challenge);

    internal async Task<Begun> BeginAsync(Support.Browser browser, Guid? root = null)
    {
        var answer = await browser.Http.GetAsync(new Uri($"/sso/{root ?? App.Agency.RootId}/start", UriKind.Relative));
        var to = answer.Headers.Location!;
        to.ToString().ShouldStartWith(Provider.Issuer + "/authorize?");
        var asked = QueryHelpers.ParseQuery(to.Query);
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        return new(asked["state"]!, asked["nonce"]!, asked["code_challenge"]!);
    }

    /// <summary>Where a browser ends up that comes back with this.</summary>
    internal async Task<string> ReturnAsync(Support.Browser browser, string query, Guid? root = null) =>
        (await browser.Http.GetAsync(new Uri($"/sso/{root ?? App.Agency.RootId}/callback?{query}", UriKind.Relative))).Headers.Location!.ToString();

    /// <summary>All the way, with a token as the provider would make it but for what a test changes.</summary>
    internal async Task<(Support.Browser Browser, string Ends)> SignInAsync(Func<Forge, string>? make = null, string more = "")
    {
        var browser = new Support.Browser(App);
        var begun = await BeginAsync(browser);
        var forge = Forge.Good(Provider.Issuer, ForgingProvider.Client, begun.Nonce, TimeProvider.System.GetUtcNow());
        var code = Provider.CodeFor(make is null ? forge.Signed() : make(forge), begun.Challenge);
        return (browser, await ReturnAsync(browser, $"state={begun.State}&code={code}{more}"));
    }
}
