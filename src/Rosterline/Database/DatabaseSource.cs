using Npgsql;

namespace Rosterline.Database;

/// <summary>The connections of the running application.</summary>
public static class DatabaseSource
{
    /// <summary>Statements that repeat are prepared by themselves: planning the claim costs more than running it.</summary>
    public static NpgsqlDataSource Build(string connectionString) => new NpgsqlDataSourceBuilder(connectionString)
    {
        ConnectionStringBuilder = { MaxAutoPrepare = 100, AutoPrepareMinUsages = 3 },
    }.Build();
}
