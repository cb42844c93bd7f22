using System.Globalization;
using System.Net;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Rosterline.Platform.Observing;

/// <summary>Writes the metrics of this process in Prometheus' text format 0.0.4, on request.</summary>
[ExportModes(ExportModes.Pull)]
sealed class PrometheusText : BaseExporter<Metric>, IPullMetricExporter
{
    const int Milliseconds = 3000;
    readonly Lock reading = new();

    // By name, because several meters may carry one metric and the format wants its lines together.
    readonly SortedDictionary<string, StringBuilder> texts = new(StringComparer.Ordinal);
    StringBuilder text = new();

    public Func<int, bool>? Collect { get; set; }

    public string Read()
    {
        lock (reading)
        {
            texts.Clear();
            Collect?.Invoke(Milliseconds);
            return string.Concat(texts.Values);
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch) Write(metric);
        return ExportResult.Success;
    }

    void Write(Metric metric)
    {
        var sums = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var histogram = metric.MetricType == MetricType.Histogram;
        var name = Name(metric.Name) + (metric.Unit == "s" ? "_seconds" : metric.Unit == "By" ? "_bytes" : "") + (sums ? "_total" : "");
        if (!texts.TryGetValue(name, out text!))
            texts[name] = text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(sums ? "counter" : histogram ? "histogram" : "gauge")}\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            if (histogram) WriteHistogram(name, labels, point);
            else Line(name, labels, ValueOf(metric.MetricType, point));
        }
    }

    void WriteHistogram(string name, string labels, in MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            var limit = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString("R", CultureInfo.InvariantCulture);
            Line(name + "_bucket", (labels.Length > 0 ? labels + "," : "") + $"le=\"{limit}\"", count);
        }

        Line(name + "_sum", labels, point.GetHistogramSum());
        Line(name + "_count", labels, point.GetHistogramCount());
    }

    void Line(string name, string labels, double value) =>
        text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(CultureInfo.InvariantCulture, $" {value:R}\n");

    static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    static string Labels(ReadOnlyTagCollection tags)
    {
        var all = new List<string>();
        foreach (var (key, value) in tags) all.Add($"{Name(key)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        return string.Join(',', all);
    }

    static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));

    static string Escaped(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

static class MetricsEndpoint
{
    /// <summary>For this machine, or for a program with a key; nobody else learns that it is there.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapGet("/metrics", (HttpContext context, PrometheusText metrics) =>
        IsLocal(context) || context.User.Identity is { IsAuthenticated: true, AuthenticationType: "ApiKey" }
            ? (IResult)TypedResults.Text(metrics.Read(), "text/plain; version=0.0.4; charset=utf-8")
            : Problems.NotFound()).ExcludeFromDescription();

    static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);
}
