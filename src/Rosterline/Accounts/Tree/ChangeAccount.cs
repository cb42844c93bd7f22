using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>Renames a division or branch, gives it a time zone of its own, switches texting off and on, or removes it when nothing belongs to it.</summary>
sealed class ChangeAccount(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Name">Null: unchanged.</param>
    /// <param name="TimeZone">Empty: as above it. Null: unchanged.</param>
    /// <param name="Texting">Null: unchanged.</param>
    public sealed record Request(string? Name, string? TimeZone, TextingSwitch? Texting);

    public enum TextingSwitch { AsAbove, Off }

    /// <summary>Null: no such account here.</summary>
    public async Task<Result<Account>?> ExecuteAsync(Viewer by, Guid id, Request request, CancellationToken cancel)
    {
        if (await db.Accounts.FirstOrDefaultAsync(a => a.RootId == by.RootId && a.Id == id, cancel) is not { } account) return null;
        if (await RefuseAsync(account, request, cancel) is { } refusal) return (Result<Account>)refusal;
        var before = new { account.Name, account.TimeZone, account.Texting };
        account.Name = request.Name?.Trim() ?? account.Name;
        if (request.TimeZone is { } zone) account.TimeZone = zone.Length == 0 ? null : zone;
        if (request.Texting is { } texting) account.Texting = texting == TextingSwitch.Off ? false : null;
        // The root of the tree carries the organisation's name.
        if (account.Id == account.RootId) (await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel)).Name = account.Name;
        AuditLog.Add(db, AuditedAct.By(by, "account.changed", "account", id, new { before, after = new { account.Name, account.TimeZone, account.Texting } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Account>)account;
    }

    /// <summary>Null: no such account here.</summary>
    public async Task<Result<Guid>?> RemoveAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        if (await db.Accounts.FirstOrDefaultAsync(a => a.RootId == by.RootId && a.Id == id, cancel) is not { } account) return null;
        if (id == by.RootId) return (Result<Guid>)Refusals.TopStays;
        if (await HeldByAsync(account, cancel) is { } what) return (Result<Guid>)Refusals.AccountInUse(account.Name, what);
        db.Accounts.Remove(account);
        AuditLog.Add(db, AuditedAct.By(by, "account.removed", "account", id, new { before = new { account.Name } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Guid>)id;
    }

    async Task<Refusal?> RefuseAsync(Account account, Request request, CancellationToken cancel)
    {
        if (request.Name is { } name && name.Trim().Length is 0 or > 80) return Refusals.NameMissing;
        if (request.TimeZone is { Length: > 0 } zone && !TimeZones.Knows(zone)) return Refusals.TimeZoneUnknown(zone);
        if (request.TimeZone is not null && account.Id == account.RootId) return Refusals.ZoneOfTop;
        if (request.Name is null) return null;
        var siblings = await db.Accounts.Where(a => a.RootId == account.RootId && a.ParentId == account.ParentId && a.Id != account.Id).Select(a => a.Name).ToListAsync(cancel);
        return siblings.Contains(request.Name.Trim(), StringComparer.OrdinalIgnoreCase) ? Refusals.NameTaken(request.Name.Trim()) : null;
    }

    async Task<string?> HeldByAsync(Account account, CancellationToken cancel)
    {
        var (root, id) = (account.RootId, account.Id);
        return await db.Accounts.AnyAsync(a => a.RootId == root && a.ParentId == id, cancel) ? "branches"
            : await db.Memberships.AnyAsync(m => m.RootId == root && m.AccountId == id, cancel) ? "users"
            : await db.Lines.AnyAsync(l => l.RootId == root && l.AccountId == id, cancel) ? "numbers"
            : await db.People.AnyAsync(p => p.RootId == root && p.AccountId == id, cancel) ? "people" : null;
    }
}
