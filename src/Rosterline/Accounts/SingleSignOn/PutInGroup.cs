using Microsoft.EntityFrameworkCore;
using Rosterline.Database;

namespace Rosterline.Accounts.SingleSignOn;

/// <summary>The one place where single sign-on gives rights: puts a user into one of our groups, by its name.</summary>
sealed class PutInGroup(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <summary>The group of whoever comes without a rule.</summary>
    public const string Usual = "recruiter";

    public static bool Knows(string group) => RoleOf(group) is not null;

    /// <summary>Stored with the caller's transaction. The last administrator stays one, whatever her provider says.</summary>
    public async Task ExecuteAsync(Guid rootId, Guid userId, Guid accountId, string group, CancellationToken cancel)
    {
        var role = RoleOf(group) ?? throw new InvalidOperationException("A rule names a group that does not exist.");
        var present = await db.Memberships.Where(m => m.RootId == rootId && m.UserId == userId).ToListAsync(cancel);
        if (present is [{ } one] && one.Role == role && one.AccountId == accountId) return;
        if (role != Role.Administrator && present.Any(m => m.Role == Role.Administrator)
            && !await db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId != userId && m.Role == Role.Administrator, cancel)) return;
        db.Memberships.RemoveRange(present);
        await db.SaveChangesAsync(cancel);
        db.Memberships.Add(new Membership { RootId = rootId, UserId = userId, AccountId = accountId, Role = role });
        AuditLog.Add(db, new AuditedAct(rootId, null, "user.put_in_group", "user", userId,
            new { before = present.Select(m => new { m.Role, m.AccountId }), after = new { role, accountId } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(rootId);
    }

    static Role? RoleOf(string group) =>
        Enum.TryParse<Role>(group.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var role) && Enum.IsDefined(role) && !int.TryParse(group, out _) ? role : null;
}
