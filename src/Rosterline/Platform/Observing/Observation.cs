using Npgsql;

namespace Rosterline.Platform.Observing;

/// <summary>Logs and health. Nothing here or anywhere logs a text's body or a whole telephone number.</summary>
public static class Observation
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void AddObservation(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddLogs();
        builder.AddTelemetry();
    }

    /// <summary>One line for people on a terminal, JSON for everything else.</summary>
    public static ILoggingBuilder AddLogs(this ILoggingBuilder logging)
    {
        // Theirs would write addresses with numbers in them at level Information.
        foreach (var noisy in new[] { "Microsoft", "System.Net.Http", "Npgsql" }) logging.AddFilter(noisy, LogLevel.Warning);
        // It does not see that our store encrypts the keys itself.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        return Console.IsOutputRedirected
            ? logging.AddJsonConsole(console => { console.UseUtcTimestamp = true; console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ"; })
            : logging.AddSimpleConsole(console => { console.SingleLine = true; console.TimestampFormat = "HH:mm:ss "; });
    }

    public static void MapObservation(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
        app.MapMetrics();
    }

    static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limited.Token);
            return TypedResults.Text("ready");
        }
        catch (Exception fault) when (DatabaseFault.Is(fault) || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // The question was whether it answers.
            return Problems.Because(StatusCodes.Status503ServiceUnavailable, "database_away", "The database does not answer.");
        }
    }
}
