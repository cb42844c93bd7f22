namespace Rosterline.Tests.Support;

/// <summary>A clock that moves only when told. Timers use real time: tests that need them use the real clock.</summary>
public sealed class FakeClock : TimeProvider
{
    DateTimeOffset now = new(2026, 11, 18, 16, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public void Set(DateTimeOffset to) => now = to;
}
