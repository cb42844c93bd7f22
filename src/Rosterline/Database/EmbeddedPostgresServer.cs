using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>One database cluster and its server process: made, brought up, looked at, stopped.</summary>
sealed class EmbeddedPostgresServer(EmbeddedPostgresFolder home, EmbeddedPostgresBinaries binaries, EmbeddedPostgresOptions options)
{
    const string User = "rosterline";
    const string StartSeconds = "60";
    const long LargestLog = 10_000_000;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to the private server over its socket.</summary>
    public string ConnectionString { get; } = Connect(home, "rosterline");

    string Settings => Path.Combine(home.Cluster, "rosterline.conf");

    /// <summary>Makes the cluster unless it exists. A half-made one is begun again.</summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        if (home.MajorVersion is not null) return;
        CheckSpace();
        var half = home.Cluster + ".new";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        var made = await home.Account.RunAsync(binaries.InitDb,
            ["-D", half, "-U", User, "-A", "scram-sha-256", "--pwfile", home.PasswordFile, "-E", "UTF8", "--no-instructions", .. Locale()], ct);
        if (!made.Ok) throw new StartupException($"The database could not be made: {LastLine(made.Output)}");
        await File.AppendAllTextAsync(Path.Combine(half, "postgresql.conf"), "\ninclude 'rosterline.conf'\n", ct);
        Directory.Move(half, home.Cluster);
    }

    /// <summary>Starts the server, or takes over the one that still runs from before. A start that fails is tried again for a while.</summary>
    public async Task BringUpAsync(ILogger log, CancellationToken ct)
    {
        await WriteSettingsAsync(ct);
        if (new FileInfo(home.Log) is { Exists: true, Length: > LargestLog } full) full.MoveTo(home.Log + ".before", overwrite: true);
        var begun = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (await AnswersAsync(ct))
            {
                if (attempt == 1) log.LogInformation("Took over the database server that was running already");
                return;
            }

            // After its process was killed the remains of the old server block a start for about a second. Their file is
            // never deleted: it is what keeps two servers from writing to one database.
            ReapDead();
            var start = await home.Account.RunAsync(binaries.PgCtl, ["start", "-D", home.Cluster, "-l", home.Log, "-w", "-t", StartSeconds, "-s"], ct);
            if (start.Ok && await AnswersAsync(ct)) return;
            if (!IsAlive && Stopwatch.GetElapsedTime(begun) > options.Patience)
                throw new StartupException($"The database did not start: {LastLine(await ReadLogAsync(ct))} See {DataFolder.Name(home.Log)}");
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    /// <summary>Whether the server process lives; it may still be starting or stopping.</summary>
    public bool IsAlive => Pid is { } pid && ProcessState.IsAlive(pid);

    /// <summary>The server process, from the server's own file.</summary>
    public int? Pid
    {
        get
        {
            var file = Path.Combine(home.Cluster, "postmaster.pid");
            try
            {
                return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, null, out var pid) ? pid : null;
            }
            catch (IOException)
            {
                return null; // gone between the two looks: the server ended
            }
        }
    }

    /// <summary>Ends the server: sessions are cut off, everything committed is kept.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        await home.Account.RunAsync(binaries.PgCtl, ["stop", "-D", home.Cluster, "-m", "fast", "-w", "-t", StartSeconds, "-s"], ct);
        if (!IsAlive && !home.Socket.StartsWith(home.Root, StringComparison.Ordinal) && Directory.Exists(home.Socket)) Directory.Delete(home.Socket, recursive: true);
    }

    /// <summary>Makes the application's database on first start and answers the server's version.</summary>
    public async Task<string> OpenAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Connect(home, "postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = 'rosterline'", connection);
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand("create database rosterline", connection);
            await create.ExecuteNonQueryAsync(ct);
        }

        await using var reload = new NpgsqlCommand("select pg_reload_conf()", connection);
        await reload.ExecuteNonQueryAsync(ct);
        return connection.PostgreSqlVersion.ToString();
    }

    async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connect(home, "postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // not there, starting or stopping: the caller goes on trying
        }
    }

    async Task WriteSettingsAsync(CancellationToken ct)
    {
        var settings = new SortedDictionary<string, string>(EmbeddedPostgresOptions.SmallMachine.ToDictionary(), StringComparer.Ordinal)
        {
            ["listen_addresses"] = "",
            ["port"] = "5432",
            ["unix_socket_directories"] = home.Socket,
            ["unix_socket_permissions"] = "0700",
        };
        foreach (var (name, value) in options.Settings) settings[name] = value;
        var lines = settings.Select(setting => $"{setting.Key} = '{setting.Value.Replace("'", "''", StringComparison.Ordinal)}'");
        await File.WriteAllLinesAsync(Settings + ".new", lines, ct);
        await home.Account.OwnAsync(Settings + ".new", ct);
        File.Move(Settings + ".new", Settings, overwrite: true);
    }

    void CheckSpace()
    {
        var free = new DriveInfo(home.Root).AvailableFreeSpace;
        if (free < options.NeededBytes)
            throw new StartupException($"Only {free / 1_000_000} MB free in {DataFolder.Name(Path.GetDirectoryName(home.Root)!)}; {options.NeededBytes / 1_000_000_000} GB is needed.");
    }

    void ReapDead()
    {
        if (Pid is { } pid) ProcessState.Reap(pid);
    }

    async Task<string> ReadLogAsync(CancellationToken ct) => File.Exists(home.Log) ? await File.ReadAllTextAsync(home.Log, ct) : "";

    // The same order and case rules on every machine; sorting for people is done where it is shown.
    string[] Locale() => (OperatingSystem.IsMacOS(), binaries.Major) switch
    {
        (true, >= 17) => ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=en_US.UTF-8"],
        (true, _) => ["--locale=C", "--lc-ctype=en_US.UTF-8"],
        (_, >= 17) => ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"],
        _ => ["--locale=C.UTF-8"],
    };

    static string Connect(EmbeddedPostgresFolder home, string database) =>
        $"Host={home.Socket};Port=5432;Username={User};Password={home.Password};Database={database};Application Name=rosterline";

    static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("no reason given.");
}
