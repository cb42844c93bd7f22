using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>One human, who can be candidate, employee and contact at once (P-33).</summary>
public sealed class Person
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    /// <summary>The branch.</summary>
    public Guid AccountId { get; set; }

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    /// <summary>Both names, made by the database.</summary>
    public string Name { get; private set; } = "";

    public bool IsCandidate { get; set; }

    public bool IsEmployee { get; set; }

    public bool IsContact { get; set; }

    public bool IsActive { get; set; } = true;

    public string? Email { get; set; }

    /// <summary>The ATS's own id.</summary>
    public string? ExternalId { get; set; }

    public Guid? CompanyId { get; set; }

    public Company? Company { get; set; }

    public string? Title { get; set; }

    public Guid? RepId { get; set; }

    public string? Language { get; set; }

    public string? City { get; set; }

    public string? State { get; set; }

    public string? Zip { get; set; }

    public string? TimeZone { get; set; }

    public string? Notes { get; set; }

    public DateTimeOffset? LockedAt { get; set; }

    public Guid? LockedBy { get; set; }

    public string? LockedReason { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public List<PersonNumber> Numbers { get; } = [];
}

/// <summary>A number of a person, kept as typed beside what it was read as.</summary>
public sealed class PersonNumber
{
    public Guid RootId { get; set; }

    public Guid PersonId { get; set; }

    public NumberKind Kind { get; set; }

    public required string Raw { get; set; }

    /// <summary>E.164 digits; null when it cannot be a number.</summary>
    public long? Number { get; set; }

    public string? Extension { get; set; }

    /// <summary>Why it cannot be texted, as a stable code; null when it can.</summary>
    public string? Problem { get; set; }
}

/// <summary>Kinds in the order in which a number is chosen for texting: the first one present wins (EN-17).</summary>
public enum NumberKind : short { Sms, Cell, Phone, Office, Home }

/// <summary>A client company.</summary>
public sealed class Company
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public required string Name { get; set; }
}
