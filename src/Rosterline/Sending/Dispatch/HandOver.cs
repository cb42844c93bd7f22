using Rosterline.Lines;
using Rosterline.Media;
using Rosterline.Providers;

namespace Rosterline.Sending.Dispatch;

/// <summary>Hands one claimed text to its provider and says what became of it.</summary>
public sealed class HandOver(ConnectionReader connections, MediaLinks media, SendingFigures figures, TimeProvider clock, ILogger<HandOver> log)
{
    static readonly TimeSpan FirstLookUp = TimeSpan.FromSeconds(1), ProviderPause = TimeSpan.FromSeconds(5);

    public async Task<Outcome> ExecuteAsync(Claim claim, CancellationToken cancel)
    {
        if (await connections.FindAsync(claim.RootId, claim.ConnectionId, cancel) is not { } configured)
            return new Outcome.Rejected(DeliveryProblem.Configuration, "no_connection");
        var text = new OutgoingText(claim.MessageId, claim.From, claim.To, claim.Body, media.For(claim.RootId, claim.MediaIds));
        var began = clock.GetTimestamp();
        void Count(string outcome) => figures.HandedOver(configured.Provider.Name, outcome, clock.GetElapsedTime(began));
        try
        {
            var outcome = await configured.Provider.SendAsync(configured.Connection, text, cancel);
            Count(outcome switch { SendOutcome.Accepted => "accepted", SendOutcome.Rejected => "rejected", SendOutcome.TryAgain => "try_again", _ => "unclear" });
            return Translate(outcome, claim.Attempt);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // An adapter must not throw; if it does, we do not know whether the request left.
            Count("unclear");
            log.LogError(fault, "The {Provider} adapter threw while sending", configured.Provider.Name);
            return new Outcome.ToLookUp(clock.GetUtcNow() + FirstLookUp);
        }
    }

    Outcome Translate(SendOutcome outcome, short attempt) => outcome switch
    {
        SendOutcome.Accepted accepted => new Outcome.Accepted(accepted.ProviderMessageId, accepted.Status),
        SendOutcome.Rejected rejected => new Outcome.Rejected(rejected.Problem, rejected.ProviderCode),
        SendOutcome.TryAgain again => new Outcome.Retry(clock.GetUtcNow() + (again.After ?? (again.ProviderDown ? ProviderPause : BackOff(attempt)))),
        _ => new Outcome.ToLookUp(clock.GetUtcNow() + FirstLookUp),
    };

    // Full jitter, 1 s to 15 min.
    static TimeSpan BackOff(short attempt) =>
        TimeSpan.FromSeconds(Random.Shared.NextDouble() * Math.Min(900, Math.Pow(2, Math.Min(attempt, (short)10))) + 0.2);
}
