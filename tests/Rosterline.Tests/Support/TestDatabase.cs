using Npgsql;

namespace Rosterline.Tests.Support;

/// <summary>A fresh, migrated, empty database of its own, dropped on dispose.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    static int last;

    readonly string name;

    TestDatabase(string name, string connectionString)
    {
        this.name = name;
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static Task<TestDatabase> CreateAsync() => CreateAsync(TestCluster.Template);

    /// <summary>Without the tables, for what makes them itself.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template1");

    static async Task<TestDatabase> CreateAsync(string template)
    {
        var fresh = $"test_{Interlocked.Increment(ref last)}";
        await using var connection = await TestCluster.OpenMaintenanceAsync();
        await using var create = new NpgsqlCommand($"create database {fresh} template {template}", connection);
        await create.ExecuteNonQueryAsync();
        return new TestDatabase(fresh, TestCluster.For((await TestCluster.GetAsync()).ConnectionString, fresh, pooling: true));
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await using var connection = await TestCluster.OpenMaintenanceAsync();
        await using var drop = new NpgsqlCommand($"drop database if exists {name} with (force)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
