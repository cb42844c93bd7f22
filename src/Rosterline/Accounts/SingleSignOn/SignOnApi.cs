using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>The way of a browser to an organisation's identity provider and back. Each organisation has a return address of its own, so that answers cannot be mixed up.</summary>
static class SignOnApi
{
    public static void AddSingleSignOn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(s => new SignOnOptions(s.GetRequiredService<Settings>().SsoPrivate));
        services.AddSingleton(s => new IdentityProvider(s.GetRequiredService<SignOnOptions>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProviderHttp>>()));
        services.AddSingleton<SignOnReader>().AddSingleton<SignOnAttempts>().AddSingleton<FinishSignOn>();
        services.AddScoped<PutInMappedGroup>().AddScoped<EnterBySignOn>().AddScoped<SaveSignOn>();
    }

    public static void Map(WebApplication app)
    {
        app.MapGet("/sso/{root:guid}/start", StartAsync).RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
        app.MapGet("/sso/{root:guid}/callback", ReturnAsync).RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
    }

    public static Uri ReturnAddress(HttpRequest request, Settings settings, Guid root) =>
        new(settings.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}"), $"/sso/{root}/callback");

    static async Task<RedirectHttpResult> StartAsync(
        Guid root, HttpContext context, SignOnReader settings, IdentityProvider provider, SignOnAttempts attempts, Settings own, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!SessionApi.IsSafe(context.Request)) return Back(root, Refusals.NeedsHttps(context.Connection.LocalPort));
        if (await settings.FindAsync(root, cancel) is not { } found) return Back(root, SignOnRefusals.ProviderAway);
        try
        {
            var facts = await provider.FactsAsync(found.Issuer, cancel);
            var begun = await attempts.BeginAsync(context, found, cancel);
            return TypedResults.Redirect(QueryHelpers.AddQueryString(facts.Authorize.AbsoluteUri, new Dictionary<string, string?>
            {
                ["response_type"] = "code", ["client_id"] = found.ClientId, ["redirect_uri"] = ReturnAddress(context.Request, own, root).AbsoluteUri,
                ["scope"] = "openid email profile", ["state"] = begun.State, ["nonce"] = begun.Nonce,
                ["code_challenge"] = begun.Challenge, ["code_challenge_method"] = "S256",
            }));
        }
        catch (IdentityProviderException)
        {
            return Back(root, SignOnRefusals.ProviderAway);
        }
    }

    static async Task<RedirectHttpResult> ReturnAsync(
        Guid root, [AsParameters] Query query, HttpContext context, SignOnReader settings, FinishSignOn finish, EnterBySignOn enter, StartSession start, Settings own, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await settings.FindAsync(root, cancel) is not { } found) return Back(root, SignOnRefusals.ProviderAway);
        var vouched = await finish.ExecuteAsync(context, found, new(query.State, query.Code, query.Iss, query.Error), ReturnAddress(context.Request, own, root), cancel);
        if (vouched.Refusal is { } refusal) return Back(root, refusal);
        var entered = await enter.ExecuteAsync(found, vouched.Value!, cancel);
        if (entered.Refusal is { } no) return Back(root, no);
        await start.ExecuteAsync(context, entered.Value!, SignInWay.SingleSignOn, strong: true, cancel);
        return TypedResults.Redirect("/");
    }

    public sealed record Query
    {
        public string? State { get; init; }
        public string? Code { get; init; }
        public string? Iss { get; init; }
        public string? Error { get; init; }
    }

    // The code alone: the page knows its words, and nothing of the provider's answer is repeated.
    static RedirectHttpResult Back(Guid root, Refusal refusal) => TypedResults.Redirect($"/sign-in?organisation={root}&sso={refusal.Code}");
}
