namespace Rosterline.Accounts.Groups;

/// <summary>A group every organisation has from its first day. It cannot be changed, so that nobody locks everybody out; a copy of it can.</summary>
/// <param name="Key">Its id in the API.</param>
public sealed record ReadyGroup(Role Role, string Key, string Name, string Description, IReadOnlySet<string> Permissions);

/// <summary>The five ready groups (P-08). By default everybody reads only her own conversations (HS-16).</summary>
public static class ReadyGroups
{
    public static readonly IReadOnlyList<ReadyGroup> All =
    [
        new(Role.Recruiter, "recruiter", "Recruiter", "Texts people and keeps their records.", Set("text", "see_people", "edit_people")),
        new(Role.BranchManager, "branch_manager", "Branch manager", "Texts, imports, shares templates, and reads the reports and the conversations of the branch.",
            Set("text", "see_people", "edit_people", "import", "see_ssn", "reports", "activity", "share_templates", "see_staff", "see_contacts")),
        new(Role.Administrator, "administrator", "Administrator", "Sets up everything. Reads others' conversations only through the SMS Activity report.",
            Set([.. PermissionCatalog.All.Select(permission => permission.Key).Except(["see_staff", "see_contacts"])])),
        new(Role.Compliance, "compliance", "Compliance", "Keeps opt-outs and consent, and reads the reports.", Set("see_people", "see_ssn", "reports", "activity", "compliance")),
        new(Role.ReadOnly, "read_only", "Read only", "Opens records and own conversations, and texts nobody.", Set("see_people")),
    ];

    public static ReadyGroup Of(Role role) => All.FirstOrDefault(group => group.Role == role) ?? All[^1];

    public static ReadyGroup? Find(string key) => All.FirstOrDefault(group => group.Key == key);

    static HashSet<string> Set(params string[] permissions) => [.. permissions];
}
