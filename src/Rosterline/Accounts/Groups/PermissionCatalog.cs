namespace Rosterline.Accounts.Groups;

/// <summary>Something a security group can allow, in the words its administrator reads.</summary>
/// <param name="Key">Stable, as the API and the web app name it.</param>
/// <param name="WholeOrganisation">Concerns the organisation as a whole: it counts only where it is held at the top of the tree.</param>
public sealed record Permission(string Key, string Category, string Name, string Description, bool WholeOrganisation = false);

/// <summary>Every permission there is. A group that is made by an agency holds any of them, a ready group those of <see cref="ReadyGroups"/>.</summary>
public static class PermissionCatalog
{
    const string Texting = "Texting", Conversations = "Conversations", People = "People and jobs", Reports = "Reports", Administration = "Administration";

    public static readonly IReadOnlyList<Permission> All =
    [
        new("text", Texting, "Can text", "Allows a user to setup texting credentials, create, and send text messages."),
        new("share_templates", Texting, "Share templates", "Make templates that colleagues use too."),
        new("see_staff", Conversations, "See others' conversations with candidates and employees", "Read what colleagues text on their lines. Without it a user reads only her own conversations."),
        new("see_contacts", Conversations, "See others' conversations with contacts", "Read what colleagues text with client contacts on their lines."),
        new("see_people", People, "See people and jobs", "Open records, search, lists and jobs."),
        new("edit_people", People, "Change people and jobs", "Add, change, merge and lock records, and keep jobs."),
        new("import", People, "Import people", "Bring people in from a file."),
        new("see_ssn", People, "See last four of SSN", "Read and search the last four digits."),
        new("reports", Reports, "Reports", "Open the overview and its figures."),
        new("activity", Reports, "SMS Activity report", "Read every text of the organisation in the report, whoever's line it is on. Each run is in the audit log."),
        new("manage_users", Administration, "Manage users", "Invite, move and remove users of this account and below."),
        new("manage_lines", Administration, "Manage texting users and numbers", "Give numbers to users of this account and below."),
        new("manage_groups", Administration, "Manage security groups", "Say what users may do.", true),
        new("manage_integration", Administration, "Manage texting integration", "Connect text providers and the ATS, with their credentials and addresses.", true),
        new("export_organisation", Administration, "Full export", "Take a file with everything the organisation has, to move elsewhere.", true),
        new("compliance", Administration, "Opt-outs and consent", "Read and correct who may be texted.", true),
        new(Permissions.Administer, Administration, "Organisation settings", "Everything else an administrator sets up, and health, backups and the audit log.", true),
    ];

    static readonly Dictionary<string, Permission> ByKey = All.ToDictionary(permission => permission.Key);

    public static Permission? Find(string key) => ByKey.GetValueOrDefault(key);
}
