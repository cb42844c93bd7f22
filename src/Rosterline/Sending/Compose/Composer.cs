using Rosterline.Platform;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Sending.Compose;

/// <summary>The way in for every text: groups drafts of many requests into few commits and wakes the dispatcher.</summary>
sealed class Composer(ComposeTexts compose, Dispatcher dispatcher) : IAsyncDisposable
{
    readonly GroupCommit<Draft, Composed> commits = new GroupCommit<Draft, Composed>(compose.ExecuteAsync, largest: 128).Start();

    /// <summary>Answers after the commit (design, I1).</summary>
    public async Task<Composed> WriteAsync(Draft draft, CancellationToken cancel)
    {
        var composed = await commits.WriteAsync(draft, cancel);
        if (composed is Composed.Queued) dispatcher.Wake();
        return composed;
    }

    public ValueTask DisposeAsync() => commits.DisposeAsync();
}
