using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform.Startup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Database;

public sealed class EmbeddedPostgresTest : IDisposable
{
    readonly TestFolder folder = new();

    [Fact]
    public async Task Keeps_everything_from_one_start_to_the_next()
    {
        await using (var first = await StartAsync(folder["data"])) await ReadAsync(first, "create table kept (n int); insert into kept values (7)");
        File.Exists(folder["data/pg/data/postmaster.pid"]).ShouldBeFalse();

        await using var second = await StartAsync(folder["data"]);

        (await ReadAsync(second, "select n from kept")).ShouldBe(7);
        int.Parse(second.Version.Split('.')[0], CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public async Task Is_reached_by_its_socket_and_password_only_and_never_runs_as_root()
    {
        await using var database = await StartAsync(folder["data"]);

        (await ReadAsync(database, "show listen_addresses")).ShouldBe("");
        (await ReadAsync(database, "show synchronous_commit")).ShouldBe("on");
        (await ReadAsync(database, "show jit")).ShouldBe("off");
        (await ReadAsync(database, "select lower('ÄÉ')")).ShouldBe("äé");
        var guess = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(guess.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(connection.OpenAsync)).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        if (OperatingSystem.IsLinux()) Account(database.ServerPid!.Value).ShouldNotBe("0");
        if (OperatingSystem.IsLinux()) Session(database.ServerPid!.Value).ShouldNotBe(Session(Environment.ProcessId), "Ctrl+C would reach it");
    }

    [Fact]
    public async Task Comes_back_when_its_server_is_killed()
    {
        await using var database = await StartAsync(folder["data"]);
        await using var pool = NpgsqlDataSource.Create(database.ConnectionString);
        await using (var create = pool.CreateCommand("create table kept as select 7 as n")) await create.ExecuteNonQueryAsync();
        var killed = database.ServerPid!.Value;

        Process.GetProcessById(killed).Kill();
        while (database.ServerPid is not { } pid || pid == killed) await Task.Delay(50);

        (await EventuallyAsync(pool, "select n from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task Takes_over_the_server_that_outlived_a_killed_application_and_refuses_a_second_one()
    {
        using var other = HoldElsewhere(folder["data"]);
        var server = int.Parse((await other.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);

        var refused = await Should.ThrowAsync<StartupException>(() => StartAsync(folder["data"]));
        refused.Message.ShouldBe($"{folder["data"]}/ is already in use by process {other.Id}.");

        other.Kill();
        await other.WaitForExitAsync();
        await using var database = await StartAsync(folder["data"]);
        database.ServerPid.ShouldBe(server);
        (await ReadAsync(database, "select 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("a folder, with 'odd' (signs) & ünïcode/data")]
    [InlineData("a-path-longer-than-any-socket-may-have/a-path-longer-than-any-socket-may-have/a-path-longer-than-any-socket-may-have/data")]
    public async Task Works_at_any_path(string path)
    {
        await using var database = await StartAsync(folder[path]);

        (await ReadAsync(database, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Heals_missing_links_and_a_half_made_database()
    {
        Directory.CreateDirectory(folder["data/pg/data.new/base"]);
        await (await StartAsync(folder["data"])).DisposeAsync();
        var links = Directory.GetFiles(folder["data/pg"], "*.so*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is not null).ToList();
        links.ForEach(File.Delete);

        await using var database = await StartAsync(folder["data"]);

        (await ReadAsync(database, "select 1")).ShouldBe(1);
        links.ShouldAllBe(link => File.Exists(link));
    }

    [FactOnDebian15]
    public async Task Runs_the_oldest_PostgreSQL_that_is_supported_with_every_migration()
    {
        await using var database = await EmbeddedPostgres.StartAsync(
            TestCluster.Quick(folder["data"]) with { BinariesFolder = FactOnDebian15Attribute.Binaries }, NullLogger.Instance, CancellationToken.None);
        await using var pool = NpgsqlDataSource.Create(database.ConnectionString);

        database.Version.ShouldStartWith("15.");
        (await Migrator.RunAsync(pool, NullLogger.Instance, CancellationToken.None)).ShouldBe(Migration.All().Count);
    }

    [FactAsRoot]
    public async Task Moves_where_its_account_can_reach_when_the_data_folder_is_private_to_root()
    {
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await (await StartAsync(folder["data"])).DisposeAsync();

        var place = new DirectoryInfo(folder["data/pg"]).LinkTarget!;
        place.ShouldStartWith("/var/lib/rosterline-pg-");
        (File.GetUnixFileMode(place) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)).ShouldBe(UnixFileMode.None);
        await (await StartAsync(folder["data"])).DisposeAsync();
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task Says_in_one_line_that_it_cannot_write()
    {
        await File.WriteAllTextAsync(folder["file"], "");

        var fault = await Should.ThrowAsync<StartupException>(() => StartAsync(folder["file/data"]));

        fault.Message.ShouldBe($"Cannot write in {folder["file/data"]}. Choose another folder with --data DIR.");
    }

    [Fact]
    public async Task Says_in_one_line_that_PostgreSQL_does_not_take_a_path()
    {
        var fault = await Should.ThrowAsync<StartupException>(() => StartAsync(folder["5$ \"a\" day"]));

        fault.Message.ShouldEndWith("its path holds a sign it does not take. Choose another folder with --data DIR.");
    }

    [Fact]
    public async Task Says_in_one_line_that_the_disk_is_full()
    {
        var fault = await Should.ThrowAsync<StartupException>(
            () => EmbeddedPostgres.StartAsync(TestCluster.Quick(folder["data"]) with { NeededBytes = 900_000_000_000_000 }, NullLogger.Instance, CancellationToken.None));

        fault.Message.ShouldMatch(@"^Only \d+ MB free in .*/data; 900000 GB is needed\.$");
    }

    [Fact]
    public async Task Says_in_one_line_that_the_database_is_of_another_PostgreSQL()
    {
        Directory.CreateDirectory(folder["data/pg/data"]);
        await File.WriteAllTextAsync(folder["data/pg/data/PG_VERSION"], "14\n");

        var fault = await Should.ThrowAsync<StartupException>(() => StartAsync(folder["data"]));

        fault.Message.ShouldStartWith("This database was made by PostgreSQL 14, which is needed to open it; found ");
    }

    public void Dispose() => folder.Dispose();

    static Task<EmbeddedPostgres> StartAsync(string data) => EmbeddedPostgres.StartAsync(TestCluster.Quick(data), NullLogger.Instance, CancellationToken.None);

    static Process HoldElsewhere(string data) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(HoldDatabase).Assembly.Location, data]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    static async Task<object?> ReadAsync(EmbeddedPostgres database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    static async Task<object?> EventuallyAsync(NpgsqlDataSource pool, string sql)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await using var command = pool.CreateCommand(sql);
                return await command.ExecuteScalarAsync();
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(100);
            }
        }
    }

    static string Account(int pid) => File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    static string Session(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[3];
}

/// <summary>Shown as skipped where Debian's PostgreSQL 15 is not installed.</summary>
sealed class FactOnDebian15Attribute : FactAttribute
{
    public const string Binaries = "/usr/lib/postgresql/15/bin";

    public FactOnDebian15Attribute()
    {
        if (!File.Exists(Binaries + "/initdb")) Skip = "PostgreSQL 15 is not installed";
    }
}

/// <summary>Shown as skipped for anybody else.</summary>
sealed class FactAsRootAttribute : FactAttribute
{
    public FactAsRootAttribute()
    {
        if (!Environment.IsPrivilegedProcess) Skip = "Only root can have a folder its database's account cannot reach";
    }
}
