using Microsoft.AspNetCore.Identity;

namespace Rosterline.Accounts;

/// <summary>The tenant: root of an account tree, with what holds for the whole organisation.</summary>
public sealed class Organisation
{
    public Guid RootId { get; set; }

    public required string Name { get; set; }

    public string TimeZone { get; set; } = "America/Chicago";

    public bool IsDemo { get; set; }

    /// <summary>Only numbers on the test list are texted (P-11).</summary>
    public bool TestMode { get; set; } = true;

    /// <summary>How many may share a number (AR-23).</summary>
    public int SeatsPerLine { get; set; } = 3;

    public VisibilityMode Visibility { get; set; }

    /// <summary>The message-visibility group "Everyone" (P-08).</summary>
    public bool EveryoneSeesLogged { get; set; } = true;

    public DateTimeOffset? PausedAt { get; set; }

    public Guid? PausedBy { get; set; }

    public string? PausedReason { get; set; }

    /// <summary>Minutes within which a hand-written text answers the person's last one (P-01).</summary>
    public int ReplyMinutes { get; set; } = 60;

    /// <summary>Number to call, given in the answer to HELP.</summary>
    public string? Phone { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A node of the tree: organisation, division or branch.</summary>
public sealed class Account
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public Guid? ParentId { get; set; }

    public AccountKind Kind { get; set; }

    public required string Name { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>False: texting is off here and below (AR-01). Null: as above.</summary>
    public bool? Texting { get; set; }
}

/// <summary>How it is decided whose conversations one reads.</summary>
public enum VisibilityMode : short
{
    /// <summary>One's own, and others' by permission.</summary>
    ByPermission,

    /// <summary>Only those of lines one is assigned to, administrators included (AR-11).</summary>
    ByLine,
}

public enum AccountKind : short { Organisation, Division, Branch }

/// <summary>Somebody who signs in. One user may belong to several organisations.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string Name { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>The one security group a user is in at an account; it holds there and below (P-08).</summary>
public sealed class Membership
{
    public Guid RootId { get; set; }

    public Guid UserId { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>The ready group, unless <see cref="GroupId"/> names one of the organisation's own.</summary>
    public Role Role { get; set; }

    public Guid? GroupId { get; set; }
}

/// <summary>A group an organisation made itself: of permissions, or of people who see logged messages.</summary>
public sealed class SecurityGroup
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public GroupKind Kind { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Keys of the permission catalog; empty for groups of message visibility.</summary>
    public string[] Permissions { get; set; } = [];
}

public enum GroupKind : short { Permissions, LoggedMessages }

/// <summary>Somebody in a group of message visibility.</summary>
public sealed class GroupMember
{
    public Guid RootId { get; set; }

    public Guid GroupId { get; set; }

    public Guid UserId { get; set; }
}

/// <summary>The ready groups; in an organisation's own group the old meaning is the least, read only.</summary>
public enum Role : short { Recruiter, BranchManager, Administrator, Compliance, ReadOnly }

/// <summary>A key for programs. It acts as the user who made it; only its hash is kept.</summary>
public sealed class ApiKey
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public Guid UserId { get; set; }

    public required string Name { get; set; }

    public required string Prefix { get; set; }

    public required byte[] Hash { get; set; }

    /// <summary>It reaches no further than its account and what is below.</summary>
    public bool Narrowed { get; set; }

    /// <summary>What it may do, within what its user may.</summary>
    public required string[] Scopes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Rotated: the key in its place.</summary>
    public Guid? ReplacedBy { get; set; }
}

/// <summary>A number that is texted in test mode.</summary>
public sealed class TestNumber
{
    public Guid RootId { get; set; }

    public long Number { get; set; }
}
