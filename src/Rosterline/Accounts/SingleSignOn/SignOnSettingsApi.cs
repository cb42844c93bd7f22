using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Platform;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>The organisation's identity provider; administrators only.</summary>
static class SignOnSettingsApi
{
    /// <param name="HasSecret">One is saved; it never comes out.</param>
    /// <param name="ReturnAddress">To be entered at the provider.</param>
    /// <param name="SignInAddress">Where her people begin, also from the provider's list of applications.</param>
    /// <param name="ProvenAt">Somebody signed in by the present settings; null: nobody yet.</param>
    public sealed record Saved(
        string Name, string Issuer, string ClientId, bool HasSecret, bool TrustsEmail, bool TakesNew, string GroupsClaim, IReadOnlyList<GroupRule> Groups, DateTimeOffset? ProvenAt);

    public sealed record Answer(Saved? Saved, Uri ReturnAddress, Uri SignInAddress);

    /// <param name="Words">What to do when it is not well.</param>
    public sealed record Tested(bool Ok, string Words);

    public static void Map(RouteGroupBuilder api)
    {
        var own = api.MapGroup("/organisation/single-sign-on").RequirePermission(Permissions.Administer).WithTags("Organisation");
        own.MapGet("", ReadAsync).WithSummary("Single sign-on of the organisation, without its secret");
        own.MapPut("", SaveAsync).WithSummary("Save the identity provider; without a secret the saved one stays");
        own.MapDelete("", RemoveAsync).WithSummary("Take single sign-on away");
        own.MapPost("test", TestAsync).WithSummary("Read the saved provider's description and keys");
    }

    static async Task<Ok<Answer>> ReadAsync(HttpContext context, SignOnReader reader, Settings settings, CancellationToken cancel)
    {
        var root = context.Viewer().RootId;
        var saved = await reader.FindAsync(root, cancel);
        var back = SignOnApi.ReturnAddress(context.Request, settings, root);
        return TypedResults.Ok(new Answer(saved is null ? null : new Saved(
            saved.Name, saved.Issuer, saved.ClientId, saved.Secret is not null, saved.TrustsEmail, saved.TakesNew, saved.GroupsClaim, saved.Groups, saved.ProvenAt),
            back, new Uri(back, "start")));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> SaveAsync(SaveSignOn.Request request, HttpContext context, SaveSignOn save, CancellationToken cancel) =>
        await save.ExecuteAsync(context.Viewer(), request, cancel) is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();

    static async Task<NoContent> RemoveAsync(HttpContext context, SaveSignOn save, Rules.SignInRulesReader rules, CancellationToken cancel)
    {
        await save.RemoveAsync(context.Viewer(), cancel);
        rules.Forget(context.Viewer().RootId);
        return TypedResults.NoContent();
    }

    static async Task<Results<Ok<Tested>, ProblemHttpResult>> TestAsync(HttpContext context, SignOnReader reader, IdentityProvider provider, CancellationToken cancel)
    {
        if (await reader.FindAsync(context.Viewer().RootId, cancel) is not { } saved) return Problems.Refused(SignOnRefusals.NotSetUp);
        try
        {
            provider.Forget(saved.Issuer);
            var facts = await provider.FactsAsync(saved.Issuer, cancel);
            return TypedResults.Ok(new Tested(true, $"{saved.Issuer} answers and publishes {facts.Keys.Count} {(facts.Keys.Count == 1 ? "key" : "keys")}. Now sign in once by it."));
        }
        catch (IdentityProviderException fault)
        {
            return TypedResults.Ok(new Tested(false, fault.Message));
        }
    }
}
