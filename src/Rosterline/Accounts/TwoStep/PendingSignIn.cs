using Microsoft.AspNetCore.Authentication;
using Rosterline.Accounts.Devices;

namespace Rosterline.Accounts.TwoStep;

/// <summary>Somebody who showed the first step and waits for the second, for five minutes, in a cookie of its own that opens nothing.</summary>
static class PendingSignIn
{
    public const string Scheme = "Step";
    const string WayClaim = "way";

    public static Task AskForCodeAsync(this HttpContext context, SignedIn who, SignInWay way)
    {
        var principal = who.ToPrincipal();
        principal.Identities.First().AddClaim(new(WayClaim, way.ToString()));
        return context.SignInAsync(Scheme, principal);
    }

    /// <summary>Null when it waited too long, or never began.</summary>
    public static async Task<(SignedIn Who, SignInWay Way)?> WhoWaitsAsync(this HttpContext context) =>
        await context.AuthenticateAsync(Scheme) is { Succeeded: true, Principal: { } principal } && SignedIn.Of(principal) is { } who
        && Enum.TryParse<SignInWay>(principal.FindFirst(WayClaim)?.Value, out var way) ? (who, way) : null;

    public static Task EndWaitAsync(this HttpContext context) => context.SignOutAsync(Scheme);
}
