using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>Adds a division or a branch: organisation, divisions below it, branches below either.</summary>
sealed class CreateAccount(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="ParentId">Null: directly below the organisation.</param>
    public sealed record Request(string Name, AccountKind Kind, Guid? ParentId, string? TimeZone);

    public async Task<Result<Account>> ExecuteAsync(Viewer by, Request request, CancellationToken cancel)
    {
        var name = request.Name.Trim();
        var siblings = await db.Accounts.Where(a => a.RootId == by.RootId).ToListAsync(cancel);
        var parent = siblings.Find(a => a.Id == (request.ParentId ?? by.RootId));
        if (Refuse(name, request, parent, siblings) is { } refusal) return refusal;
        var account = new Account
        {
            RootId = by.RootId, Id = Ids.New(), ParentId = parent!.Id, Kind = request.Kind, Name = name, TimeZone = request.TimeZone,
        };
        db.Accounts.Add(account);
        AuditLog.Add(db, AuditedAct.By(by, "account.created", "account", account.Id, new { after = new { name, request.Kind, account.ParentId } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return account;
    }

    static Refusal? Refuse(string name, Request request, Account? parent, List<Account> all)
    {
        if (name.Length is 0 or > 100) return Refusals.NameMissing;
        if (request.Kind is not (AccountKind.Division or AccountKind.Branch)) return Refusals.KindWrong;
        if (parent is null) return Refusals.AccountUnknown;
        if (parent.Kind == AccountKind.Branch) return Refusals.BelowBranch(parent.Name);
        if (parent.Kind == AccountKind.Division && request.Kind == AccountKind.Division) return Refusals.DivisionBelowDivision(parent.Name);
        if (request.TimeZone is { } zone && !TimeZones.Knows(zone)) return Refusals.TimeZoneUnknown(zone);
        return all.Exists(a => a.ParentId == parent.Id && string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase)) ? Refusals.NameTaken(name) : null;
    }
}
