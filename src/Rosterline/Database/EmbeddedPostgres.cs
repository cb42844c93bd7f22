using Rosterline.Platform.Startup;

namespace Rosterline.Database;

/// <summary>
/// The private PostgreSQL in the data folder: started with the application, started again when it dies, stopped with it.
/// Reached by a Unix socket and a password only.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    readonly EmbeddedPostgresServer server;
    readonly DataFolder folder;
    readonly CancellationTokenSource ending = new();
    readonly Task supervision;

    EmbeddedPostgres(EmbeddedPostgresServer server, DataFolder folder, string version, ILogger log)
    {
        (this.server, this.folder, Version) = (server, folder, version);
        supervision = SuperviseAsync(log, ending.Token);
    }

    /// <summary>For Npgsql; stays valid when the server is started again.</summary>
    public string ConnectionString => server.ConnectionString;

    /// <summary>The server's version, like "18.4".</summary>
    public string Version { get; }

    internal int? ServerPid => server.Pid;

    /// <summary>
    /// Makes the database on first use and brings its server up, taking over one that outlived us. Throws
    /// <see cref="StartupException"/> with a line for the person who starts it.
    /// </summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger log, CancellationToken ct)
    {
        var held = DataFolder.Hold(options.DataFolder);
        EmbeddedPostgresServer? made = null;
        try
        {
            var home = await EmbeddedPostgresFolder.PrepareAsync(held.Path, ct);
            made = new EmbeddedPostgresServer(home, await EmbeddedPostgresBinaries.FindAsync(options.BinariesFolder, home, ct), options);
            await made.CreateAsync(ct);
            await made.BringUpAsync(log, ct);
            return new EmbeddedPostgres(made, held, await made.OpenAsync(ct), log);
        }
        catch
        {
            if (made?.IsAlive == true) await made.StopAsync(CancellationToken.None);
            held.Dispose();
            throw;
        }
    }

    /// <summary>For Npgsql, when the server of this folder runs already, as it does beside a running application; null when it does not.</summary>
    public static async Task<string?> FindRunningAsync(EmbeddedPostgresOptions options, CancellationToken ct)
    {
        if (!Directory.Exists(Path.Combine(options.DataFolder, "pg", "data"))) return null;
        var home = await EmbeddedPostgresFolder.PrepareAsync(options.DataFolder, ct);
        var made = new EmbeddedPostgresServer(home, await EmbeddedPostgresBinaries.FindAsync(options.BinariesFolder, home, ct), options);
        return made.IsAlive ? made.ConnectionString : null;
    }

    async Task SuperviseAsync(ILogger log, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                if (!server.IsAlive) await RestartAsync(log, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: the only way out of the loop.
        }
    }

    async Task RestartAsync(ILogger log, CancellationToken ct)
    {
        log.LogWarning("The database server ended by itself; starting it again");
        try
        {
            await server.BringUpAsync(log, ct);
            log.LogInformation("The database server is back");
        }
        catch (Exception fault) when (fault is StartupException or IOException or UnauthorizedAccessException)
        {
            // Tried again at the next look: nobody else would.
            log.LogError(fault, "The database server did not come back: {Reason}", fault.Message);
        }
    }

    /// <summary>Stops the server, then lets go of the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested) return;
        await ending.CancelAsync();
        await supervision;
        await server.StopAsync(CancellationToken.None);
        folder.Dispose();
        ending.Dispose();
    }
}
