using Microsoft.EntityFrameworkCore;
using Rosterline.Database;

namespace Rosterline.Accounts.Sessions;

/// <summary>Lets the one who is signed in see another organisation of hers, or the demo with somebody else's eyes.</summary>
sealed class ChangeSession(RosterlineDb db, TimeProvider clock)
{
    /// <summary>Null when she does not belong there. Whoever she looked as, she goes as herself.</summary>
    public async Task<SignedIn?> ToOrganisationAsync(SignedIn who, Guid rootId, CancellationToken cancel)
    {
        if (await StampAsync(rootId, who.OwnId, cancel) is not { } stamp || stamp != who.OwnStamp) return null;
        AuditLog.Add(db, new AuditedAct(rootId, who.OwnId, "session.organisation", "user", who.OwnId), clock);
        await db.SaveChangesAsync(cancel);
        return who.As(rootId, who.OwnId, stamp);
    }

    /// <summary>Null outside the demo, or for somebody who is not of it.</summary>
    public async Task<SignedIn?> LookAsAsync(SignedIn who, Guid userId, CancellationToken cancel)
    {
        if (!await db.Organisations.AnyAsync(o => o.RootId == who.RootId && o.IsDemo, cancel)) return null;
        if (await StampAsync(who.RootId, userId, cancel) is not { } stamp) return null;
        AuditLog.Add(db, new AuditedAct(who.RootId, who.OwnId, "session.looked_as", "user", userId), clock);
        await db.SaveChangesAsync(cancel);
        return userId == who.OwnId ? who.As(who.RootId, userId, stamp) : who.As(who.RootId, userId, stamp, who.OwnId, who.OwnStamp);
    }

    Task<string?> StampAsync(Guid rootId, Guid userId, CancellationToken cancel) =>
        (from membership in db.Memberships
         join user in db.Users on membership.UserId equals user.Id
         where membership.RootId == rootId && membership.UserId == userId && user.IsActive
         select user.SecurityStamp ?? "").FirstOrDefaultAsync(cancel)!;
}
