using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Ends a user's access, or lets her in again by a new link.</summary>
sealed class UserAccess(RosterlineDb db, PutInGroup groups, ViewerReader viewers, TimeProvider clock)
{
    /// <summary>A new one-time link for somebody who lost hers or her password. Null: no such user here.</summary>
    public async Task<Result<string>?> LinkAsync(Viewer by, Guid userId, CancellationToken cancel, TimeSpan? lasts = null)
    {
        if (await FindAsync(by, userId, cancel) is null) return null;
        if (await RefuseLinkAsync(by, userId, cancel) is { } refusal) return (Result<string>)refusal;
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
        if (await groups.IsLastAdministratorAsync(present, cancel)) return (Result<Guid>)Refusals.LastAdministrator;
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

    // Who can make a link can come in by it: so nobody makes one for somebody who may more than she, or is at home where she manages nobody.
    async Task<Refusal?> RefuseLinkAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        if (await db.Memberships.AnyAsync(m => m.UserId == userId && m.RootId != by.RootId, cancel)) return Refusals.LinkElsewhere;
        if (await OutOfReachAsync(by, userId, cancel) is { } account) return GroupRefusals.OutOfReach(account);
        foreach (var held in await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ToListAsync(cancel))
            if (await groups.OfAsync(held, cancel) is { } group && PutInGroup.RefuseMore(by, group, held.AccountId) is { } more) return more;
        return null;
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
}
