using static Rosterline.Accounts.Groups.ExplainRights;

namespace Rosterline.Accounts.Groups;

/// <summary>One user's rights in sentences.</summary>
sealed class RightsWords(Viewer user, IReadOnlyDictionary<Guid, string> accounts)
{
    public Viewer User => user;

    public string? NameOf(Guid accountId) => accounts.GetValueOrDefault(accountId);

    public IReadOnlyList<Fact> At(Guid accountId) => [.. PermissionCatalog.All.Select(permission => Permission(permission.Key, accountId)), Logged()];

    public Fact Permission(string key, Guid accountId)
    {
        var permission = PermissionCatalog.Find(key)!;
        return new(permission.Name, user.MayAt(key, accountId), Because(permission, permission.WholeOrganisation ? user.RootId : accountId));
    }

    public Fact Logged() => user.May(Viewer.SeeLogged)
        ? new("See logged messages", true, "In a message-visibility group.")
        : new("See logged messages", false, "In no message-visibility group.");

    public Fact TextsFrom(Guid lineId, string line)
    {
        var what = $"Texts from {line}";
        if (!user.Uses(lineId)) return new(what, false, "Not assigned to this line.");
        return user.May("text") ? new(what, true, "Assigned to this line.") : new(what, false, "Assigned to this line, but no group of this person allows “Can text”.");
    }

    public Fact Reads(Guid lineId, Guid accountId, bool contacts)
    {
        var key = contacts ? "see_contacts" : "see_staff";
        var what = contacts ? "Reads its conversations with contacts" : "Reads its conversations with candidates and employees";
        if (user.Uses(lineId)) return new(what, true, "Assigned to this line.");
        var may = user.WholeLineIds.Contains(lineId) || (contacts ? user.ContactLineIds : user.StaffLineIds).Contains(lineId);
        if (!may && user.MayAt(key, accountId)) return new(what, false, "Only those assigned to a line read its conversations in this organisation.");
        return new(what, may, Because(PermissionCatalog.Find(key)!, accountId));
    }

    string Because(Permission permission, Guid accountId)
    {
        if (user.Rights.At(accountId) is not { } standing)
            return permission.WholeOrganisation ? $"Concerns the whole organisation, and this person is in no group at {NameOf(user.RootId)}." : $"In no group at {NameOf(accountId)} or above.";
        var at = $"“{standing.GroupName}” at {NameOf(standing.AccountId)}";
        if (standing.Holds(permission.Key)) return $"{at} allows it.";
        return standing.Permissions.Contains(permission.Key) ? $"{at} allows it, but texting is switched off there." : $"{at} does not allow it.";
    }
}
