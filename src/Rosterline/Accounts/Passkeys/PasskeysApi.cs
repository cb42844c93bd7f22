using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Rules;
using Rosterline.Accounts.Sessions;
using Rosterline.Accounts.TwoStep;
using Rosterline.Platform;

namespace Rosterline.Accounts.Passkeys;

/// <summary>Passkeys: signing in with one, and one's own.</summary>
static class PasskeysApi
{
    /// <param name="Credential">What <c>navigator.credentials</c> answered, as JSON.</param>
    public sealed record Signed(string? Credential);

    public sealed record Made(string? Name, string? Credential);

    public static void Map(RouteGroupBuilder session)
    {
        session.MapPost("passkey/options", AskAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithSummary("What to ask a passkey for, to sign in");
        session.MapPost("passkey", SignInAsync).AllowAnonymous().RequireRateLimiting(SignInLimits.Policy).WithSummary("Sign in with a passkey");
        session.MapPost("passkeys/options", StartAsync).WithSummary("What to make a new passkey of one's own from");
        session.MapPost("passkeys", AddAsync).WithSummary("Add a passkey of one's own");
        session.MapDelete("passkeys/{id}", RemoveAsync).WithSummary("Remove a passkey of one's own");
    }

    static async Task<ContentHttpResult> AskAsync(Passkeys passkeys) => TypedResults.Content(await passkeys.AskAsync(), "application/json");

    static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        Signed request, HttpContext context, Passkeys passkeys, StartSession start, CancellationToken cancel)
    {
        var answer = await passkeys.SignInAsync(request.Credential ?? "", cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        await start.ExecuteAsync(context, answer.Value!, SignInWay.Passkey, strong: true, cancel);
        return TypedResults.NoContent();
    }

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> StartAsync(
        HttpContext context, Passkeys passkeys, ConfirmIdentity confirm, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        var answer = await passkeys.StartAsync(who);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Content(answer.Value, "application/json");
    }

    static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(
        Made request, HttpContext context, Passkeys passkeys, ConfirmIdentity confirm, SessionReader sessions, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        if (await passkeys.AddAsync(who, request.Name ?? "", request.Credential ?? "", cancel) is { } refusal) return Problems.Refused(refusal);
        sessions.Forget();
        return TypedResults.NoContent();
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, HttpContext context, Passkeys passkeys, ConfirmIdentity confirm, SignInRulesReader rules, CancellationToken cancel)
    {
        if (SignedIn.Own(context.User) is not { } who) return Problems.NotFound();
        if (await confirm.RefuseAsync(context, who, cancel) is { } unsure) return Problems.Refused(unsure);
        if (await passkeys.RemoveAsync(who, BytesOf(id), await rules.OfAsync(who.RootId, cancel), cancel) is not { } answer) return Problems.NotFound();
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
    }

    static byte[] BytesOf(string id)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(id);
        }
        catch (FormatException)
        {
            // No id of a passkey: one that is not there.
            return [];
        }
    }
}
