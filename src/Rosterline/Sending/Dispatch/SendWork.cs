using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Dispatch;

/// <summary>One claimed text from hand-over to stored outcome.</summary>
public sealed class SendWork(HandOver handOver, WriteOutcomes writer, TimeProvider clock) : IAsyncDisposable
{
    internal static readonly string ClosedMeanwhile = new GateDecision(
        new GateAnswer.Refused("opted_out", "Opted out just before this text went."), SendGate.Checks.First(c => c.Name == "opted_out")).Kept;

    /// <summary>What is kept with a text that its author may not hand over after all.</summary>
    internal static string StoppedBy(Refusal refusal) => JsonSerializer.Serialize(new { v = SendGate.Version, by = refusal.Code, code = refusal.Code, words = refusal.Message });

    static readonly TimeSpan KeepTrying = ClaimTexts.Lease * 0.75, Again = TimeSpan.FromMilliseconds(250);

    readonly GroupCommit<OutcomeOf, bool> outcomes = new GroupCommit<OutcomeOf, bool>(writer.ExecuteAsync, writers: 1).Start();

    /// <param name="asked">When it was last asked whether the number is open, on the monotonic clock.</param>
    public async Task RunAsync(int node, Claim claim, bool closed, long asked)
    {
        // Not cancelled by a stop: a request under way is finished and its outcome stored.
        var outcome = closed ? new Outcome.Stopped(ClosedMeanwhile) : await handOver.ExecuteAsync(claim, asked, CancellationToken.None);
        await StoreAsync(claim, node, outcome);
    }

    public Task GiveBackAsync(int node, IReadOnlyList<Claim> claims) =>
        Task.WhenAll(claims.Select(claim => StoreAsync(claim, node, new Outcome.Retry(clock.GetUtcNow()))));

    // An outcome we know is carried through a restart of the database, as long as the claim is ours. Writing it twice does no harm: the
    // attempt is its fence. Otherwise it would have to be looked up, or a person asked.
    async Task StoreAsync(Claim claim, int node, Outcome outcome)
    {
        var one = new OutcomeOf(claim.RootId, claim.MessageId, claim.ConversationId, claim.LineId, claim.To.Digits, node, claim.Attempt, outcome);
        for (var begun = clock.GetTimestamp(); ;)
            try
            {
                await outcomes.WriteAsync(one, CancellationToken.None);
                return;
            }
            catch (NotStoredException) when (clock.GetElapsedTime(begun) < KeepTrying)
            {
                await Task.Delay(Again, TimeProvider.System);
            }
    }

    public ValueTask DisposeAsync() => outcomes.DisposeAsync();
}
