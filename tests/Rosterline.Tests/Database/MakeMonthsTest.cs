using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Database;

/// <summary>Texts are kept by month: each month has its partition before the first text of it comes.</summary>
public sealed class MakeMonthsTest : IAsyncLifetime
{
    TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task This_month_and_the_next_two_are_there_after_the_migration()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new MakeMonths(database.DataSource, NullLogger<MakeMonths>.Instance).MakeAsync(CancellationToken.None)));

        var months = await ReadAsync("select relid::regclass::text from pg_partition_tree('message') where isleaf order by 1");
        months.Count.ShouldBeInRange(4, 5);
        months.ShouldContain("message_other");
        (await new MakeMonths(database.DataSource, NullLogger<MakeMonths>.Instance).MakeAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_text_of_now_lies_in_its_month_and_an_id_without_time_apart()
    {
        await InsertAsync(Ids.New());
        await InsertAsync(new Guid("f0000000-0000-4000-8000-000000000000"));

        (await PlacesAsync()).ShouldBe([$"message_{await MonthAsync()}", "message_other"]);
    }

    [Fact]
    public async Task Texts_that_came_before_their_month_was_made_move_into_it()
    {
        var at = new DateTimeOffset(2031, 5, 31, 23, 59, 59, 999, TimeSpan.Zero);
        await InsertAsync(Ids.FirstOf(at));
        await InsertAsync(Ids.FirstOf(at.AddMilliseconds(1)));
        (await PlacesAsync()).ShouldBe(["message_other", "message_other"]);

        (await ReadAsync("select make_message_partitions('2031-05-17', '2031-06-01')::text")).ShouldBe(["2"]);

        (await PlacesAsync()).ShouldBe(["message_2031_05", "message_2031_06"]);
        (await ReadAsync("select body from message where search @@ to_tsquery('simple', 'forklift')")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Gives_up_rather_than_hold_every_text_behind_a_long_transaction()
    {
        await using var reader = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from message", reader)) await read.ExecuteScalarAsync();

        (await Should.ThrowAsync<PostgresException>(() => ReadAsync("select make_message_partitions('2032-01-01', '2032-01-01')::text"))).SqlState.ShouldBe("55P03");

        await transaction.RollbackAsync();
        (await ReadAsync("select make_message_partitions('2032-01-01', '2032-01-01')::text")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task The_first_id_of_a_moment_is_the_same_here_and_in_the_database()
    {
        var at = new DateTimeOffset(2026, 11, 30, 23, 59, 59, 999, TimeSpan.Zero);

        (await ReadAsync("select first_id_of('2026-11-30 23:59:59.999+00')::text")).ShouldBe([Ids.FirstOf(at).ToString()]);
        Ids.New().ShouldBeGreaterThan(Ids.FirstOf(TimeProvider.System.GetUtcNow().AddSeconds(-5)));
        Ids.Ago(TimeSpan.FromHours(1)).ShouldBeInRange(Ids.Ago(TimeSpan.FromHours(2)), Ids.New());
    }

    Task<List<string>> InsertAsync(Guid id) => ReadAsync($"""
        insert into message (root_id, id, conversation_id, line_id, number, direction, status, body, created_at)
        values ('{Ids.New()}', '{id}', '{Ids.New()}', '{Ids.New()}', 1, 0, 11, 'Forklift on Monday', now()) returning 'stored'
        """);

    Task<List<string>> PlacesAsync() => ReadAsync("select tableoid::regclass::text from message order by id");

    async Task<string> MonthAsync() => (await ReadAsync("select to_char(now() at time zone 'UTC', 'YYYY_MM')"))[0];

    async Task<List<string>> ReadAsync(string sql) => await database.DataSource.Command(sql).ReadAllAsync(row => row.GetString(0), CancellationToken.None);
}
