using System.Threading.Channels;
using Npgsql;

namespace Rosterline.Platform;

/// <summary>
/// Turns many small writes into few transactions: whatever waits when a writer is free becomes one batch and one commit, and
/// every caller is answered after that commit (design, I1). A batch that fails because of its content is split until the one
/// bad item fails alone; a lost commit fails all of it with <see cref="NotStoredException"/> and is never repeated.
/// </summary>
public sealed class GroupCommit<TItem, TResult>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, int writers = 2, int largest = 256) : IAsyncDisposable
{
    readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.Wait });
    readonly CancellationTokenSource stopping = new();
    Task? running;

    sealed record Waiting(TItem Item, TaskCompletionSource<TResult> Done);

    public GroupCommit<TItem, TResult> Start()
    {
        running = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(RunAsync)));
        return this;
    }

    /// <summary>Waits until the item is committed. A caller who gives up does not undo it.</summary>
    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.Writer.WriteAsync(new Waiting(item, done), cancel);
        return await done.Task.WaitAsync(cancel);
    }

    async Task RunAsync()
    {
        var batch = new List<Waiting>(largest);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < largest && queue.Reader.TryRead(out var next)) batch.Add(next);
            if (batch.Count > 0) await WriteBatchAsync(batch);
        }
    }

    async Task WriteBatchAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            var results = await write([.. batch.Select(w => w.Item)], stopping.Token);
            for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(results[i]);
        }
        catch (Exception fault) when (batch.Count > 1 && IsContent(fault))
        {
            var half = batch.Count / 2;
            await WriteBatchAsync([.. batch.Take(half)]);
            await WriteBatchAsync([.. batch.Skip(half)]);
        }
        catch (Exception fault)
        {
            // Travels to each caller, whose own catcher answers.
            var seen = IsContent(fault) || !(DatabaseFault.Is(fault) || fault is OperationCanceledException)
                ? fault : new NotStoredException("The database did not confirm the commit.", fault);
            foreach (var waiting in batch) waiting.Done.TrySetException(seen);
        }
    }

    // The server refused and rolled back for certain: bad values (22, 23), deadlock or serialisation (40).
    static bool IsContent(Exception fault) =>
        fault is PostgresException { SqlState: var state } && state[..2] is ("22" or "23" or "40" or "54");

    /// <summary>Stops taking items, finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (running is not null) await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System));
        await stopping.CancelAsync();
        stopping.Dispose();
    }
}
