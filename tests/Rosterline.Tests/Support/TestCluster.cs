using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>The one PostgreSQL of a test run, with a migrated template to make test databases from.</summary>
public static class TestCluster
{
    public const string Template = "rosterline_template";
    const string Prefix = "rosterline-test-";

    static readonly Lazy<Task<EmbeddedPostgres>> Running = new(StartAsync);

    public static Task<EmbeddedPostgres> GetAsync() => Running.Value;

    /// <summary>The server's own database, for creating and dropping others.</summary>
    public static async Task<NpgsqlConnection> OpenMaintenanceAsync()
    {
        var connection = new NpgsqlConnection(For((await GetAsync()).ConnectionString, "postgres", pooling: true));
        await connection.OpenAsync();
        return connection;
    }

    public static string For(string connectionString, string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, Pooling = pooling }.ConnectionString;

    static async Task<EmbeddedPostgres> StartAsync()
    {
        DeleteLeftovers();
        var folder = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId);
        RemoveAfterUs(folder);
        var cluster = await EmbeddedPostgres.StartAsync(Quick(folder), NullLogger.Instance, CancellationToken.None);
        await MakeTemplateAsync(cluster.ConnectionString);
        return cluster;
    }

    /// <summary>For databases that need not survive a power cut; a killed process is survived all the same.</summary>
    internal static readonly IReadOnlyDictionary<string, string> NotForPowerCuts = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["shared_buffers"] = "128MB",
    };

    internal static EmbeddedPostgresOptions Quick(string folder) => new(folder)
    {
        Settings = new Dictionary<string, string>(NotForPowerCuts) { ["max_connections"] = "400", ["autovacuum_naptime"] = "1h" },
    };

    static async Task MakeTemplateAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(For(connectionString, "postgres", pooling: false)))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"create database {Template}", connection);
            await create.ExecuteNonQueryAsync();
        }

        await using var template = NpgsqlDataSource.Create(For(connectionString, Template, pooling: false));
        await Migrator.RunAsync(template, NullLogger.Instance, CancellationToken.None);
    }

    /// <summary>The runner does not wait for a test process to tidy up and may kill it, so another process does it afterwards.</summary>
    static void RemoveAfterUs(string folder)
    {
        const string Script =
            """
            while kill -0 "$0"; do sleep 0.5; done
            kill -QUIT "$(head -n 1 "$1/pg/data/postmaster.pid")"
            sleep 1
            rm -rf "$1"
            """;
        using var start = Process.Start("/bin/sh", ["-c", "nohup /bin/sh -c \"$0\" \"$1\" \"$2\" </dev/null >/dev/null 2>&1 &", Script, $"{Environment.ProcessId}", folder]);
        start.WaitForExit();
    }

    /// <summary>What is left when the whole machine went down.</summary>
    static void DeleteLeftovers()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..], out var pid) && (pid == Environment.ProcessId || !ProcessState.IsAlive(pid))) Delete(folder);
        }
    }

    internal static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another account's, or being removed at this moment.
        }
    }
}
