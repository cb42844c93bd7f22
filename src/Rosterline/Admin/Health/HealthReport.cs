using Rosterline.Platform;

namespace Rosterline.Admin.Health;

/// <summary>Runs every check; one that breaks is itself a finding and hides none of the others.</summary>
sealed class HealthReport(IEnumerable<ICheck> checks)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<HealthCheck>> ExecuteAsync(Guid? rootId, CancellationToken cancel)
    {
        var found = new List<HealthCheck>();
        foreach (var check in checks) found.Add(await RunAsync(check, rootId, cancel));
        return found;
    }

    static async Task<HealthCheck> RunAsync(ICheck check, Guid? rootId, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        try
        {
            return await check.RunAsync(rootId, limited.Token);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault) || fault is IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Reported, not thrown: the report is wanted most when something is broken.
            return HealthCheck.Problem(check.Name, "Could not be checked: the database did not answer.");
        }
    }
}

static class HealthReportRegistration
{
    public static void AddHealthReport(this IServiceCollection services) => services.AddSingleton<HealthReport>()
        .AddSingleton<ICheck, DatabaseCheck>().AddSingleton<ICheck, MigrationsCheck>().AddSingleton<ICheck, ClockCheck>()
        .AddSingleton<ICheck, DiskCheck>().AddSingleton<ICheck, DataFolderCheck>().AddSingleton<ICheck, QueueCheck>()
        .AddSingleton<ICheck, ConnectionsCheck>().AddSingleton<ICheck, BackupCheck>().AddSingleton<ICheck, BackupLogCheck>().AddSingleton<ICheck, AuditHealth>();
}
