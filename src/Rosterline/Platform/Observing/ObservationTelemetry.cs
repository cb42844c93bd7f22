using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Rosterline.Platform.Observing;

/// <summary>Metrics for <c>/metrics</c> always; metrics and traces by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so.</summary>
static class ObservationTelemetry
{
    /// <summary>Name of our own meter and activity source.</summary>
    public const string Own = "Rosterline";

    static readonly string[] Meters = [Own, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var outside = !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"));
        builder.Services.AddSingleton<PrometheusText>();
        // Made by the container, so that they end with the application.
        builder.Services.AddSingleton(services => MetricsOf(services.GetRequiredService<PrometheusText>(), outside));
        builder.Services.AddHostedService<Listening>();
        if (outside) builder.Services.AddSingleton(_ => Traces());
    }

    static MeterProvider MetricsOf(PrometheusText text, bool outside)
    {
        var metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Named).AddMeter(Meters).AddReader(new BaseExportingMetricReader(text));
        return (outside ? metrics.AddOtlpExporter() : metrics).Build();
    }

    static TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(Named).AddSource(Own, "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter().Build();

    static void Named(ResourceBuilder resource) =>
        resource.AddService("rosterline", serviceVersion: typeof(ObservationTelemetry).Assembly.GetName().Version?.ToString(3));

    /// <summary>Makes the providers when the application starts, not at the first question.</summary>
    sealed class Listening(MeterProvider metrics, IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = (metrics, services.GetService<TracerProvider>());
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
