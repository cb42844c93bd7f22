using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;

namespace Rosterline.Accounts.TwoStep;

/// <summary>The second step: its codes at sign-in, and setting it up.</summary>
static class TwoStepApi
{
    public sealed record Code(string? Typed);

    public sealed record RecoveryCodes(IReadOnlyList<string> Items);

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder session)
    {
        session.MapPost("code", FinishAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithSummary("Finish signing in with a code of the authenticator, or a recovery code");
        session.MapPost("confirm", ConfirmAsync).RequireRateLimiting(SignInLimits.Policy).WithSummary("Show again that it is you, to change how you sign in within 15 minutes");
        session.MapPost("two-step/start", StartAsync).WithSummary("A new key for an authenticator, as text and as a picture; nothing is on yet");
        session.MapPost("two-step", TurnOnAsync).RequireRateLimiting(SignInLimits.Policy).WithSummary("Turn two-step sign-in on by a first code; answers the recovery codes, once");
        session.MapPost("two-step/recovery-codes", NewCodesAsync).WithSummary("New recovery codes; the former ones stop working");
        session.MapPost("two-step/off", TurnOffAsync).RequireRateLimiting(SignInLimits.Policy).WithSummary("Turn two-step sign-in off, by a code");
        api.MapDelete("/users/{id:guid}/two-step", ResetAsync).RequirePermission(Permissions.Administer).WithTags("Users")
            .WithSummary("Take away a person's second step and passkeys, when she lost them");
    }

    static async Task<Results<NoContent, ProblemHttpResult>> FinishAsync(
        Code request, HttpContext context, UserManager<User> users, CheckCode codes, StartSession start, CancellationToken cancel)
    {
        if (await context.WhoWaitsAsync() is not var (who, way)) return Problems.Refused(SignInRefusals.StepOver);
        var user = await users.FindByIdAsync(who.UserId.ToString());
        if (user is not { IsActive: true, TwoFactorEnabled: true } || user.SecurityStamp != who.Stamp) return Problems.Refused(SignInRefusals.StepOver);
        if (!await codes.TakesAsync(user, request.Typed ?? "", cancel)) return Problems.Refused(SignInRefusals.CodeWrong);
        await context.EndWaitAsync();
        await start.ExecuteAsync(context, who with { Stamp = user.SecurityStamp ?? "" }, way, strong: true, cancel);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(
        ConfirmIdentity.Request request, HttpContext context, ConfirmIdentity confirm, CheckCode codes, CancellationToken cancel) =>
        SignedIn.Own(context.User) is not { } who ? Problems.NotFound()
            : await confirm.ExecuteAsync(who, request, codes, cancel) is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();

    static async Task<Results<Ok<SetUpTwoStep.Started>, ProblemHttpResult>> StartAsync(
        HttpContext context, SetUpTwoStep setUp, ConfirmIdentity confirm, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        context.Response.Headers.CacheControl = "no-store";
        var answer = await setUp.StartAsync(who, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Ok<RecoveryCodes>, ProblemHttpResult>> TurnOnAsync(
        Code request, HttpContext context, SetUpTwoStep setUp, SessionReader sessions, ConfirmIdentity confirm, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        var answer = await setUp.TurnOnAsync(who, request.Typed ?? "", cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        sessions.Forget();
        await context.SignInAsync(answer.Value.Who);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RecoveryCodes(answer.Value.Codes));
    }

    static async Task<Results<Ok<RecoveryCodes>, ProblemHttpResult>> NewCodesAsync(
        HttpContext context, SetUpTwoStep setUp, ConfirmIdentity confirm, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        context.Response.Headers.CacheControl = "no-store";
        var answer = await setUp.NewCodesAsync(who, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new RecoveryCodes(answer.Value!));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> TurnOffAsync(
        Code request, HttpContext context, SetUpTwoStep setUp, SignInRulesReader rules, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        var answer = await setUp.TurnOffAsync(who, request.Typed ?? "", await rules.OfAsync(who.RootId, cancel), cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        await context.SignInAsync(answer.Value!);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ResetAsync(Guid id, HttpContext context, SetUpTwoStep setUp, CancellationToken cancel)
    {
        var answer = await setUp.ResetAsync(context.Viewer(), id, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : answer.Value ? TypedResults.NoContent() : Problems.NotFound();
    }
}
