using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts.Groups;
using Rosterline.Database;

namespace Rosterline.Accounts.Users;

/// <summary>The people of an organisation, with their role, branch and lines.</summary>
sealed class ListUsers(RosterlineDb db)
{
    /// <summary>A person with the highest account she belongs to; the others stand in <paramref name="Groups"/>.</summary>
    public sealed record Row(
        Guid Id, string Name, string? Email, Role Role, Place Account, bool IsActive, bool HasPassword, IReadOnlyList<OwnLine> Lines, IReadOnlyList<InGroup> Groups);

    /// <summary>The security group she is in at an account.</summary>
    public sealed record InGroup(Place Account, string GroupId, string GroupName);

    public sealed record Place(Guid Id, string Name);

    public sealed record OwnLine(Guid Id, string Name);

    /// <summary>Those of the accounts the viewer manages users of.</summary>
    public async Task<IReadOnlyList<Row>> ExecuteAsync(Viewer viewer, CancellationToken cancel)
    {
        var (rootId, reach) = (viewer.RootId, viewer.Rights.Reach("manage_users").ToList());
        var people = await (
            from membership in db.Memberships.AsNoTracking()
            join user in db.Users on membership.UserId equals user.Id
            join account in db.Accounts on new { membership.RootId, Id = membership.AccountId } equals new { account.RootId, account.Id }
            join own in db.SecurityGroups on new { membership.RootId, Id = membership.GroupId ?? Guid.Empty } equals new { own.RootId, own.Id } into owns
            from own in owns.DefaultIfEmpty()
            where membership.RootId == rootId && reach.Contains(membership.AccountId)
            orderby user.Name, user.Id, account.Kind, account.Name
            select new
            {
                user.Id, user.Name, user.Email, membership.Role, Account = new Place(account.Id, account.Name), user.IsActive, HasPassword = user.PasswordHash != null,
                membership.GroupId, OwnGroup = own == null ? null : own.Name,
            })
            .ToListAsync(cancel);
        var lines = await (
            from assigned in db.LineUsers
            join line in db.Lines on new { assigned.RootId, Id = assigned.LineId } equals new { line.RootId, line.Id }
            where assigned.RootId == rootId && line.Active
            orderby line.Name
            select new { assigned.UserId, Line = new OwnLine(line.Id, line.Name) }).ToListAsync(cancel);
        var byUser = lines.ToLookup(l => l.UserId, l => l.Line);
        return
        [
            .. people.GroupBy(p => p.Id).Select(all => (First: all.First(), All: all)).Select(p => new Row(
                p.First.Id, p.First.Name, p.First.Email, p.First.Role, p.First.Account, p.First.IsActive, p.First.HasPassword, [.. byUser[p.First.Id]],
                [.. p.All.Select(each => new InGroup(each.Account, each.GroupId?.ToString() ?? ReadyGroups.Of(each.Role).Key, each.OwnGroup ?? ReadyGroups.Of(each.Role).Name))])),
        ];
    }
}
