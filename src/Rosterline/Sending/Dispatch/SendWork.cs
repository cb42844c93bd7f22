using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Dispatch;

/// <summary>One claimed text from hand-over to stored outcome.</summary>
public sealed class SendWork(HandOver handOver, WriteOutcomes writer, TimeProvider clock) : IAsyncDisposable
{
    static readonly string ClosedMeanwhile = new GateDecision(
        new GateAnswer.Refused("opted_out", "Opted out just before this text went."), SendGate.Checks.First(c => c.Name == "opted_out")).Kept;

    readonly GroupCommit<OutcomeOf, bool> outcomes = new GroupCommit<OutcomeOf, bool>(writer.ExecuteAsync, writers: 1).Start();

    public async Task RunAsync(int node, Claim claim, bool closed)
    {
        // Not cancelled by a stop: a request under way is finished and its outcome stored.
        var outcome = closed ? new Outcome.Stopped(ClosedMeanwhile) : await handOver.ExecuteAsync(claim, CancellationToken.None);
        await StoreAsync(claim, node, outcome);
    }

    public Task GiveBackAsync(int node, IReadOnlyList<Claim> claims) =>
        Task.WhenAll(claims.Select(claim => StoreAsync(claim, node, new Outcome.Retry(clock.GetUtcNow()))));

    Task<bool> StoreAsync(Claim claim, int node, Outcome outcome) => outcomes.WriteAsync(
        new OutcomeOf(claim.RootId, claim.MessageId, claim.ConversationId, claim.LineId, claim.To.Digits, node, claim.Attempt, outcome), CancellationToken.None);

    public ValueTask DisposeAsync() => outcomes.DisposeAsync();
}
