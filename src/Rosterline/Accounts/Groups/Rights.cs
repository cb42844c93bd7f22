namespace Rosterline.Accounts.Groups;

/// <summary>A security group somebody is in, at one account.</summary>
/// <param name="Texting">False: texting is switched off there, or above.</param>
public sealed record Standing(Guid AccountId, string GroupId, string GroupName, IReadOnlySet<string> Permissions, bool Texting)
{
    static readonly HashSet<string> OfTexting = ["text", "share_templates", "see_staff", "see_contacts", "activity"];

    /// <summary>Permissions of texting count for nothing where texting is switched off (AR-01).</summary>
    public bool Holds(string permission) => Permissions.Contains(permission) && (Texting || !OfTexting.Contains(permission));
}

/// <summary>
/// What a user may do where: one group per account, which holds there and below until a lower account names another (P-08). A
/// permission that concerns the whole organisation counts only where it is held at the top.
/// </summary>
public sealed class Rights
{
    readonly Guid rootId;
    readonly IReadOnlyDictionary<Guid, Guid?> parents;
    readonly Dictionary<Guid, Standing> standings;

    /// <param name="parents">Account to the one above it.</param>
    public Rights(Guid rootId, IEnumerable<Standing> standings, IReadOnlyDictionary<Guid, Guid?> parents)
    {
        (this.rootId, this.parents) = (rootId, parents);
        this.standings = standings.ToDictionary(standing => standing.AccountId);
        Permissions = PermissionCatalog.All.Where(MayAnywhere).Select(permission => permission.Key).ToHashSet();
    }

    /// <summary>Everything held at any account.</summary>
    public IReadOnlySet<string> Permissions { get; }

    /// <summary>The group that decides at an account: its own, or that of the nearest account above it.</summary>
    public Standing? At(Guid accountId)
    {
        for (Guid? at = accountId; at is { } here; at = parents.GetValueOrDefault(here))
            if (standings.TryGetValue(here, out var found)) return found;
        return null;
    }

    public bool MayAt(string permission, Guid accountId) =>
        (PermissionCatalog.Find(permission)?.WholeOrganisation == true ? At(rootId) : At(accountId))?.Holds(permission) == true;

    /// <summary>The account and everything below it.</summary>
    public IEnumerable<Guid> Below(Guid accountId) => parents.Keys.Where(account => IsBelow(account, accountId));

    /// <summary>The same at this account and below, and nothing elsewhere.</summary>
    public Rights Within(Guid accountId) => new(rootId,
        standings.Values.Where(standing => standing.AccountId != accountId && IsBelow(standing.AccountId, accountId))
            .Concat(At(accountId) is { } here && parents.ContainsKey(accountId) ? [here with { AccountId = accountId }] : []), parents);

    /// <summary>Every account at which the permission is held.</summary>
    public IEnumerable<Guid> Reach(string permission) => parents.Keys.Where(account => MayAt(permission, account));

    bool IsBelow(Guid account, Guid top)
    {
        for (Guid? at = account; at is { } here; at = parents.GetValueOrDefault(here)) if (here == top) return true;
        return false;
    }

    bool MayAnywhere(Permission permission) =>
        permission.WholeOrganisation ? MayAt(permission.Key, rootId) : standings.Values.Any(standing => standing.Holds(permission.Key));
}
