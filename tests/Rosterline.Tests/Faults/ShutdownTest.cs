using System.Diagnostics;
using Npgsql;
using Rosterline.Crash;
using Rosterline.Crash.Load;
using Rosterline.Crash.Provider;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>The application as a process that is told to stop, or started where another runs.</summary>
public sealed class ShutdownTest(ITestOutputHelper output) : IAsyncLifetime
{
    readonly TestFolder folder = new();
    TestDatabase database = null!;
    FakeProvider provider = null!;
    SeededAgency agency = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        provider = await FakeProvider.StartAsync(folder["provider.log"], seed: 1);
        agency = await SeededAgency.CreateAsync(database.DataSource, Secrets.Open(database.DataSource, folder["node"]));
    }

    public async Task DisposeAsync()
    {
        await provider.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_stop_under_load_drains_within_ten_seconds_and_leaves_nothing_in_doubt()
    {
        await using var app = new AppNode(folder["node"], database.ConnectionString, provider.Address);
        await app.StartAsync();
        using var acknowledged = new AppendOnly(folder["acknowledged.log"]);
        using var drivers = new Drivers(agency, [app], provider, acknowledged, seed: 1);
        drivers.Start();
        await Eventually.HoldsAsync(() => provider.Accepted > 100 && provider.Unanswered > 0, seconds: 90);

        var took = Stopwatch.StartNew();
        var status = await app.StopAsync();
        took.Stop();
        await drivers.StopAsync();

        output.WriteLine($"stopped after {took.Elapsed.TotalSeconds:0.0} s, {provider.Accepted} texts accepted");
        status.ShouldBe(0, app.Output);
        took.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        drivers.Surprises.ShouldBeEmpty();
        // What the provider accepted and answered is stored as such; only what it broke off on purpose is looked up later.
        (await CountAsync("select count(*) from outbox where state = 2")).ShouldBe(0, "claimed and neither finished nor given back");
        (await CountAsync("select count(*) from node where ended_at is null")).ShouldBe(0);
        var stored = File.ReadLines(folder["acknowledged.log"]).Where(line => line.StartsWith('S')).Select(line => Guid.Parse(line[2..])).ToArray();
        (await CountAsync("select count(*) from unnest($1) sent(id) where not exists (select 1 from message m where m.id = sent.id)", stored)).ShouldBe(0, "acknowledged sends that are lost");
    }

    [Fact]
    [Trait("Requirement", "H-08")]
    public async Task A_second_application_on_the_folder_of_a_running_one_does_not_start_and_declares_nobody_dead()
    {
        await CountAsync("with other as (insert into node (host, folder, process_id) values ('elsewhere', $1, 1) returning 1) select count(*) from other", folder["node"]);
        await using var first = new AppNode(folder["node"], database.ConnectionString, provider.Address);
        await first.StartAsync();
        await using var second = new AppNode(folder["node"], database.ConnectionString, provider.Address);

        var refusal = await Should.ThrowAsync<InvalidOperationException>(second.StartAsync);

        refusal.Message.ShouldContain("already in use");
        // Neither the one that runs nor one at the same path of another machine.
        await Eventually.BecomesAsync(() => CountAsync("select count(*) from node"), nodes => nodes == 2);
        (await CountAsync("select count(*) from node where ended_at is null")).ShouldBe(2);
    }

    async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
