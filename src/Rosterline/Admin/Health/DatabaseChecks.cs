using System.Globalization;
using Npgsql;

namespace Rosterline.Admin.Health;

/// <summary>The database answers and is new enough.</summary>
sealed class DatabaseCheck(NpgsqlDataSource database) : ICheck
{
    const int Oldest = 15;

    public string Name => "Database";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // A pooled connection opens without asking whether anybody is still there.
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync(cancel);
        var version = connection.PostgreSqlVersion;
        return version.Major < Oldest
            ? HealthCheck.Problem(Name, $"PostgreSQL {version} is too old; {Oldest} or newer is needed.")
            : HealthCheck.Ok(Name, $"PostgreSQL {version} answers.");
    }
}

/// <summary>The schema is the one this version needs.</summary>
sealed class MigrationsCheck(NpgsqlDataSource database) : ICheck
{
    public string Name => "Migrations";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        var needed = Rosterline.Database.Migration.All().Select(m => m.Version).ToList();
        await using var command = database.CreateCommand("select to_regclass('schema_version') is not null");
        if (!(bool)(await command.ExecuteScalarAsync(cancel))!) return HealthCheck.Problem(Name, "None applied. Run rosterline migrate.");
        var applied = await AppliedAsync(cancel);
        var missing = needed.Except(applied).Count();
        return missing > 0 ? HealthCheck.Problem(Name, $"{missing} of {needed.Count} not applied. Run rosterline migrate.")
            : applied.Except(needed).Any() ? HealthCheck.Warning(Name, "The database was migrated by a newer version of Rosterline than this one.")
            : HealthCheck.Ok(Name, $"All {needed.Count} applied.");
    }

    async Task<List<int>> AppliedAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select version from schema_version");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var applied = new List<int>();
        while (await reader.ReadAsync(cancel)) applied.Add(reader.GetInt32(0));
        return applied;
    }
}

/// <summary>This machine's clock agrees with the database's: claims and quiet hours depend on it.</summary>
sealed class ClockCheck(NpgsqlDataSource database, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Warn = TimeSpan.FromSeconds(1), Bad = TimeSpan.FromSeconds(5);

    public string Name => "Clock";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        var before = clock.GetUtcNow();
        var theirs = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancel))!);
        var apart = (theirs - (before + (clock.GetUtcNow() - before) / 2)).Duration();
        var words = $"{apart.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s apart from the database's clock.";
        return apart > Bad ? HealthCheck.Problem(Name, words + " Set both by NTP.")
            : apart > Warn ? HealthCheck.Warning(Name, words + " Set both by NTP.") : HealthCheck.Ok(Name, words);
    }
}
