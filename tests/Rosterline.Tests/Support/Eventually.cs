namespace Rosterline.Tests.Support;

/// <summary>Waits for what background work brings about.</summary>
public static class Eventually
{
    /// <exception cref="TimeoutException">It did not come about in time.</exception>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> read, Func<T, bool> expected, int seconds = 40)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            var value = await read();
            if (expected(value)) return value;
            if (patience.IsCancellationRequested) throw new TimeoutException($"Still {value} after {seconds} s.");
            await Task.Delay(25);
        }
    }

    public static Task<bool> HoldsAsync(Func<Task<bool>> condition, int seconds = 40) => BecomesAsync(condition, is_ => is_, seconds);

    public static Task<bool> HoldsAsync(Func<bool> condition, int seconds = 40) => BecomesAsync(() => Task.FromResult(condition()), is_ => is_, seconds);
}
