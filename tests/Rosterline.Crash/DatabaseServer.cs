using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;

namespace Rosterline.Crash;

/// <summary>
/// The PostgreSQL of a run, supervised as the application supervises its own, and started again when it is killed. Logical decoding is
/// switched on for the check; nothing else differs from what is shipped unless the run says so.
/// </summary>
sealed class DatabaseServer : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly EmbeddedPostgres server;

    DatabaseServer(EmbeddedPostgres server, NpgsqlDataSource source) => (this.server, Source) = (server, source);

    public string ConnectionString => server.ConnectionString;

    public NpgsqlDataSource Source { get; }

    public static async Task<DatabaseServer> StartAsync(string folder, IReadOnlyDictionary<string, string> settings, long neededBytes = 1_000_000_000)
    {
        var all = new Dictionary<string, string>(settings) { ["wal_level"] = "logical" };
        var started = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder) { Settings = all, NeededBytes = neededBytes }, NullLogger.Instance, CancellationToken.None);
        var source = NpgsqlDataSource.Create(started.ConnectionString + ";Maximum Pool Size=4");
        await Migrator.RunAsync(source, NullLogger.Instance, CancellationToken.None);
        return new DatabaseServer(started, source);
    }

    /// <summary>SIGKILL to every process of the server, or to one session's: then the server cuts all others off and recovers by itself.</summary>
    public void Kill(bool whole, Random random)
    {
        if (server.ServerPid is not { } postmaster) return;
        var children = Children(postmaster);
        if (!whole && children.Length > 0)
        {
            Kill(children[random.Next(children.Length)]);
            return;
        }
        Kill(postmaster);
        foreach (var child in children) Kill(child);
    }

    /// <summary>Waits until statements are answered again.</summary>
    public async Task AnswersAsync()
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var command = Source.CreateCommand("select 1");
                await command.ExecuteScalarAsync();
                return;
            }
            catch (NpgsqlException fault)
            {
                // Starting or recovering.
                if (since.Elapsed > Patience) throw new TimeoutException($"The database did not come back: {fault.Message}", fault);
                await Task.Delay(50);
            }
        }
    }

    static int[] Children(int postmaster) =>
        [.. File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];

    static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // Ended by itself in between.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await server.DisposeAsync();
    }
}
