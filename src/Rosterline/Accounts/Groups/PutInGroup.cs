using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>Puts a user in a security group at an account. She leaves the one she was in there: it is one per account (P-08, BY-06).</summary>
sealed class PutInGroup(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Left">Name of the group she was in at this account; null: none.</param>
    public sealed record Moved(Guid AccountId, string Group, string? Left);

    /// <summary>Null: no such user here.</summary>
    public async Task<Result<Moved>?> ExecuteAsync(Viewer by, Guid userId, Guid accountId, string groupId, CancellationToken cancel)
    {
        var memberships = await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ToListAsync(cancel);
        if (memberships.Count == 0) return null;
        if (!await db.Accounts.AnyAsync(a => a.RootId == by.RootId && a.Id == accountId, cancel) || !by.MayAt("manage_users", accountId)) return (Result<Moved>)Refusals.AccountUnknown;
        if (await FindAsync(by.RootId, groupId, cancel) is not { } group) return (Result<Moved>)GroupRefusals.GroupUnknown;
        if (RefuseMore(by, group, accountId) is { } more) return (Result<Moved>)more;
        var present = memberships.Find(m => m.AccountId == accountId);
        if (group.Role != Role.Administrator && present is not null && await IsLastAdministratorAsync(present, cancel))
            return (Result<Moved>)Refusals.LastAdministrator;
        var left = present is null ? null : (await OfAsync(present, cancel))?.Name;
        if (present is null) db.Memberships.Add(present = new Membership { RootId = by.RootId, UserId = userId, AccountId = accountId });
        (present.Role, present.GroupId) = (group.Role, group.OwnId);
        AuditLog.Add(db, AuditedAct.By(by, "user.group", "user", userId, new { accountId, before = left, after = group.Name }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Moved>)new Moved(accountId, group.Name, left == group.Name ? null : left);
    }

    /// <summary>Ends what she may at one account; she belongs to another one still. Null: not in a group there.</summary>
    public async Task<Result<Guid>?> LeaveAsync(Viewer by, Guid userId, Guid accountId, CancellationToken cancel)
    {
        var memberships = await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ToListAsync(cancel);
        if (memberships.Find(m => m.AccountId == accountId) is not { } present || !by.MayAt("manage_users", accountId)) return null;
        if (memberships.Count == 1) return (Result<Guid>)GroupRefusals.LastMembership;
        if (await IsLastAdministratorAsync(present, cancel)) return (Result<Guid>)Refusals.LastAdministrator;
        db.Memberships.Remove(present);
        AuditLog.Add(db, AuditedAct.By(by, "user.group", "user", userId, new { accountId, before = (await OfAsync(present, cancel))?.Name, after = (string?)null }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Guid>)userId;
    }

    /// <summary>Nobody gives what she has not herself, unless she manages the groups.</summary>
    public static Refusal? RefuseMore(Viewer by, KnownGroup group, Guid accountId) => by.May("manage_groups") ? null
        : group.Permissions.FirstOrDefault(key => !by.MayAt(key, accountId)) is { } more ? GroupRefusals.MoreThanOwn(group.Name, PermissionCatalog.Find(more)!.Name) : null;

    /// <param name="OwnId">Null: a ready group.</param>
    public sealed record KnownGroup(Role Role, Guid? OwnId, string Name, IReadOnlyCollection<string> Permissions);

    /// <param name="groupId">Key of a ready group, or the id of an own one.</param>
    public async Task<KnownGroup?> FindAsync(Guid rootId, string groupId, CancellationToken cancel)
    {
        if (ReadyGroups.Find(groupId) is { } ready) return new(ready.Role, null, ready.Name, [.. ready.Permissions]);
        if (!Guid.TryParse(groupId, out var id)) return null;
        var own = await db.SecurityGroups.FirstOrDefaultAsync(g => g.RootId == rootId && g.Id == id && g.Kind == GroupKind.Permissions, cancel);
        return own is null ? null : new(Role.ReadOnly, own.Id, own.Name, own.Permissions);
    }

    /// <summary>The group of a membership.</summary>
    public Task<KnownGroup?> OfAsync(Membership membership, CancellationToken cancel) =>
        FindAsync(membership.RootId, membership.GroupId?.ToString() ?? ReadyGroups.Of(membership.Role).Key, cancel);

    /// <summary>Whether nobody else could give rights in the organisation any more.</summary>
    public async Task<bool> IsLastAdministratorAsync(Membership present, CancellationToken cancel) =>
        IsAdministrator(present) && !(await db.Memberships.AsNoTracking().Where(m => m.RootId == present.RootId && m.UserId != present.UserId).ToListAsync(cancel)).Exists(IsAdministrator);

    static bool IsAdministrator(Membership membership) => membership is { Role: Role.Administrator, GroupId: null } && membership.AccountId == membership.RootId;
}
