using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Keys;
using Rosterline.Accounts.Passkeys;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.TwoStep;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Signing in and out, and what the web app must know about the one who signed in.</summary>
static class SessionApi
{
    public sealed record LookAs(Guid UserId);

    public sealed record ToOrganisation(Guid OrganisationId);

    /// <param name="Next">"code": <c>POST /session/code</c> comes next.</param>
    public sealed record Step(string Next);

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").ForEveryViewer().NeedsScope(Scopes.Any).WithMetadata(new WithoutTwoStep()).WithTags("Session");
        session.MapGet("", ReadAsync).KeepsWithin().WithSummary("Who is signed in, where, and what she may do");
        session.MapPost("", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithSummary("Sign in by e-mail and password");
        session.MapGet("ways", WaysAsync).AllowAnonymous().WithSummary("The ways to sign in here");
        session.MapDelete("", SignOutAsync).AllowAnonymous().WithSummary("Sign out");
        session.MapPost("look-as", LookAsAsync).WithSummary("Look at the demo as one of its users");
        session.MapPost("organisation", SwitchAsync).WithSummary("Go to another organisation one belongs to");
        session.MapPut("password", PasswordAsync).RequireRateLimiting(SignInLimits.Policy).WithSummary("Set or change one's own password");
        session.MapGet("sign-in", OwnAsync).WithSummary("How one signs in: password, passkeys, two-step sign-in");
        DevicesApi.Map(session);
        TwoStepApi.Map(api, session);
        PasskeysApi.Map(session);
        app.MapGet("/start/{token}", StartAsync).RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
    }

    static async Task<Ok<ReadSession.Answer>> ReadAsync(HttpContext context, ReadSession session, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await session.ExecuteAsync(viewer, SignedIn.Of(context.User)?.OwnId ?? viewer.UserId, cancel) with { TwoStepMissing = context.WaitsForTwoStep() });
    }

    static async Task<Results<Ok<ReadSignIn.Answer>, ProblemHttpResult>> OwnAsync(HttpContext context, ReadSignIn read, CancellationToken cancel) =>
        SignedIn.Own(context.User) is { } who ? TypedResults.Ok(await read.ExecuteAsync(who, cancel)) : Problems.NotFound();

    static async Task<Results<NoContent, Ok<Step>, ProblemHttpResult>> SignInAsync(
        SignIn.Request request, HttpContext context, SignIn signIn, StartSession start, CancellationToken cancel)
    {
        if (!IsSafe(context.Request)) return Problems.Refused(Refusals.NeedsHttps(context.Connection.LocalPort));
        var answer = await signIn.ExecuteAsync(request, cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        return await GoOnAsync(context, answer.Value!, SignInWay.Password, start, cancel) ? TypedResults.NoContent() : TypedResults.Ok(new Step("code"));
    }

    /// <summary>In, or on to the second step: false.</summary>
    static async Task<bool> GoOnAsync(HttpContext context, SignIn.Passed passed, SignInWay way, StartSession start, CancellationToken cancel)
    {
        if (passed.NeedsCode) await context.AskForCodeAsync(passed.Who, way);
        else await start.ExecuteAsync(context, passed.Who, way, strong: false, cancel);
        return !passed.NeedsCode;
    }

    static async Task<NoContent> SignOutAsync(HttpContext context, EndSessions end, CancellationToken cancel)
    {
        if (SignedIn.Of(context.User) is { } who) await end.OneAsync(who, who.SessionId, cancel);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.NoContent();
    }

    static async Task<Ok<ReadWays.Answer>> WaysAsync(Guid? organisation, ReadWays ways, CancellationToken cancel) =>
        TypedResults.Ok(await ways.ExecuteAsync(organisation, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> LookAsAsync(
        LookAs request, HttpContext context, ChangeSession change, CancellationToken cancel) =>
        SignedIn.Of(context.User) is { } who && await change.LookAsAsync(who, request.UserId, cancel) is { } next
            ? await EnterAsync(context, next) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> SwitchAsync(
        ToOrganisation request, HttpContext context, ChangeSession change, CancellationToken cancel) =>
        SignedIn.Of(context.User) is { } who && await change.ToOrganisationAsync(who, request.OrganisationId, cancel) is { } next
            ? await EnterAsync(context, next) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> PasswordAsync(
        ChoosePassword.Request request, HttpContext context, ChoosePassword choose, ConfirmIdentity confirm, EndSessions end, CancellationToken cancel)
    {
        // Looking as somebody is not being her.
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseElsewhereAsync(context, who, cancel) is { } elsewhere) return Problems.Refused(elsewhere);
        var answer = await choose.ExecuteAsync(who, request, cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        await end.OthersAsync(who, cancel);
        return await EnterAsync(context, answer.Value!);
    }

    static async Task<RedirectHttpResult> StartAsync(string token, HttpContext context, OneTimeLinks links, StartSession start, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsSafe(context.Request)) return TypedResults.Redirect("/sign-in?link=needs-https");
        if (await links.RedeemAsync(token, cancel) is not { } passed) return TypedResults.Redirect("/sign-in?link=" + await links.WhyNotAsync(token, cancel));
        return TypedResults.Redirect(await GoOnAsync(context, passed, SignInWay.Link, start, cancel) ? "/" : "/sign-in?step=code");
    }

    static async Task<NoContent> EnterAsync(HttpContext context, SignedIn who)
    {
        await context.SignInAsync(who);
        return TypedResults.NoContent();
    }

    /// <summary>A password crosses a network only encrypted (P-25).</summary>
    internal static bool IsSafe(HttpRequest request) =>
        request.IsHttps || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
