using Npgsql;

namespace Rosterline.Database;

/// <summary>Keeps the partitions of texts made for this month and the next two, so that none has to be made while somebody waits.</summary>
public sealed class MakeMonths(NpgsqlDataSource database, ILogger<MakeMonths> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    const string Sql = "select make_message_partitions((now() at time zone 'UTC')::date, (now() at time zone 'UTC' + interval '2 months')::date)";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await MakeAsync(stoppingToken) is > 0 and var made) log.LogInformation("Made room for {Months} months of texts", made);
            }
            catch (NpgsqlException fault)
            {
                // Two months are left to try again in; after them texts lie in message_other and move when their month is made.
                log.LogWarning("Room for coming months was not made: {Fault}", fault.Message);
            }
            await Task.Delay(Pause, stoppingToken);
        }
    }

    internal async Task<int> MakeAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
