using Rosterline.Platform;

namespace Rosterline.Sending.Compose;

/// <summary>A text about to be composed for one number. Everything that needs no lock is settled before.</summary>
public sealed record Draft
{
    public required Guid RootId { get; init; }

    public required Guid MessageId { get; init; }

    public required Guid LineId { get; init; }

    public required PhoneNumber Number { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? AuthorId { get; init; }

    public required string Body { get; init; }

    public required short Segments { get; init; }

    public required Purpose Purpose { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>JSON array of {id, contentType, name, bytes}; null without attachments.</summary>
    public string? Media { get; init; }

    /// <summary>Not before this moment; null: now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Null when the line may send, else why not.</summary>
    public string? LineProblem { get; init; }

    public bool OutsideTestList { get; init; }

    public int ReplyMinutes { get; init; } = 60;

    public bool RepeatOnPurpose { get; init; }

    /// <summary>The newest place in the thread the author had on screen; a newer text by somebody else stops the send (P-18).</summary>
    public int? SeenSeq { get; init; }

    public IdempotencyKey? Key { get; init; }

    /// <summary>A scheduled or held text that is due: its message exists already.</summary>
    public bool IsRelease { get; init; }
}

/// <summary>An API client's own key for one request; same key and body, same answer (design, I2).</summary>
public sealed record IdempotencyKey(Guid AccountId, string Key, byte[] BodyHash);

/// <summary>What became of a draft.</summary>
abstract record Composed
{
    Composed() { }

    /// <summary>Stored: sendable, scheduled or held.</summary>
    public sealed record Queued(PlannedText Text, DateTimeOffset At) : Composed;

    /// <summary>The same request was answered before; this is its message.</summary>
    public sealed record Before(Guid MessageId) : Composed;

    public sealed record Refused(Refusal Refusal) : Composed;

    /// <summary>Somebody wrote after the author last saw the thread.</summary>
    public sealed record NewerText(int Seq) : Composed;
}
