using Rosterline.Providers;

namespace Rosterline.Sending.Dispatch;

/// <summary>What the database must learn about a claimed text.</summary>
public abstract record Outcome
{
    Outcome() { }

    public sealed record Accepted(string? ProviderMessageId, DeliveryStatus Status, DeliveryProblem? Problem = null, string? ProviderCode = null) : Outcome;

    public sealed record Rejected(DeliveryProblem Problem, string? ProviderCode) : Outcome;

    /// <summary>Certainly not handed over; ready again after this moment.</summary>
    public sealed record Retry(DateTimeOffset NotBefore) : Outcome;

    /// <summary>May have been handed over; to be looked up from this moment on.</summary>
    public sealed record ToLookUp(DateTimeOffset From) : Outcome;

    /// <summary>Looked up in vain: a person decides.</summary>
    public sealed record Undecided : Outcome;

    /// <summary>Closed between claim and first byte, or expired.</summary>
    public sealed record Stopped(string Gate) : Outcome;
}

/// <summary>An outcome with the claim it belongs to; <paramref name="Attempt"/> is the fence.</summary>
public sealed record OutcomeOf(Guid RootId, Guid MessageId, Guid ConversationId, Guid LineId, long Number, int Node, short Attempt, Outcome Outcome);
