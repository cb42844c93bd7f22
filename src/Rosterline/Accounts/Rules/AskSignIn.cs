using Rosterline.Accounts.Devices;

namespace Rosterline.Accounts.Rules;

/// <summary>What a sign-in lacks before it opens an organisation.</summary>
enum Missing { Nothing, TwoStep, Everything }

/// <summary>Marks the endpoints somebody needs to set up her second step.</summary>
sealed record WithoutTwoStep;

/// <summary>The one place that decides whether a signed-in device opens an organisation.</summary>
sealed class AskSignIn(SessionReader sessions, SignInRulesReader rules)
{
    public async ValueTask<Missing> OfAsync(HttpContext context, SignedIn who)
    {
        var cancel = context.RequestAborted;
        if (await sessions.FindAsync(who.SessionId, context.Address(), cancel) is not { } session || session.UserId != who.OwnId) return Missing.Everything;
        return Of(session.Way, session.Strong, session.OnlyRoot, who.RootId, who.OwnId, await rules.OfAsync(who.RootId, cancel));
    }

    public static Missing Of(SignInWay way, bool strong, Guid? onlyRoot, Guid rootId, Guid userId, SignInRules rules)
    {
        // What the provider of one organisation says about somebody is worth nothing to another.
        if (onlyRoot is { } only && only != rootId) return Missing.Everything;
        if (way == SignInWay.SingleSignOn) return Missing.Nothing;
        var breaksGlass = rules.SingleSignOn && rules.BreakGlassUserId == userId;
        if (rules.SingleSignOn && !breaksGlass) return Missing.Everything;
        return (rules.TwoStep || breaksGlass) && !strong ? Missing.TwoStep : Missing.Nothing;
    }
}
