using System.Diagnostics.Metrics;
using Rosterline.Platform.Observing;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>What receiving does, as metrics.</summary>
public sealed class ReceivingFigures
{
    readonly Counter<long> received, receipts;
    readonly Histogram<int> batch;
    readonly Histogram<double> duration;

    public ReceivingFigures(IMeterFactory meters)
    {
        var meter = meters.Own();
        received = meter.CreateCounter<long>("rosterline.texts.received", "{text}", "Texts received, and those that came again.");
        receipts = meter.CreateCounter<long>("rosterline.texts.reported", "{report}", "Delivery reports of providers, by what they say.");
        batch = meter.Size("rosterline.ingest.batch.size", "{text}", "Received texts stored in one transaction.");
        duration = meter.Duration("rosterline.ingest.duration", "How long a transaction of received texts took.");
    }

    public void Received(string provider, bool isNew) => received.Add(1, new("provider", provider), new("outcome", isNew ? "stored" : "repeated"));

    public void Reported(string provider, DeliveryStatus status) =>
        receipts.Add(1, new("provider", provider), new("status", status.ToString().ToLowerInvariant()));

    public void Stored(int texts, TimeSpan took)
    {
        batch.Record(texts);
        duration.Record(took.TotalSeconds);
    }
}
