using Npgsql;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Every hour: drops the contents of files brought in thirty days ago. What became of their rows stays.</summary>
sealed class ForgetUploads(NpgsqlDataSource database, TimeProvider clock, ILogger<ForgetUploads> log) : BackgroundService
{
    /// <summary>How long a file can still be run again.</summary>
    public const int Days = 30;

    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    // every organisation: housekeeping
    const string Forget = "update person_import set content = null where content is not null and state <> 1 and coalesce(finished_at, created_at) < $1";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                // Housekeeping waits for the next round.
                log.LogWarning("Old files stay for now: {Fault}", fault.Message);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    internal Task SweepAsync(CancellationToken cancel) => database.Command(Forget, clock.GetUtcNow().AddDays(-Days)).RunAsync(cancel);
}
