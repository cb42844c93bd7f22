using System.CommandLine;
using Rosterline.Admin.Health;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline doctor</c>: the same checks and words as Admin › Health. Fails when there is a problem.</summary>
static class DoctorCommand
{
    public static Command Make()
    {
        var command = new Command("doctor", "Check database, disk, clock, queue and providers");
        command.SetAction((_, cancel) => CommandScope.RunAsync(services => RunAsync(services, cancel), cancel));
        return command;
    }

    static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var checks = await services.GetRequiredService<HealthReport>().ExecuteAsync(null, cancel);
        foreach (var check in checks) Console.WriteLine($"{Sign(check.State)}  {check.Name,-14}{check.Words}");
        return checks.Any(check => check.State == HealthState.Problem) ? 1 : 0;
    }

    static string Sign(HealthState state) => state switch { HealthState.Ok => "ok     ", HealthState.Warning => "warning", _ => "problem" };
}
