namespace Rosterline.People.Records;

/// <summary>A person as lists show them.</summary>
public record PersonRow(
    Guid Id, string Name, string FirstName, string LastName, bool IsCandidate, bool IsEmployee, bool IsContact,
    string? Company, string? Title, string? Branch, PersonRow.ChosenNumber? Number, string? Email, bool IsActive,
    PersonRow.Lock? Locked, PersonRow.TextIcon TextState)
{
    /// <summary>The ATS's own id.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The colleague who looks after this person.</summary>
    public string? Rep { get; init; }

    public string? Department { get; init; }

    /// <summary>The agency's own word.</summary>
    public string? Status { get; init; }

    public string? Zip { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public Guid? CompanyId { get; init; }

    /// <summary>The customer's ID in the ATS.</summary>
    public string? CustomerId { get; init; }

    public bool IsAssigned { get; init; }

    public bool HasResume { get; init; }

    /// <summary>Shown as people write them; null when not filled in.</summary>
    public string? CellPhone { get; init; }

    public string? OfficePhone { get; init; }

    /// <summary>Fields of the agency's own, by key; null: none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    /// <summary>Null: never texted on the viewer's lines, and nothing logged.</summary>
    public LastContact? LastMessage { get; init; }

    /// <summary>What happened last: "Text", or the action of a logged note (EN-07).</summary>
    public sealed record LastContact(string Action, DateTimeOffset At);

    /// <summary>The number used for texting, and why it cannot be.</summary>
    /// <param name="Number">E.164; null when no such number can exist.</param>
    public sealed record ChosenNumber(
        NumberKind Kind, string? Number, string Display, string? Problem, string? ProblemWords, OtherNumber? Alternative);

    /// <summary>The good number that stands under a lower kind.</summary>
    public sealed record OtherNumber(NumberKind Kind, string Number, string Display);

    public sealed record Lock(string Reason, DateTimeOffset At);

    /// <summary>What stands in place of the text icon.</summary>
    /// <param name="At">When they were last texted, opted out or locked.</param>
    public sealed record TextIcon(TextState State, string Words, DateTimeOffset? At);
}

/// <summary>The five faces of the text icon, and no number at all.</summary>
public enum TextState { Free, Texted, OptedOut, Locked, Problem, NoNumber }
