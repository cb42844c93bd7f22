using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform.Startup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Database;

public sealed class MigratorTest : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateEmptyAsync();

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Applies_every_file_once_and_then_nothing()
    {
        var files = Migration.All();
        files.Count.ShouldBeGreaterThanOrEqualTo(5);
        files.Select(file => file.Version).ShouldBeInOrder(SortDirection.Ascending);

        (await RunAsync(files)).ShouldBe(files.Count);
        (await RunAsync(files)).ShouldBe(0);
        (await CountAsync("schema_version")).ShouldBe(files.Count);
        (await CountAsync("message")).ShouldBe(0);
    }

    [Fact]
    public async Task Lets_many_nodes_migrate_at_once()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RunAsync(Migration.All())));

        counts.Sum().ShouldBe(Migration.All().Count);
    }

    [Fact]
    public async Task Refuses_a_file_changed_after_it_was_applied()
    {
        await RunAsync([new Migration(1, "0001_a.sql", "create table a (id int)")]);

        var fault = await Should.ThrowAsync<StartupException>(() => RunAsync([new Migration(1, "0001_a.sql", "create table a (id bigint)")]));

        fault.Message.ShouldBe("The migration 0001_a.sql was changed after this database applied it. Restore that file and put the change into a new one.");
    }

    [Fact]
    public async Task Keeps_nothing_when_a_file_fails_half_way()
    {
        var bad = new Migration(2, "0002_bad.sql", "create table b (id int); select * from missing;");

        await Should.ThrowAsync<PostgresException>(() => RunAsync([new Migration(1, "0001_a.sql", "create table a (id int)"), bad]));

        (await CountAsync("schema_version")).ShouldBe(0);
        (await RunAsync([new Migration(1, "0001_a.sql", "create table a (id int)"), bad with { Sql = "create table b (id int)" }])).ShouldBe(2);
    }

    [Fact]
    public void Does_not_mind_other_line_ends() =>
        new Migration(1, "a", "select 1;\r\nselect 2;").Checksum.ShouldBe(new Migration(1, "a", "select 1;\nselect 2;").Checksum);

    Task<int> RunAsync(IReadOnlyList<Migration> files) => Migrator.RunAsync(database.DataSource, files, NullLogger.Instance, CancellationToken.None);

    async Task<long> CountAsync(string table)
    {
        await using var command = database.DataSource.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
