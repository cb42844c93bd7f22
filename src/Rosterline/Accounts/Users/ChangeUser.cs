using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Changes what a user may do here, ends her access, or lets her in again by a new link.</summary>
sealed class ChangeUser(RosterlineDb db, PutInGroup groups, ViewerReader viewers, TimeProvider clock)
{
    /// <summary>Group or account of the place where she lands; what is null stays.</summary>
    /// <param name="Group">Any security group, in place of <paramref name="Role"/>.</param>
    public sealed record Request(Role? Role, Guid? AccountId, string? Group = null);

    /// <summary>Null: no such user here.</summary>
    public async Task<Result<Membership>?> ExecuteAsync(Viewer by, Guid userId, Request request, CancellationToken cancel)
    {
        if (await FindAsync(by, userId, cancel) is not { } present) return null;
        if (request.Role is { } role && !Enum.IsDefined(role)) return (Result<Membership>)Refusals.RoleUnknown;
        var asked = request.Group ?? (request.Role is { } ready ? ReadyGroups.Of(ready).Key : present.GroupId?.ToString() ?? ReadyGroups.Of(present.Role).Key);
        if (await groups.FindAsync(by.RootId, asked, cancel) is not { } group) return (Result<Membership>)GroupRefusals.GroupUnknown;
        var next = new Membership
        {
            RootId = by.RootId, UserId = userId, AccountId = request.AccountId ?? present.AccountId, Role = group.Role, GroupId = group.OwnId,
        };
        if (await RefuseAsync(by, present, next, group, cancel) is { } refusal) return (Result<Membership>)refusal;
        await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId && m.AccountId == next.AccountId && m.AccountId != present.AccountId).ExecuteDeleteAsync(cancel);
        db.Memberships.Remove(present);
        db.Memberships.Add(next);
        AuditLog.Add(db, AuditedAct.By(by, "user.changed", "user", userId, new
        {
            before = new { present.Role, present.GroupId, present.AccountId }, after = new { next.Role, next.GroupId, next.AccountId },
        }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Membership>)next;
    }

    /// <summary>A new one-time link for somebody who lost hers or her password. Null: no such user here.</summary>
    public async Task<Result<string>?> LinkAsync(Viewer by, Guid userId, CancellationToken cancel, TimeSpan? lasts = null)
    {
        if (await FindAsync(by, userId, cancel) is null) return null;
        if (await db.Memberships.AnyAsync(m => m.UserId == userId && m.RootId != by.RootId, cancel)) return (Result<string>)Refusals.LinkElsewhere;
        var path = OneTimeLinks.Add(db, by.RootId, userId, clock, lasts);
        AuditLog.Add(db, AuditedAct.By(by, "user.link_made", "user", userId), clock);
        await db.SaveChangesAsync(cancel);
        return (Result<string>)path;
    }

    /// <summary>Ends her membership, sessions and keys at once (P-30). Null: no such user here.</summary>
    public async Task<Result<Guid>?> RemoveAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        if (await FindAsync(by, userId, cancel) is not { } present) return null;
        if (await OutOfReachAsync(by, userId, cancel) is { } elsewhere) return (Result<Guid>)GroupRefusals.OutOfReach(elsewhere);
        if (await IsLastAdministratorAsync(present, cancel)) return (Result<Guid>)Refusals.LastAdministrator;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.LineUsers.Where(l => l.RootId == by.RootId && l.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.OneTimeLinks.Where(l => l.RootId == by.RootId && l.UserId == userId).ExecuteDeleteAsync(cancel);
        var now = clock.GetUtcNow();
        await db.ApiKeys.Where(k => k.RootId == by.RootId && k.UserId == userId && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(key => key.RevokedAt, now), cancel);
        // What was assigned to her is everybody's again, unless it was handed over before.
        await db.Database.ExecuteSqlAsync($"update conversation set assignee_id = null, version = version + 1 where root_id = {by.RootId} and assignee_id = {userId}", cancel);
        await EndDevicesAsync(by.RootId, userId, now, cancel);
        await db.Database.ExecuteSqlAsync($"delete from single_sign_on_user where root_id = {by.RootId} and user_id = {userId}", cancel);
        AuditLog.Add(db, AuditedAct.By(by, "user.removed", "user", userId, new { before = new { present.Role, present.AccountId } }), clock);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Guid>)userId;
    }

    // every organisation: a device that may still go to another one stays signed in there
    Task<int> EndDevicesAsync(Guid rootId, Guid userId, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update user_session set ended_at = {now} where user_id = {userId} and ended_at is null
          and (only_root = {rootId} or not exists (select from membership m where m.user_id = {userId}))
        """, cancel);

    async Task<Refusal?> RefuseAsync(Viewer by, Membership present, Membership next, PutInGroup.KnownGroup group, CancellationToken cancel)
    {
        if (!by.MayAt("manage_users", next.AccountId) || !await db.Accounts.AnyAsync(a => a.RootId == by.RootId && a.Id == next.AccountId, cancel)) return Refusals.AccountUnknown;
        if (PutInGroup.RefuseMore(by, group, next.AccountId) is { } more) return more;
        var staysAdministrator = next.Role == Role.Administrator && next.AccountId == by.RootId;
        return !staysAdministrator && await IsLastAdministratorAsync(present, cancel) ? Refusals.LastAdministrator : null;
    }

    /// <summary>The membership at the account where she lands, if it is one this viewer manages users of.</summary>
    async Task<Membership?> FindAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        var all = await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ToListAsync(cancel);
        var landing = all.Count > 1 ? (await viewers.FindAsync(by.RootId, userId, cancel))?.AccountId : null;
        return all.Where(m => by.MayAt("manage_users", m.AccountId)).OrderByDescending(m => m.AccountId == landing).FirstOrDefault();
    }

    /// <summary>Name of an account of hers that this viewer does not manage.</summary>
    async Task<string?> OutOfReachAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        var rootId = by.RootId;
        var accounts = await (from membership in db.Memberships
                              join account in db.Accounts on new { membership.RootId, Id = membership.AccountId } equals new { account.RootId, account.Id }
                              where membership.RootId == rootId && membership.UserId == userId
                              select new { account.Id, account.Name }).ToListAsync(cancel);
        return accounts.Find(account => !by.MayAt("manage_users", account.Id))?.Name;
    }

    async Task<bool> IsLastAdministratorAsync(Membership present, CancellationToken cancel) =>
        present.Role == Role.Administrator && present.AccountId == present.RootId
        && !await db.Memberships.AnyAsync(m => m.RootId == present.RootId && m.AccountId == m.RootId && m.UserId != present.UserId && m.Role == Role.Administrator, cancel);
}
