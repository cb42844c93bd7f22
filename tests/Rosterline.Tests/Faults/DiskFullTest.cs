using Rosterline.Crash;
using Rosterline.Crash.Load;
using Rosterline.Crash.Provider;
using Rosterline.Platform;
using Rosterline.Tests.Support;
using Xunit.Abstractions;

namespace Rosterline.Tests.Faults;

/// <summary>The database's disk fills up under load: callers hear "not now", and what they heard "yes" to is kept (design, I1).</summary>
public sealed class DiskFullTest(ITestOutputHelper output)
{
    const int Megabytes = 350, Cycles = 2;

    static readonly Dictionary<string, string> SmallLog = new() { ["min_wal_size"] = "32MB", ["max_wal_size"] = "48MB", ["shared_buffers"] = "32MB" };

    [SmallDiskFact]
    public async Task A_full_disk_is_answered_with_not_now_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        using var folder = new TestFolder();
        await using var database = await DatabaseServer.StartAsync(disk.Path, SmallLog, neededBytes: 50_000_000);
        await using var provider = await FakeProvider.StartAsync(folder["provider.log"], seed: 1);
        var agency = await SeededAgency.CreateAsync(database.Source, Secrets.Open(database.Source, folder["node"]));
        await using var app = new AppNode(folder["node"], database.ConnectionString, provider.Address);
        await app.StartAsync();
        using var acknowledged = new AppendOnly(folder["acknowledged.log"]);
        using var drivers = new Drivers(agency, [app], provider, acknowledged, seed: 1);
        drivers.Start();

        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await MoreAsync(folder["acknowledged.log"], lines: 200);
            disk.Fill();
            var refused = drivers.NotNow;
            await Eventually.HoldsAsync(() => drivers.NotNow > refused + 50, seconds: 90);
            disk.Clear();
        }
        await MoreAsync(folder["acknowledged.log"], lines: 200);
        await drivers.StopAsync();

        drivers.Surprises.ShouldBeEmpty();
        var lines = File.ReadAllLines(folder["acknowledged.log"]);
        output.WriteLine($"{lines.Length} acknowledged, {drivers.NotNow} times not now");
        (await MissingAsync(database, "select count(*) from unnest($1) s(id) where not exists (select 1 from message m where m.id = s.id)",
            lines.Where(line => line.StartsWith('S')).Select(line => Guid.Parse(line[2..])).ToArray())).ShouldBe(0, "acknowledged sends that are lost");
        (await MissingAsync(database, "select count(*) from unnest($1) s(id) where not exists (select 1 from message m where m.provider_message_id = s.id and m.direction = 0)",
            lines.Where(line => line.StartsWith('I')).Select(line => line[2..]).ToArray())).ShouldBe(0, "acknowledged texts that are lost");
    }

    static Task<bool> MoreAsync(string path, int lines)
    {
        var wanted = Lines(path) + lines;
        return Eventually.HoldsAsync(() => Lines(path) > wanted, seconds: 120);
    }

    static int Lines(string path) => File.ReadLines(path).Count();

    static async Task<long> MissingAsync<T>(DatabaseServer database, string sql, T[] ids)
    {
        await database.AnswersAsync();
        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
