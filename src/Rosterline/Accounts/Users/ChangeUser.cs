using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Sessions;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Changes what a user may do here, ends her access, or lets her in again by a new link.</summary>
sealed class ChangeUser(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <summary>What is null stays.</summary>
    public sealed record Request(Role? Role, Guid? AccountId);

    /// <summary>Null: no such user here.</summary>
    public async Task<Result<Membership>?> ExecuteAsync(Viewer by, Guid userId, Request request, CancellationToken cancel)
    {
        if (await FindAsync(by.RootId, userId, cancel) is not { } present) return null;
        var next = new Membership
        {
            RootId = by.RootId, UserId = userId, AccountId = request.AccountId ?? present.AccountId, Role = request.Role ?? present.Role,
        };
        if (!Enum.IsDefined(next.Role)) return (Result<Membership>)Refusals.RoleUnknown;
        if (!await db.Accounts.AnyAsync(a => a.RootId == by.RootId && a.Id == next.AccountId, cancel)) return (Result<Membership>)Refusals.AccountUnknown;
        if (next.Role != Role.Administrator && await IsLastAdministratorAsync(present, cancel)) return (Result<Membership>)Refusals.LastAdministrator;
        db.Memberships.Remove(present);
        db.Memberships.Add(next);
        AuditLog.Add(db, AuditedAct.By(by, "user.changed", "user", userId, new
        {
            before = new { present.Role, present.AccountId }, after = new { next.Role, next.AccountId },
        }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Membership>)next;
    }

    /// <summary>A new one-time link for somebody who lost hers or her password. Null: no such user here.</summary>
    public async Task<Result<string>?> LinkAsync(Viewer by, Guid userId, CancellationToken cancel, TimeSpan? lasts = null)
    {
        if (await FindAsync(by.RootId, userId, cancel) is null) return null;
        if (await db.Memberships.AnyAsync(m => m.UserId == userId && m.RootId != by.RootId, cancel)) return (Result<string>)Refusals.LinkElsewhere;
        var path = OneTimeLinks.Add(db, by.RootId, userId, clock, lasts);
        AuditLog.Add(db, AuditedAct.By(by, "user.link_made", "user", userId), clock);
        await db.SaveChangesAsync(cancel);
        return (Result<string>)path;
    }

    /// <summary>Ends her membership, sessions and keys at once (P-30). Null: no such user here.</summary>
    public async Task<Result<Guid>?> RemoveAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        if (await FindAsync(by.RootId, userId, cancel) is not { } present) return null;
        if (await IsLastAdministratorAsync(present, cancel)) return (Result<Guid>)Refusals.LastAdministrator;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Memberships.Where(m => m.RootId == by.RootId && m.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.LineUsers.Where(l => l.RootId == by.RootId && l.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.OneTimeLinks.Where(l => l.RootId == by.RootId && l.UserId == userId).ExecuteDeleteAsync(cancel);
        var now = clock.GetUtcNow();
        await db.ApiKeys.Where(k => k.RootId == by.RootId && k.UserId == userId && k.RevokedAt == null)
            .ExecuteUpdateAsync(k => k.SetProperty(key => key.RevokedAt, now), cancel);
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

    Task<Membership?> FindAsync(Guid rootId, Guid userId, CancellationToken cancel) =>
        db.Memberships.FirstOrDefaultAsync(m => m.RootId == rootId && m.UserId == userId, cancel);

    async Task<bool> IsLastAdministratorAsync(Membership present, CancellationToken cancel) =>
        present.Role == Role.Administrator
        && !await db.Memberships.AnyAsync(m => m.RootId == present.RootId && m.UserId != present.UserId && m.Role == Role.Administrator, cancel);
}
