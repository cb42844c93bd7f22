using System.Diagnostics.Metrics;

namespace Rosterline.Platform.Observing;

/// <summary>The meter our own figures belong to. Their labels are few and name no organisation, no person, no number and no text.</summary>
static class OwnMeter
{
    static readonly InstrumentAdvice<double> Durations = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    public static Meter Own(this IMeterFactory meters) => meters.Create(ObservationTelemetry.Own);

    public static Histogram<double> Duration(this Meter meter, string name, string description) => meter.CreateHistogram(name, "s", description, null, Durations);

    public static Histogram<int> Size(this Meter meter, string name, string unit, string description) => meter.CreateHistogram(name, unit, description, null, Sizes);
}
