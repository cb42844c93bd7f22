using Rosterline.Platform;

namespace Rosterline.Lines.Pools;

/// <summary>Lines that stand in for each other, in the order of their turn.</summary>
public sealed class LinePool
{
    public Guid RootId { get; set; }

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A pool as the administration shows it.</summary>
public sealed record PoolSummary(Guid Id, string Name, IReadOnlyList<PoolSummary.Member> Lines, StateInWords State)
{
    /// <param name="Via">While its provider is down: the line its texts go from.</param>
    public sealed record Member(Guid Id, string Name, PhoneNumber Number, Guid ConnectionId, string Connection, bool Healthy, int Waiting, PhoneNumber? Via);
}
