using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>Every ten seconds: counts what waits, for the metrics.</summary>
sealed class WatchOutbox(NpgsqlDataSource database, SendingFigures figures, ILogger<WatchOutbox> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    static readonly string[] States = ["waiting", "ready", "claimed", "unclear"];

    // every organisation: the figures of the whole installation; what stands still on purpose makes nothing late
    const string Count = """
        select o.state, count(*), coalesce(extract(epoch from max(now() - o.due_at) filter (where o.state = 1 and g.paused_at is null and not exists (select from paused_line p where p.root_id = o.root_id and p.line_id = o.line_id))), 0)::float8
        from outbox o join organisation g on g.root_id = o.root_id group by 1
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                // The figures stay as they were.
                log.LogWarning("The outbox could not be counted: {Fault}", fault.Message);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    internal async Task CountAsync(CancellationToken cancel)
    {
        var found = await database.Command(Count).ReadAllAsync(row => (State: (int)row.GetInt16(0), Texts: row.GetInt64(1), Age: row.GetDouble(2)), cancel);
        figures.Seen(States.Select((name, state) => (name, found.Where(f => f.State == state).Sum(f => f.Texts))),
            TimeSpan.FromSeconds(Math.Max(0, found.Select(f => f.Age).DefaultIfEmpty().Max())));
    }
}
