using Microsoft.EntityFrameworkCore;
using Rosterline.Database;

namespace Rosterline.Accounts.Groups;

/// <summary>A security group as the administration shows it, ready or the organisation's own.</summary>
/// <param name="Id">Key of a ready group, or the id of an own one.</param>
/// <param name="Ready">Cannot be changed; a copy can.</param>
public sealed record GroupRow(
    string Id, GroupKind Kind, string Name, string Description, IReadOnlyList<string> Permissions, bool Ready, IReadOnlyList<GroupRow.Member> Members)
{
    /// <param name="Account">Where the group holds for her; null in groups of message visibility.</param>
    public sealed record Member(Guid UserId, string Name, Place? Account);

    public sealed record Place(Guid Id, string Name);
}

/// <summary>Reads the groups with their members: five ready ones first, then the organisation's own by name.</summary>
sealed class GroupRows(RosterlineDb db)
{
    public async Task<IReadOnlyList<GroupRow>> ExecuteAsync(Guid rootId, CancellationToken cancel)
    {
        var own = await db.SecurityGroups.AsNoTracking().Where(g => g.RootId == rootId).OrderBy(g => g.Name).ThenBy(g => g.Id).ToListAsync(cancel);
        var held = (await (
            from membership in db.Memberships
            join user in db.Users on membership.UserId equals user.Id
            join account in db.Accounts on new { membership.RootId, Id = membership.AccountId } equals new { account.RootId, account.Id }
            where membership.RootId == rootId && user.IsActive
            orderby user.Name, user.Id
            select new { membership.Role, membership.GroupId, Member = new GroupRow.Member(user.Id, user.Name, new(account.Id, account.Name)) }).ToListAsync(cancel))
            .ToLookup(each => each.GroupId?.ToString() ?? ReadyGroups.Of(each.Role).Key, each => each.Member);
        var readers = (await (
            from member in db.GroupMembers
            join user in db.Users on member.UserId equals user.Id
            where member.RootId == rootId && user.IsActive
            orderby user.Name, user.Id
            select new { member.GroupId, Member = new GroupRow.Member(user.Id, user.Name, null) }).ToListAsync(cancel)).ToLookup(each => each.GroupId, each => each.Member);
        return
        [
            .. ReadyGroups.All.Select(ready => new GroupRow(ready.Key, GroupKind.Permissions, ready.Name, ready.Description, [.. ready.Permissions], true, [.. held[ready.Key]])),
            .. own.Select(group => new GroupRow(group.Id.ToString(), group.Kind, group.Name, group.Description, group.Permissions, false,
                [.. group.Kind == GroupKind.Permissions ? held[group.Id.ToString()] : readers[group.Id]])),
        ];
    }
}
