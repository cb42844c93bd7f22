using System.Diagnostics;

namespace Rosterline.Platform;

/// <summary>
/// Time since the start of the process, counting suspended time: the larger of what the monotonic clock and the wall clock
/// passed. A jump of the wall clock makes a deadline pass early, which is the safe side.
/// </summary>
public static class BootClock
{
    static readonly long Start = Stopwatch.GetTimestamp();
    static readonly DateTimeOffset WallStart = TimeProvider.System.GetUtcNow();

    public static TimeSpan Now
    {
        get
        {
            var monotonic = Stopwatch.GetElapsedTime(Start);
            var wall = TimeProvider.System.GetUtcNow() - WallStart;
            return wall > monotonic ? wall : monotonic;
        }
    }
}
