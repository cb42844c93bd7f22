using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>The sign-in cookie: host-bound over HTTPS, plain on loopback only, never readable by script.</summary>
static class SessionCookie
{
    public const string StampClaim = "stamp", SessionClaim = "session", RealUserClaim = "real", RealStampClaim = "real_stamp";

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

    /// <summary>The cookie of a sign-in that is not finished: who waits for the second step, or what a passkey was asked.</summary>
    public static void ConfigureStep(CookieAuthenticationOptions options, string name)
    {
        Configure(options);
        options.Cookie.Name = name;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        options.SlidingExpiration = false;
    }

    public static ProblemHttpResult SignedOut() =>
        Problems.Because(StatusCodes.Status401Unauthorized, "signed_out", "You are signed out. Sign in to go on.");

    /// <summary>Signed in, but this is not theirs: as if it were not there.</summary>
    public static ProblemHttpResult MayNot(HttpContext context) =>
        context.WaitsForTwoStep() ? Problems.Because(StatusCodes.Status403Forbidden, SignInRefusals.TwoStepNeeded.Code, SignInRefusals.TwoStepNeeded.Message)
        : context.ViewerOrNone() is null ? SignedOut() : Problems.NotFound();

    public static Task SignInAsync(this HttpContext context, SignedIn who) => context.SignInAsync(
        IdentityConstants.ApplicationScheme, who.ToPrincipal(), new AuthenticationProperties { IsPersistent = true });
}

/// <summary>What the cookie says: who, in which organisation, and behind a "Look as…" of the demo the one who really sits there.</summary>
/// <param name="Stamp">Changes with the password; a cookie with an older one is worth nothing.</param>
sealed record SignedIn(Guid RootId, Guid UserId, string Stamp, Guid? RealUserId = null, string? RealStamp = null)
{
    /// <summary>The row of the device; ended there, the cookie is worth nothing.</summary>
    public Guid SessionId { get; init; }

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
            {
                SessionId = Guid.TryParse(user.FindFirstValue(SessionCookie.SessionClaim), out var session) ? session : Guid.Empty,
            }
            : null;

    /// <summary>Null too for somebody who looks as somebody else: that is not being her.</summary>
    public static SignedIn? Own(ClaimsPrincipal user) => Of(user) is { RealUserId: null } who ? who : null;

    /// <summary>The same device, somebody or somewhere else.</summary>
    public SignedIn As(Guid rootId, Guid userId, string stamp, Guid? realUserId = null, string? realStamp = null) =>
        new(rootId, userId, stamp, realUserId, realStamp) { SessionId = SessionId };

    public ClaimsPrincipal ToPrincipal()
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, UserId.ToString()), new(ViewerOfRequest.RootClaim, RootId.ToString()), new(SessionCookie.StampClaim, Stamp),
            new(SessionCookie.SessionClaim, SessionId.ToString()),
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
