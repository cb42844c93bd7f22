using System.Diagnostics.Metrics;
using Rosterline.Platform.Observing;
using Rosterline.Providers;

namespace Rosterline.Sending;

/// <summary>What sending does, as metrics.</summary>
public sealed class SendingFigures
{
    readonly Counter<long> accepted, refusals, handovers;
    readonly Histogram<double> handoverDuration;
    IReadOnlyList<Measurement<long>> waiting = [];
    double oldestAge;

    public SendingFigures(IMeterFactory meters)
    {
        var meter = meters.Own();
        accepted = meter.CreateCounter<long>("rosterline.texts.accepted", "{text}", "Texts stored to be sent.");
        refusals = meter.CreateCounter<long>("rosterline.gate.refusals", "{text}", "Texts the send gate refused.");
        handovers = meter.CreateCounter<long>("rosterline.texts.handed_over", "{text}", "Texts handed over to a provider, by what it answered.");
        handoverDuration = meter.Duration("rosterline.handover.duration", "How long a provider took to answer a hand-over.");
        meter.CreateObservableGauge("rosterline.outbox.waiting", () => waiting, "{text}", "Texts not finished yet, on all nodes.");
        meter.CreateObservableGauge("rosterline.outbox.oldest.age", () => oldestAge, "s", "How long the oldest text that should have gone has been due.");
    }

    public void Accepted(Origin origin, DeliveryStatus status) => accepted.Add(1, new("origin", Word(origin)), new("status", Word(status)));

    public void Refused(string check) => refusals.Add(1, new KeyValuePair<string, object?>("check", check));

    /// <param name="outcome">accepted, rejected, try_again, unclear.</param>
    public void HandedOver(string provider, string outcome, TimeSpan took)
    {
        handovers.Add(1, new("provider", provider), new("outcome", outcome));
        handoverDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));
    }

    /// <summary>The outbox as it was a moment ago.</summary>
    public void Seen(IEnumerable<(string State, long Texts)> states, TimeSpan oldest)
    {
        waiting = [.. states.Select(s => new Measurement<long>(s.Texts, new KeyValuePair<string, object?>("state", s.State)))];
        oldestAge = oldest.TotalSeconds;
    }

    static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
