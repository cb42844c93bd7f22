using System.Globalization;
using Npgsql;
using Rosterline.Bench;
using Rosterline.Bench.Large;
using Rosterline.Bench.Paths;
using Rosterline.Database;
using Rosterline.Platform;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ceiling", var folder, var root])
{
    await CeilingPath.ServeAsync(await DatabaseOfAsync(folder), Guid.Parse(root, CultureInfo.InvariantCulture));
    return 0;
}
var options = Options.Read(args);
var connection = await DatabaseOfAsync(options.DataFolder);
await using var sql = NpgsqlDataSource.Create(connection);
await using var carrier = await Carrier.StartAsync();
var world = new World(sql);
var bench = new Bench(options.Url, world, carrier, sql, new CpuClock(options.App, options.DataFolder), options);
var results = new ResultTable(bench);
var kept = options.Large && await world.AdoptAsync();
if (!kept)
{
    Console.WriteLine("seeding");
    await world.SeedAsync(Secrets.Open(options.DataFolder), carrier.Address);
}

if (options.Large)
{
    if (!kept) await LargeWorld.SeedAsync(bench);
    foreach (var run in options.People ? LargePeoplePaths.All() : LargePaths.All()) results.Add(await run(bench));
    if (options.Out is { } section && !options.People) await results.WriteAsync(section, large: true);
    return results.IsRight ? 0 : 1;
}

(string Name, Func<Bench, Task<Measured>> Run)[] paths =
[
    ("inbound", InboundPath.RunAsync),
    ("ceiling", CeilingPath.RunAsync),
    ("status", ReceiptPath.RunAsync),
    ("send", SendPath.PausedAsync),
    ("send", SendPath.RunningAsync),
    ("dispatch", DispatchPath.RunAsync),
    ("inbox", InboxPath.RecruiterAsync),
    ("inbox", InboxPath.AdministratorAsync),
    ("live", LivePath.RunAsync),
];
var chosen = Array.FindAll(paths, path => options.Only.Length == 0 || options.Only.Split(',').Contains(path.Name));
var held = options.Only.Length == 0 || options.Only.Split(',').Contains("held");
var backup = options.Only.Length == 0 || options.Only.Split(',').Contains("backup");
if (chosen.Length == 0 && !held && !backup) throw new ArgumentException($"There is no path {options.Only}.");
var seeded = false;
foreach (var (name, run) in chosen)
{
    if (name == "inbox" && !seeded)
    {
        await InboxPath.SeedAsync(bench);
        seeded = true;
    }
    await SettleAsync();
    results.Add(await run(bench));
}
if (held)
    foreach (var measured in await HeldPath.RunAsync(bench)) results.Add(measured);
if (backup)
    foreach (var measured in await BackupPath.RunAsync(bench)) results.Add(measured);
if (options.Out is { } file) await results.WriteAsync(file, large: false);
return results.IsRight ? 0 : 1;

// No path pays for the housekeeping of the one before it; its own it does pay for.
async Task SettleAsync()
{
    foreach (var step in new[] { "vacuum (analyze)", "checkpoint" })
    {
        await using var command = sql.CreateCommand(step);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}

static async Task<string> DatabaseOfAsync(string dataFolder) => await EmbeddedPostgres.FindRunningAsync(new EmbeddedPostgresOptions(dataFolder), default)
    ?? throw new InvalidOperationException("The application's database does not run in this data folder.");
