using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Database;

/// <summary>The connections of the running application.</summary>
public static class DatabaseSource
{
    /// <summary>Statements that repeat are prepared by themselves: planning the claim costs more than running it.</summary>
    public static NpgsqlDataSource Build(string connectionString) => Builder(connectionString).Build();

    /// <summary>
    /// The few connections of the grouped writers and the inbox. Their statements find rows by key whatever the values are, so they are planned
    /// once per connection and not per batch.
    /// </summary>
    public static HotPath BuildHotPath(string connectionString)
    {
        var builder = Builder(connectionString);
        // A plan made on empty tables lives as long as its connection at most.
        builder.ConnectionStringBuilder.ConnectionLifetime = 20;
        builder.ConnectionStringBuilder.MaxPoolSize = 40;
        builder.UsePhysicalConnectionInitializer(
            connection => { using var command = Steady(connection); command.ExecuteNonQuery(); },
            async connection => { await using var command = Steady(connection); await command.ExecuteNonQueryAsync(); });
        return new HotPath(builder.Build());
    }

    // Nothing keeps state in a session, so a connection needs no reset between its users.
    static NpgsqlDataSourceBuilder Builder(string connectionString) =>
        new(connectionString) { ConnectionStringBuilder = { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, NoResetOnClose = true } };

    static NpgsqlCommand Steady(NpgsqlConnection connection) =>
        new("set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_bitmapscan = off", connection);
}
