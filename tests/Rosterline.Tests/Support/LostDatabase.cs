using Npgsql;

namespace Rosterline.Tests.Support;

/// <summary>Takes a running application's database away.</summary>
static class LostDatabase
{
    /// <summary>Cuts all connections and lets no new one in.</summary>
    public static async Task LoseDatabaseAsync(this TestApp app)
    {
        var name = new NpgsqlConnectionStringBuilder(app.ConnectionString).Database;
        await using var connection = await TestCluster.OpenMaintenanceAsync();
        foreach (var sql in new[] { $"alter database {name} with allow_connections false", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
