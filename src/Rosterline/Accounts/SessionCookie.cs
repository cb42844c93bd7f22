using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>The sign-in cookie: host-bound over HTTPS, plain on loopback only, never readable by script.</summary>
static class SessionCookie
{
    public const string StampClaim = "stamp", RealUserClaim = "real", RealStampClaim = "real_stamp";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "rosterline";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostBoundCookies();
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        // An API answers, it does not redirect to a sign-in page.
        options.Events.OnRedirectToLogin = context => SignedOut().ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context => MayNot(context.HttpContext).ExecuteAsync(context.HttpContext);
    }

    public static ProblemHttpResult SignedOut() =>
        Problems.Because(StatusCodes.Status401Unauthorized, "signed_out", "You are signed out. Sign in to go on.");

    /// <summary>Signed in, but this is not theirs: as if it were not there.</summary>
    public static ProblemHttpResult MayNot(HttpContext context) => context.ViewerOrNone() is null ? SignedOut() : Problems.NotFound();

    public static Task SignInAsync(this HttpContext context, SignedIn who) => context.SignInAsync(
        IdentityConstants.ApplicationScheme, who.ToPrincipal(), new AuthenticationProperties { IsPersistent = true });
}

/// <summary>What the cookie says: who, in which organisation, and behind a "Look as…" of the demo the one who really sits there.</summary>
/// <param name="Stamp">Changes with the password; a cookie with an older one is worth nothing.</param>
sealed record SignedIn(Guid RootId, Guid UserId, string Stamp, Guid? RealUserId = null, string? RealStamp = null)
{
    /// <summary>The one who signed in by herself, whoever she looks as.</summary>
    public Guid OwnId => RealUserId ?? UserId;

    public string OwnStamp => RealStamp ?? Stamp;

    /// <summary>Null for a program with a key.</summary>
    public static SignedIn? Of(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ViewerOfRequest.RootClaim), out var root)
        && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        && user.FindFirstValue(SessionCookie.StampClaim) is { } stamp
            ? new SignedIn(root, id, stamp,
                Guid.TryParse(user.FindFirstValue(SessionCookie.RealUserClaim), out var real) ? real : null,
                user.FindFirstValue(SessionCookie.RealStampClaim))
            : null;

    public ClaimsPrincipal ToPrincipal()
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, UserId.ToString()), new(ViewerOfRequest.RootClaim, RootId.ToString()), new(SessionCookie.StampClaim, Stamp),
        ];
        if (RealUserId is { } real)
            claims.AddRange([new(SessionCookie.RealUserClaim, real.ToString()), new(SessionCookie.RealStampClaim, RealStamp ?? "")]);
        return new ClaimsPrincipal(new ClaimsIdentity(claims, IdentityConstants.ApplicationScheme));
    }
}

/// <summary>Names the cookie __Host-… over HTTPS, so that no other host can set it.</summary>
sealed class HostBoundCookies : ICookieManager
{
    readonly ChunkingCookieManager inner = new();

    static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        inner.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, Name(context, key), options);
}
