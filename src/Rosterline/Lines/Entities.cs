using Rosterline.Providers;

namespace Rosterline.Lines;

/// <summary>A number we text from.</summary>
public sealed class Line
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public Guid ConnectionId { get; set; }

    public long Number { get; set; }

    public required string Name { get; set; }

    public LineKind Kind { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>When a real inbound arrived, or asking the provider began to work. A line that cannot receive may not send (P-13).</summary>
    public DateTimeOffset? ReceivingCheckedAt { get; set; }

    /// <summary>Segments per second the carrier allows.</summary>
    public decimal PerSecond { get; set; } = 1;

    public string? ProviderNumberId { get; set; }

    /// <summary>Of that pace, what broadcasts leave to replies and single texts: 0 to 90.</summary>
    public short ReservePercent { get; set; } = 10;

    /// <summary>Texts a month (AR-21); null: as many as the provider takes.</summary>
    public int? MonthlyAllowance { get; set; }

    /// <summary>What provider and carriers know of it (GH-01).</summary>
    public NumberVerification Verification { get; set; }

    /// <summary>The provider's words, or the administrator's note.</summary>
    public string? VerificationWords { get; set; }

    /// <summary>provider or administrator.</summary>
    public string? VerificationBy { get; set; }

    public DateTimeOffset? VerificationAt { get; set; }

    /// <summary>A line that was there before the rule sends unconfirmed until then (P-14).</summary>
    public DateTimeOffset? ConfirmBy { get; set; }

    /// <summary>Its 10DLC campaign.</summary>
    public string? Campaign { get; set; }

    /// <summary>The class its carriers put it in, see Throughput/throughput.json.</summary>
    public string? CarrierClass { get; set; }

    public Guid? PoolId { get; set; }

    /// <summary>Its turn in the pool when another line fails.</summary>
    public int PoolPosition { get; set; }

    /// <summary>Where its texts and calls go besides, who answers.</summary>
    public string? Note { get; set; }

    /// <summary>Unread for each one by herself; else whoever views clears it for everybody (P-18).</summary>
    public bool ReadEach { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

public enum LineKind : short { LongCode, TollFree, ShortCode, Landline }

/// <summary>A user who sees and answers a line's conversations.</summary>
public sealed class LineUser
{
    public Guid RootId { get; set; }

    public Guid LineId { get; set; }

    public Guid UserId { get; set; }

    public bool IsDefault { get; set; }
}

/// <summary>An account at a text provider.</summary>
public sealed class ProviderConnection
{
    /// <summary>The provider that texts nobody, and the only one a demo may hold (P-10).</summary>
    public const string Simulated = "simulated";

    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public required string Provider { get; set; }

    public required string Name { get; set; }

    /// <summary>The provider's settings as JSON, secrets left out.</summary>
    public required string Settings { get; set; }

    /// <summary>The secret settings, encrypted.</summary>
    public byte[]? Secrets { get; set; }

    public required string HookToken { get; set; }

    public bool Active { get; set; } = true;

    public DateTimeOffset? TestedAt { get; set; }

    public bool? TestOk { get; set; }

    public string? TestWords { get; set; }

    public DateTimeOffset? LastHookAt { get; set; }

    public DateTimeOffset? DownSince { get; set; }

    public string? DownWords { get; set; }

    public DateTimeOffset? PolledUntil { get; set; }

    /// <summary>Segments a second over all its lines; null: as many as they allow together.</summary>
    public decimal? PerSecond { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
