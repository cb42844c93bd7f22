using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>Makes, changes and removes the groups an organisation has of its own.</summary>
sealed class SaveGroup(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Permissions">Keys; for groups of permissions.</param>
    /// <param name="MemberIds">For groups of message visibility; null: unchanged.</param>
    public sealed record Request(GroupKind Kind, string Name, string? Description, IReadOnlyList<string>? Permissions, IReadOnlyList<Guid>? MemberIds);

    public async Task<Result<Guid>> CreateAsync(Viewer by, Request request, CancellationToken cancel)
    {
        var group = new SecurityGroup { RootId = by.RootId, Id = Ids.New(), Kind = request.Kind, Name = request.Name.Trim() };
        if (await RefuseAsync(group, request, cancel) is { } refusal) return refusal;
        db.SecurityGroups.Add(group);
        return await WriteAsync(by, group, request, "group.created", null, cancel);
    }

    /// <summary>Null: no such group here.</summary>
    public async Task<Result<Guid>?> ChangeAsync(Viewer by, Guid id, Request request, CancellationToken cancel)
    {
        if (await FindAsync(by.RootId, id, cancel) is not { } group) return null;
        if (await RefuseAsync(group, request with { Kind = group.Kind }, cancel) is { } refusal) return (Result<Guid>)refusal;
        var before = new { group.Name, group.Description, group.Permissions };
        return await WriteAsync(by, group, request, "group.changed", before, cancel);
    }

    /// <summary>Null: no such group here.</summary>
    public async Task<Result<Guid>?> RemoveAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(by.RootId, id, cancel) is not { } group) return null;
        var members = await db.Memberships.CountAsync(m => m.RootId == by.RootId && m.GroupId == id, cancel);
        if (members > 0) return (Result<Guid>)GroupRefusals.HasMembers(group.Name, members);
        db.GroupMembers.RemoveRange(db.GroupMembers.Where(m => m.RootId == by.RootId && m.GroupId == id));
        db.SecurityGroups.Remove(group);
        AuditLog.Add(db, AuditedAct.By(by, "group.removed", "group", id, new { before = new { group.Name, group.Permissions } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return (Result<Guid>)id;
    }

    async Task<Result<Guid>> WriteAsync(Viewer by, SecurityGroup group, Request request, string action, object? before, CancellationToken cancel)
    {
        (group.Name, group.Description) = (request.Name.Trim(), request.Description?.Trim() ?? "");
        group.Permissions = group.Kind == GroupKind.Permissions ? [.. PermissionCatalog.All.Select(p => p.Key).Where(key => request.Permissions?.Contains(key) == true)] : [];
        var members = group.Kind == GroupKind.LoggedMessages && request.MemberIds is { } ids ? await ReplaceMembersAsync(group, ids, cancel) : null;
        AuditLog.Add(db, AuditedAct.By(by, action, "group", group.Id, new { before, after = new { group.Name, group.Description, group.Permissions, members } }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return group.Id;
    }

    async Task<IReadOnlyList<Guid>> ReplaceMembersAsync(SecurityGroup group, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var known = await db.Memberships.Where(m => m.RootId == group.RootId && ids.Contains(m.UserId)).Select(m => m.UserId).Distinct().ToListAsync(cancel);
        var present = await db.GroupMembers.Where(m => m.RootId == group.RootId && m.GroupId == group.Id).ToListAsync(cancel);
        db.GroupMembers.RemoveRange(present.Where(m => !known.Contains(m.UserId)));
        db.GroupMembers.AddRange(known.Except(present.Select(m => m.UserId)).Select(id => new GroupMember { RootId = group.RootId, GroupId = group.Id, UserId = id }));
        return known;
    }

    async Task<Refusal?> RefuseAsync(SecurityGroup group, Request request, CancellationToken cancel)
    {
        var name = request.Name.Trim();
        if (name.Length is 0 or > 60) return GroupRefusals.NameMissing;
        if (request.Description is { Length: > 300 }) return GroupRefusals.DescriptionLong;
        if (request.Permissions?.FirstOrDefault(key => PermissionCatalog.Find(key) is null) is { } unknown) return GroupRefusals.PermissionUnknown(unknown);
        if (request.Kind == GroupKind.Permissions && ReadyGroups.All.Any(ready => ready.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) return Refusals.NameTaken(name);
        var names = await db.SecurityGroups.Where(g => g.RootId == group.RootId && g.Kind == request.Kind && g.Id != group.Id).Select(g => g.Name).ToListAsync(cancel);
        return names.Contains(name, StringComparer.OrdinalIgnoreCase) ? Refusals.NameTaken(name) : null;
    }

    Task<SecurityGroup?> FindAsync(Guid rootId, Guid id, CancellationToken cancel) => db.SecurityGroups.FirstOrDefaultAsync(g => g.RootId == rootId && g.Id == id, cancel);
}
