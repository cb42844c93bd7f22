using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>What is refused about security groups, in words.</summary>
static class GroupRefusals
{
    public static readonly Refusal NameMissing = new("name_missing", "Write a name of at most 60 characters.");

    public static readonly Refusal DescriptionLong = new("description_long", "Write at most 300 characters about the group.");

    public static readonly Refusal GroupUnknown = new("group_unknown", "Choose a security group of this organisation.");

    public static readonly Refusal LastMembership = new("last_membership", "This is the only account this person belongs to. Remove the person instead.");

    public static readonly Refusal SuccessorUnknown = new("successor_unknown", "Choose a colleague to hand over to.");

    public static Refusal SuccessorCannotText(string name) => new("successor_cannot_text", $"{name} may not text. Choose somebody whose group allows “Can text”.");

    public static Refusal PermissionUnknown(string key) => new("permission_unknown", $"“{key}” is not a permission.");

    public static Refusal HasMembers(string name, int members) => new("group_has_members",
        $"{members:N0} {(members == 1 ? "person is" : "people are")} in “{name}”. Move them to another group first.");

    public static Refusal MoreThanOwn(string group, string permission) => new("more_than_own",
        $"“{group}” allows “{permission}”, which you do not have there yourself. Ask somebody who manages security groups.");

    public static Refusal OutOfReach(string account) => new("out_of_reach",
        $"This person also belongs to “{account}”, which you do not manage. Ask an administrator of the organisation.");
}
