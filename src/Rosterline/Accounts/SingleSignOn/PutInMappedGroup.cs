using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Database;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>The one place where single sign-on gives rights: puts a user into one security group, in the place of all she was in.</summary>
sealed class PutInMappedGroup(RosterlineDb db, PutInGroup groups, ViewerReader viewers, TimeProvider clock)
{
    /// <summary>The group of whoever comes without a rule.</summary>
    public const string Usual = "recruiter";

    public async Task<bool> KnowsAsync(Guid rootId, string group, CancellationToken cancel) => await groups.FindAsync(rootId, group, cancel) is not null;

    /// <summary>Stored with the caller's transaction. The last administrator stays one, whatever her provider says; a group that is gone changes nothing.</summary>
    /// <param name="group">Key of a ready group, or the id of an own one.</param>
    public async Task ExecuteAsync(Guid rootId, Guid userId, Guid accountId, string group, CancellationToken cancel)
    {
        var present = await db.Memberships.Where(m => m.RootId == rootId && m.UserId == userId).ToListAsync(cancel);
        if (await groups.FindAsync(rootId, group, cancel) is not { } found) return;
        var next = new Membership { RootId = rootId, UserId = userId, AccountId = accountId, Role = found.Role, GroupId = found.OwnId };
        if (present is [{ } one] && IsSame(one, next)) return;
        if (!IsChief(next) && present.Any(IsChief) && !await IsChiefElsewhereAsync(rootId, userId, cancel)) return;
        db.Memberships.RemoveRange(present);
        await db.SaveChangesAsync(cancel);
        db.Memberships.Add(next);
        AuditLog.Add(db, new AuditedAct(rootId, null, "user.group", "user", userId,
            new { before = present.Select(m => new { m.Role, m.GroupId, m.AccountId }), after = found.Name, accountId, by = "single_sign_on" }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(rootId);
    }

    static bool IsSame(Membership one, Membership other) => (one.Role, one.GroupId, one.AccountId) == (other.Role, other.GroupId, other.AccountId);

    static bool IsChief(Membership membership) => membership is { Role: Role.Administrator, GroupId: null } && membership.AccountId == membership.RootId;

    Task<bool> IsChiefElsewhereAsync(Guid rootId, Guid userId, CancellationToken cancel) =>
        db.Memberships.AnyAsync(m => m.RootId == rootId && m.AccountId == rootId && m.UserId != userId && m.Role == Role.Administrator && m.GroupId == null, cancel);
}
