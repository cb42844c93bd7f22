using Rosterline.Platform;
using Rosterline.Sending.Hours;

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

    /// <summary>Why the line answers only; null when it may begin conversations, or this number is on the test list (P-14).</summary>
    public string? LineUnconfirmed { get; init; }

    public bool OutsideTestList { get; init; }

    public int ReplyMinutes { get; init; } = 60;

    public bool RepeatOnPurpose { get; init; }

    /// <summary>The newest place in the thread the author had on screen; a newer text by somebody else stops the send (P-18).</summary>
    public int? SeenSeq { get; init; }

    public IdempotencyKey? Key { get; init; }

    /// <summary>Of no use after this moment: refused rather than held past it (P-04).</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where its hours are asked; null when no hours hold this text.</summary>
    public Whereabouts? Where { get; init; }

    /// <summary>Its place in a broadcast, which must still wait for it; null for a text of its own.</summary>
    public BroadcastPlace? Place { get; init; }

    /// <summary>Left its audience since it was chosen, or cannot be filled in: refused with these words.</summary>
    public string? LeftWhy { get; init; }

    /// <summary>Others of the same broadcast with this number, on whose records it stands too (EN-19).</summary>
    public IReadOnlyList<Guid> Also { get; init; } = [];

    /// <summary>A scheduled or held text that is due: its message exists already.</summary>
    public bool IsRelease { get; init; }
}

/// <summary>An API client's own key for one request; same key and body, same answer (design, I2).</summary>
public sealed record IdempotencyKey(Guid AccountId, string Key, byte[] BodyHash);

/// <summary>One recipient of a broadcast.</summary>
public sealed record BroadcastPlace(Guid BroadcastId, int Position);

/// <summary>What became of a draft.</summary>
abstract record Composed
{
    Composed() { }

    /// <summary>Stored: sendable, scheduled or held.</summary>
    public sealed record Queued(PlannedText Text, DateTimeOffset At) : Composed;

    /// <summary>The same request was answered before; this is its message.</summary>
    public sealed record Before(Guid MessageId) : Composed;

    public sealed record Refused(Refusal Refusal) : Composed;

    /// <summary>Its broadcast was paused, cancelled or written by another node meanwhile; nothing was stored.</summary>
    public sealed record NotWaiting : Composed;

    /// <summary>Somebody wrote after the author last saw the thread.</summary>
    public sealed record NewerText(int Seq) : Composed;
}
