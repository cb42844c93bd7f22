using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Gate;

/// <summary>Everything the gate looks at for one recipient, read before it decides.</summary>
public sealed record GateFacts
{
    public required DateTimeOffset Now { get; init; }

    public required PhoneNumber Number { get; init; }

    /// <summary>Why this person is no longer meant; null: she is.</summary>
    public string? LeftWhy { get; init; }

    /// <summary>Organisation in test mode and this number not on its list (P-11).</summary>
    public required bool OutsideTestList { get; init; }

    public DateTimeOffset? PausedSince { get; init; }

    public string? PausedWords { get; init; }

    /// <summary>Bits of number_state.blocked.</summary>
    public required Block Blocked { get; init; }

    public DateTimeOffset? OptedOutAt { get; init; }

    public string? OptedOutHow { get; init; }

    public string? OptedOutWords { get; init; }

    /// <summary>A carrier's lasting answer about this number, as a code, with the date it gave it.</summary>
    public string? NumberProblem { get; init; }

    public DateTimeOffset? NumberProblemAt { get; init; }

    /// <summary>Null when the line may send; else why it may not.</summary>
    public string? LineProblem { get; init; }

    /// <summary>Why the line answers only (P-14); null: it may begin conversations.</summary>
    public string? LineUnconfirmed { get; init; }

    /// <summary>When the person last wrote in this conversation.</summary>
    public DateTimeOffset? LastInboundAt { get; init; }

    /// <summary>When the same words last went to this number from this conversation.</summary>
    public DateTimeOffset? SameTextAt { get; init; }

    /// <summary>Written by hand into a conversation whose other side wrote within the reply window (P-01).</summary>
    public required bool IsReply { get; init; }

    /// <summary>Where its hours are asked; null when no hours hold this text.</summary>
    public Whereabouts? Where { get; init; }

    /// <summary>When it is to go; null: now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Of no use after this moment; null: always of use.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The sender saw that the same words went out and wants them to go again.</summary>
    public bool RepeatOnPurpose { get; init; }

    /// <summary>The one confirmation of an opt-out, which may go to the number that just opted out.</summary>
    public bool IsConfirmation { get; init; }
}

/// <summary>Why a number is closed to every text; stored as bits.</summary>
[Flags]
public enum Block : short { None = 0, OptedOut = 1, WrongNumber = 2, Locked = 4 }
