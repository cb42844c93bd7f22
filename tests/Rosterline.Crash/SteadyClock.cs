using System.Diagnostics;

namespace Rosterline.Crash;

/// <summary>Notices when the machine's clock jumps, which would make "250 ms after" mean nothing.</summary>
sealed class SteadyClock : IDisposable
{
    static readonly TimeSpan Tolerated = TimeSpan.FromMilliseconds(20), Every = TimeSpan.FromSeconds(1);

    readonly Timer timer;
    TimeSpan last;
    bool first = true;

    public SteadyClock() => timer = new Timer(_ => Look(), null, TimeSpan.Zero, Every);

    public bool Jumped { get; private set; }

    void Look()
    {
        var before = Stopwatch.GetElapsedTime(0);
        var difference = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch - before;
        // A look that was itself interrupted says nothing.
        if (Stopwatch.GetElapsedTime(0) - before > Tolerated / 4) return;
        if (!first && (difference - last).Duration() > Tolerated) Jumped = true;
        (first, last) = (false, difference);
    }

    public void Dispose() => timer.Dispose();
}
