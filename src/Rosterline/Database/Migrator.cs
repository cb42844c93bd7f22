using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>Brings a database to the shape this version needs, forward only. Safe to run by many nodes at once.</summary>
public static class Migrator
{
    // Any constant; held by one migrating node per database.
    const long MigrationLock = 0x526F737465726C69;

    const string CreateHistory =
        """
        create table if not exists schema_version (
          version int primary key,
          name text not null,
          checksum text not null,
          applied_at timestamptz not null default now()
        )
        """;

    /// <summary>How many files a database has, and how many of this program it lacks.</summary>
    public static async Task<(int Applied, int Missing)> LookAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var exists = new NpgsqlCommand("select to_regclass('schema_version') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(ct))!) return (0, Migration.All().Count);
        var applied = await ReadAppliedAsync(connection, ct);
        return (applied.Count, Migration.All().Count(migration => !applied.ContainsKey(migration.Version)));
    }

    /// <summary>Applies the files not applied yet, all in one transaction, and answers how many that were.</summary>
    public static Task<int> RunAsync(NpgsqlDataSource database, ILogger log, CancellationToken ct) => RunAsync(database, Migration.All(), log, ct);

    internal static async Task<int> RunAsync(NpgsqlDataSource database, IReadOnlyList<Migration> migrations, ILogger log, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"select pg_advisory_lock({MigrationLock})", ct);
        try
        {
            await ExecuteAsync(connection, CreateHistory, ct);
            var applied = await ReadAppliedAsync(connection, ct);
            foreach (var migration in migrations) RefuseIfChanged(migration, applied);
            var missing = migrations.Where(migration => !applied.ContainsKey(migration.Version)).ToList();
            // All or none: an upgrade that fails leaves the data as the older version knows it (P-24).
            await using var transaction = await connection.BeginTransactionAsync(ct);
            foreach (var migration in missing) await ApplyAsync(connection, migration, log, ct);
            await transaction.CommitAsync(ct);
            return missing.Count;
        }
        finally
        {
            // Without the token: a cancelled run gives the pooled connection back unlocked.
            await ExecuteAsync(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    static async Task<Dictionary<int, string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select version, checksum from schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, string>();
        while (await reader.ReadAsync(ct)) applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    static void RefuseIfChanged(Migration migration, Dictionary<int, string> applied)
    {
        if (applied.TryGetValue(migration.Version, out var checksum) && checksum != migration.Checksum)
            throw new StartupException($"The migration {migration.Name} was changed after this database applied it. Restore that file and put the change into a new one.");
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, ILogger log, CancellationToken ct)
    {
        await ExecuteAsync(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand("insert into schema_version (version, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Version }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await record.ExecuteNonQueryAsync(ct);
        log.LogInformation("Applied migration {Migration}", migration.Name);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>One file of Database/Migrations, named like 0001_accounts.sql.</summary>
sealed record Migration(int Version, string Name, string Sql)
{
    const string Folder = "Rosterline.Database.Migrations.";

    /// <summary>The same on every checkout, whatever its line ends.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The files inside this program, in order.</summary>
    public static IReadOnlyList<Migration> All()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => Read(resource[Folder.Length..], assembly.GetManifestResourceStream(resource)!))];
    }

    static Migration Read(string name, Stream stream)
    {
        using var reader = new StreamReader(stream);
        return new Migration(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
