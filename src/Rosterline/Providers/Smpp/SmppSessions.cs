using System.Collections.Concurrent;

namespace Rosterline.Providers.Smpp;

/// <summary>The bound links of each connection on this node, and how long its gateway wants us to wait.</summary>
sealed class SmppSessions(TimeProvider clock)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<Guid, Links> byConnection = new();

    sealed class Links
    {
        public readonly List<(SmppSession Session, string Words)> Bound = [];
        public string Why = "There is no link to the gateway yet.";
        public DateTimeOffset Until;
        public int Slower;
    }

    /// <summary>The link with the least under way; else why there is none, or until when to wait.</summary>
    public (SmppSession? Session, string Why, TimeSpan? Pause) Choose(Guid connection)
    {
        var links = Of(connection);
        lock (links)
        {
            if (links.Until - clock.GetUtcNow() is { Ticks: > 0 } pause) return (null, "The gateway asks for fewer texts at once.", pause);
            return (links.Bound.Select(b => b.Session).Where(s => s.Takes).MinBy(s => s.UnderWay), links.Why, null);
        }
    }

    /// <summary>As whom a link is bound; null when none is.</summary>
    public string? Bound(Guid connection)
    {
        var links = Of(connection);
        lock (links) return links.Bound.Count > 0 ? links.Bound[0].Words : null;
    }

    public void Add(Guid connection, SmppSession session, string words)
    {
        var links = Of(connection);
        lock (links) links.Bound.Add((session, words));
    }

    public void Remove(Guid connection, SmppSession? session, string why)
    {
        var links = Of(connection);
        lock (links)
        {
            links.Bound.RemoveAll(b => b.Session == session);
            links.Why = why;
        }
    }

    /// <summary>Twice as long each time, a little different on every node; returns the pause.</summary>
    public TimeSpan Slower(Guid connection)
    {
        var links = Of(connection);
        lock (links)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, links.Slower++)) * (0.75 + Random.Shared.NextDouble() / 2));
            links.Until = clock.GetUtcNow() + pause;
            return pause;
        }
    }

    public void Took(Guid connection)
    {
        var links = Of(connection);
        if (Volatile.Read(ref links.Slower) > 0) Volatile.Write(ref links.Slower, 0);
    }

    Links Of(Guid connection) => byConnection.GetOrAdd(connection, static _ => new Links());
}
