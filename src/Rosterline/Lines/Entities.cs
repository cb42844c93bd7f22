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

    /// <summary>Texts a month (AR-21); null: as many as the provider takes.</summary>
    public int? MonthlyAllowance { get; set; }

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

    public DateTimeOffset CreatedAt { get; set; }
}
