using Npgsql;

namespace Rosterline.Lines.Exchanges;

/// <summary>Makes room for the exchanges of the coming days and drops those older than 30.</summary>
sealed class KeepExchanges(NpgsqlDataSource database, ILogger<KeepExchanges> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    const string Sql = "select keep_exchanges((now() at time zone 'UTC')::date, (now() at time zone 'UTC')::date + 2)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                // Two days are left to try again in; after them exchanges lie in exchange_other and move when their day is made.
                log.LogWarning("Room for coming days of exchanges was not made: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    internal async Task KeepAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql);
        await command.ExecuteScalarAsync(cancel);
    }
}
