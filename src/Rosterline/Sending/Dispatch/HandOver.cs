using Rosterline.Lines;
using Rosterline.Lines.Credentials;
using Rosterline.Lines.Exchanges;
using Rosterline.Lines.Health;
using Rosterline.Media;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Sending.Dispatch;

/// <summary>Hands one claimed text to its provider and says what became of it.</summary>
public sealed class HandOver(
    ConnectionReader connections, CredentialReader credentials, OutgoingMedia media, RecheckNumbers recheck, SendingFigures figures,
    ExchangeLog exchanges, ConnectionCounts counts, ConnectionHealth health, TimeProvider clock, ILogger<HandOver> log)
{
    /// <summary>How old the last look at a number may be at the first byte; with what the machine needs it stays below 250 ms (design, I3).</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(120);

    const int MostLooks = 5;

    static readonly TimeSpan FirstLookUp = TimeSpan.FromSeconds(1), ProviderPause = TimeSpan.FromSeconds(5);

    /// <param name="asked">When the number was last asked about, on the monotonic clock.</param>
    public async Task<Outcome> ExecuteAsync(Claim claim, long asked, CancellationToken cancel)
    {
        if (await connections.FindAsync(claim.RootId, claim.ConnectionId, cancel) is not { } configured)
            return new Outcome.Rejected(DeliveryProblem.Configuration, "no_connection");
        var signedIn = await credentials.ForAsync(configured, claim.MessageId, cancel);
        if (signedIn.Refusal is { } refusal) return new Outcome.Stopped(SendWork.StoppedBy(refusal));
        var text = new OutgoingText(claim.MessageId, claim.From, claim.To, claim.Body, media.LinksTo(claim.RootId, claim.MediaIds))
        {
            ReadMediaAsync = stop => media.ReadAsync(claim.RootId, claim.MediaIds, stop),
        };
        var closed = false;
        FirstByte.Ask(async stop => claim.Exempt || (await LookAsync(stop) is { } open && !(closed = !open)));
        exchanges.Observe(configured.Connection, "send", claim.MessageId);
        var began = clock.GetTimestamp();
        try
        {
            var outcome = await configured.Provider.SendAsync(signedIn.Value!, text, cancel);
            Count(outcome switch { SendOutcome.Accepted => "accepted", SendOutcome.Rejected => "rejected", SendOutcome.TryAgain => "try_again", _ => "unclear" });
            health.Heard(configured.Connection, outcome);
            if (outcome is SendOutcome.Rejected no) counts.Add(configured.Connection, $"problem:{no.Problem}");
            var translated = Translate(outcome, claim.Attempt);
            return closed && translated is Outcome.Retry ? new Outcome.Stopped(SendWork.ClosedMeanwhile) : translated;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // An adapter must not throw; if it does, we do not know whether the request left.
            Count("unclear");
            log.LogError(fault, "The {Provider} adapter threw while sending", configured.Provider.Name);
            return new Outcome.ToLookUp(clock.GetUtcNow() + FirstLookUp);
        }

        void Count(string outcome)
        {
            figures.HandedOver(configured.Provider.Name, outcome, clock.GetElapsedTime(began));
            counts.Add(configured.Connection, outcome);
        }

        // Looks again as long as the last look is old by the time it is answered; null: nobody knows, nothing may be sent.
        async Task<bool?> LookAsync(CancellationToken stop)
        {
            for (var looks = 0; clock.GetElapsedTime(asked) > Fresh; looks++)
            {
                if (looks == MostLooks) return null;
                asked = clock.GetTimestamp();
                try
                {
                    if ((await recheck.ClosedAsync([claim], stop)).Count > 0) return false;
                }
                catch (Exception fault) when (DatabaseFault.Is(fault))
                {
                    return null;
                }
            }
            return true;
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
