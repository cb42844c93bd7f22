using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Devices;
using Rosterline.Accounts.Rules;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Where somebody arrives who belongs to several organisations: at her own before the demo, and only where this way of signing in is enough.</summary>
sealed class FindHome(RosterlineDb db, SignInRulesReader rules)
{
    public async Task<Result<SignedIn>> ExecuteAsync(User user, SignInWay way, CancellationToken cancel)
    {
        var roots = await HomesAsync(user.Id, cancel);
        foreach (var root in roots)
            if (AskSignIn.Of(way, strong: false, onlyRoot: null, root, user.Id, await rules.OfAsync(root, cancel)) != Missing.Everything)
                return new SignedIn(root, user.Id, user.SecurityStamp ?? "");
        return roots.Count == 0 ? Refusals.NoOrganisation : SignInRefusals.SingleSignOnOnly;
    }

    /// <summary>Null for somebody who belongs to none.</summary>
    public async Task<Guid?> FirstAsync(Guid userId, CancellationToken cancel) => (await HomesAsync(userId, cancel)) is [var first, ..] ? first : null;

    Task<List<Guid>> HomesAsync(Guid userId, CancellationToken cancel) =>
        (from membership in db.Memberships
         join organisation in db.Organisations on membership.RootId equals organisation.RootId
         where membership.UserId == userId
         orderby organisation.IsDemo, organisation.CreatedAt
         select membership.RootId).ToListAsync(cancel);
}
