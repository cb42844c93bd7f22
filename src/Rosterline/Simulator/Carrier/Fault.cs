namespace Rosterline.Simulator.Carrier;

/// <summary>What the carrier does wrong on purpose, for one organisation.</summary>
/// <param name="DelayMs">How long <see cref="FaultMode.Slow"/> and <see cref="FaultMode.Delay"/> take; 0: their usual time.</param>
public sealed record Fault(FaultMode Mode, int DelayMs)
{
    public static readonly Fault None = new(FaultMode.None, 0);

    public TimeSpan By(TimeSpan usual) => DelayMs > 0 ? TimeSpan.FromMilliseconds(DelayMs) : usual;
}

public enum FaultMode
{
    None,

    /// <summary>Takes the text, answers late.</summary>
    Slow,

    /// <summary>Answers 503 to everything.</summary>
    Refuse,

    /// <summary>Takes the text, reports later that it did not arrive.</summary>
    FailDelivery,

    /// <summary>Takes the text and never says anything about it, not even when asked.</summary>
    AcceptThenSilent,

    /// <summary>Announces everything twice.</summary>
    Duplicate,

    /// <summary>Announces "delivered" before "sent".</summary>
    OutOfOrder,

    /// <summary>Takes one text a second, answers 429 to the rest.</summary>
    Throttle,

    /// <summary>Announces everything late.</summary>
    Delay,
}
