using Microsoft.EntityFrameworkCore;
using Rosterline.Database;

namespace Rosterline.Accounts.Users;

/// <summary>The people of an organisation, with their role, branch and lines.</summary>
sealed class ListUsers(RosterlineDb db)
{
    public sealed record Row(
        Guid Id, string Name, string? Email, Role Role, Place Account, bool IsActive, bool HasPassword, IReadOnlyList<OwnLine> Lines);

    public sealed record Place(Guid Id, string Name);

    public sealed record OwnLine(Guid Id, string Name);

    public async Task<IReadOnlyList<Row>> ExecuteAsync(Guid rootId, CancellationToken cancel)
    {
        var people = await (
            from membership in db.Memberships.AsNoTracking()
            join user in db.Users on membership.UserId equals user.Id
            join account in db.Accounts on new { membership.RootId, Id = membership.AccountId } equals new { account.RootId, account.Id }
            where membership.RootId == rootId
            orderby user.Name, user.Id
            select new { user.Id, user.Name, user.Email, membership.Role, Account = new Place(account.Id, account.Name), user.IsActive, HasPassword = user.PasswordHash != null })
            .ToListAsync(cancel);
        var lines = await (
            from assigned in db.LineUsers
            join line in db.Lines on new { assigned.RootId, Id = assigned.LineId } equals new { line.RootId, line.Id }
            where assigned.RootId == rootId && line.Active
            orderby line.Name
            select new { assigned.UserId, Line = new OwnLine(line.Id, line.Name) }).ToListAsync(cancel);
        var byUser = lines.ToLookup(l => l.UserId, l => l.Line);
        return [.. people.Select(p => new Row(p.Id, p.Name, p.Email, p.Role, p.Account, p.IsActive, p.HasPassword, [.. byUser[p.Id]]))];
    }
}
