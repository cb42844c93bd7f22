using System.CommandLine;
using System.Globalization;
using Npgsql;
using Rosterline.Accounts.Audit;
using Rosterline.Admin.Health;
using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary>
/// <c>rosterline doctor</c>: the same checks and words as Admin › Health. <c>doctor audit</c> reads every organisation's audit log and names what
/// does not fit. Both fail when there is a problem.
/// </summary>
static class DoctorCommand
{
    public static Command Make()
    {
        var command = new Command("doctor", "Check database, disk, clock, queue and providers");
        command.SetAction((_, cancel) => CommandScope.RunAsync(services => RunAsync(services, cancel), cancel));
        var audit = new Command("audit", "Read the whole audit log and name every entry that was changed, removed, moved or cut off");
        audit.SetAction((_, cancel) => CommandScope.RunAsync(services => AuditAsync(services, cancel), cancel));
        command.Add(audit);
        return command;
    }

    static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var checks = await services.GetRequiredService<HealthReport>().ExecuteAsync(null, cancel);
        foreach (var check in checks) Console.WriteLine($"{Sign(check.State)}  {check.Name,-14}{check.Words}");
        return checks.Any(check => check.State == HealthState.Problem) ? 1 : 0;
    }

    static async Task<int> AuditAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (found, clock) = (false, services.GetRequiredService<TimeProvider>());
        var organisations = await services.GetRequiredService<NpgsqlDataSource>().Command("select root_id, name from organisation order by name")
            .ReadAllAsync(row => (Id: row.GetGuid(0), Name: row.GetString(1)), cancel);
        foreach (var (id, name) in organisations)
        {
            var began = clock.GetTimestamp();
            var done = await services.GetRequiredService<CheckAudit>().ExecuteAsync(id, cancel, (read, of) =>
                // Beside the answer: what is piped elsewhere stays the findings alone.
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"         {name}: {read:n0} of {of:n0} entries, {read / clock.GetElapsedTime(began).TotalSeconds:n0} a second")));
            found |= done.Faults.Count > 0;
            Console.WriteLine($"{Sign(done.Faults.Count > 0 ? HealthState.Problem : HealthState.Ok)}  {name}: {AuditWords.Of(done)}");
            foreach (var fault in done.Faults) Console.WriteLine($"         {fault.Words}");
        }
        return found ? 1 : 0;
    }

    static string Sign(HealthState state) => state switch { HealthState.Ok => "ok     ", HealthState.Warning => "warning", _ => "problem" };
}
