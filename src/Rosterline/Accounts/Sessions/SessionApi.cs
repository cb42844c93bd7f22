using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Signing in and out, and what the web app must know about the one who signed in.</summary>
static class SessionApi
{
    public sealed record LookAs(Guid UserId);

    public sealed record ToOrganisation(Guid OrganisationId);

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var session = api.MapGroup("/session").ForEveryViewer().WithTags("Session");
        session.MapGet("", ReadAsync).WithSummary("Who is signed in, where, and what she may do");
        session.MapPost("", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithSummary("Sign in by e-mail and password");
        session.MapDelete("", (Delegate)SignOutAsync).AllowAnonymous().WithSummary("Sign out");
        session.MapPost("look-as", LookAsAsync).WithSummary("Look at the demo as one of its users");
        session.MapPost("organisation", SwitchAsync).WithSummary("Go to another organisation one belongs to");
        session.MapPut("password", PasswordAsync).RequireRateLimiting(SignInLimits.Policy).WithSummary("Set or change one's own password");
        app.MapGet("/start/{token}", StartAsync).RequireRateLimiting(SignInLimits.Policy).ExcludeFromDescription();
    }

    static async Task<Ok<ReadSession.Answer>> ReadAsync(HttpContext context, ReadSession session, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await session.ExecuteAsync(viewer, SignedIn.Of(context.User)?.OwnId ?? viewer.UserId, cancel));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        SignIn.Request request, HttpContext context, SignIn signIn, CancellationToken cancel)
    {
        if (!IsSafe(context.Request)) return Problems.Refused(Refusals.NeedsHttps(context.Connection.LocalPort));
        var answer = await signIn.ExecuteAsync(request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : await EnterAsync(context, answer.Value!);
    }

    static async Task<NoContent> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> LookAsAsync(
        LookAs request, HttpContext context, ChangeSession change, CancellationToken cancel) =>
        SignedIn.Of(context.User) is { } who && await change.LookAsAsync(who, request.UserId, cancel) is { } next
            ? await EnterAsync(context, next) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> SwitchAsync(
        ToOrganisation request, HttpContext context, ChangeSession change, CancellationToken cancel) =>
        SignedIn.Of(context.User) is { } who && await change.ToOrganisationAsync(who, request.OrganisationId, cancel) is { } next
            ? await EnterAsync(context, next) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> PasswordAsync(
        ChoosePassword.Request request, HttpContext context, ChoosePassword choose, CancellationToken cancel)
    {
        // Looking as somebody is not being her.
        if (SignedIn.Of(context.User) is not { RealUserId: null } who) return Problems.NotFound();
        var answer = await choose.ExecuteAsync(who, request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : await EnterAsync(context, answer.Value!);
    }

    static async Task<RedirectHttpResult> StartAsync(string token, HttpContext context, OneTimeLinks links, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsSafe(context.Request)) return TypedResults.Redirect("/sign-in?link=needs-https");
        if (await links.RedeemAsync(token, cancel) is not { } who) return TypedResults.Redirect("/sign-in?link=" + await links.WhyNotAsync(token, cancel));
        await context.SignInAsync(who);
        return TypedResults.Redirect("/");
    }

    static async Task<NoContent> EnterAsync(HttpContext context, SignedIn who)
    {
        await context.SignInAsync(who);
        return TypedResults.NoContent();
    }

    /// <summary>A password crosses a network only encrypted (P-25).</summary>
    static bool IsSafe(HttpRequest request) =>
        request.IsHttps || request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
