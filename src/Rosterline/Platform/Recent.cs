using System.Collections.Concurrent;

namespace Rosterline.Platform;

/// <summary>
/// Remembers what was read a moment ago. Many who ask at once for the same thing wait for one reading, so that a cold start under
/// load does not send a thousand equal queries.
/// </summary>
public sealed class Recent<TKey, TValue>(TimeProvider clock, TimeSpan kept) where TKey : notnull
{
    const int Most = 20_000;
    readonly ConcurrentDictionary<TKey, Reading> readings = new();

    sealed record Reading(Lazy<Task<TValue>> Value, long At);

    /// <summary>The remembered value, or a fresh one. A reading that failed is not remembered.</summary>
    public ValueTask<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> read, CancellationToken cancel)
    {
        if (readings.TryGetValue(key, out var known) && clock.GetElapsedTime(known.At) < kept)
            return known.Value.Value is { IsCompletedSuccessfully: true } done ? new(done.GetAwaiter().GetResult()) : new(WaitAsync(key, known, cancel));
        if (readings.Count > Most) readings.Clear();
        var fresh = new Reading(new Lazy<Task<TValue>>(() => read(key)), clock.GetTimestamp());
        // Whoever replaces the old reading reads; the others wait for hers.
        var mine = known is null ? readings.GetOrAdd(key, fresh) : readings.TryUpdate(key, fresh, known) ? fresh : readings.GetOrAdd(key, fresh);
        return new(WaitAsync(key, mine, cancel));
    }

    public void Forget(TKey key) => readings.TryRemove(key, out _);

    public void Forget(Func<TKey, bool> which)
    {
        foreach (var key in readings.Keys)
            if (which(key)) readings.TryRemove(key, out _);
    }

    async Task<TValue> WaitAsync(TKey key, Reading reading, CancellationToken cancel)
    {
        try
        {
            return await reading.Value.Value.WaitAsync(cancel);
        }
        catch when (reading.Value.Value.IsFaulted)
        {
            readings.TryRemove(new KeyValuePair<TKey, Reading>(key, reading));
            throw;
        }
    }
}
