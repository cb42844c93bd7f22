using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts.Devices;
using Rosterline.Platform;

namespace Rosterline.Accounts.Rules;

/// <summary>What the organisation asks of those who sign in; administrators only.</summary>
static class SignInRulesApi
{
    /// <param name="BreakGlassUserId">The administrator who may come in without single sign-on.</param>
    public sealed record Answer(bool RequireTwoStep, bool RequireSingleSignOn, Guid? BreakGlassUserId);

    public static void Map(RouteGroupBuilder api)
    {
        var own = api.MapGroup("/organisation/sign-in-rules").RequirePermission(Permissions.Administer).WithTags("Organisation");
        own.MapGet("", ReadAsync).WithSummary("What the organisation asks of those who sign in");
        own.MapPut("", SaveAsync).WithSummary("Ask for a second step, or for single sign-on with one administrator who may come in otherwise");
    }

    static async Task<Ok<Answer>> ReadAsync(HttpContext context, SignInRulesReader rules, CancellationToken cancel)
    {
        var found = await rules.OfAsync(context.Viewer().RootId, cancel);
        return TypedResults.Ok(new Answer(found.TwoStep, found.SingleSignOn, found.BreakGlassUserId));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> SaveAsync(
        SaveSignInRules.Request request, HttpContext context, SaveSignInRules save, SessionReader sessions, CancellationToken cancel)
    {
        var session = SignedIn.Of(context.User) is { } who ? await sessions.FindAsync(who.SessionId, context.Address(), cancel) : null;
        return await save.ExecuteAsync(context.Viewer(), session is { Strong: true }, request, cancel) is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
    }
}
