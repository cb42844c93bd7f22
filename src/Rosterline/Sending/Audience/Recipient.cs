using Rosterline.Platform;
using Rosterline.People;
using Rosterline.Sending.Gate;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Audience;

/// <summary>Somebody a text to many is meant for: the number and line chosen for her, and what the gate must know.</summary>
public sealed record Recipient
{
    public required Guid PersonId { get; init; }

    public required string Name { get; init; }

    /// <summary>Null when there is none that can exist.</summary>
    public PhoneNumber? Number { get; init; }

    /// <summary>Which field of the record the number stands in (EN-18).</summary>
    public NumberKind? Field { get; init; }

    /// <summary>The number as it stands on the record.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Why the chosen number cannot be texted; null when it can.</summary>
    public Refusal? NumberFault { get; init; }

    /// <summary>A good number in a field of lower rank, while the chosen one is not.</summary>
    public NumberKind? OtherField { get; init; }

    public Guid? LineId { get; init; }

    public Guid? ConversationId { get; init; }

    public required Whereabouts Place { get; init; }

    public string? Language { get; init; }

    /// <summary>The purpose that suits this kind of person (P-03).</summary>
    public Purpose Suits { get; init; }

    public required Block Blocked { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    public string? OptedOutHow { get; init; }

    public string? OptedOutWords { get; init; }

    public string? NumberProblem { get; init; }

    public DateTimeOffset? NumberProblemAt { get; init; }

    /// <summary>Others of the selection with the same number: one text for all of them, on every record (EN-19).</summary>
    public IReadOnlyList<(Guid Id, string Name)> Also { get; init; } = [];
}
