using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.CommandLine;

/// <summary>The database a command works on: the external one, the embedded one of a running application, or the embedded one started for this.</summary>
sealed class CommandDatabase : IAsyncDisposable
{
    readonly EmbeddedPostgres? own;

    CommandDatabase(string connectionString, string words, EmbeddedPostgres? own) => (ConnectionString, Words, this.own) = (connectionString, words, own);

    public string ConnectionString { get; }

    /// <summary>Which one it is, for the line of a start.</summary>
    public string Words { get; }

    /// <summary>Beside a running application too.</summary>
    public static async Task<CommandDatabase> OpenAsync(Settings settings, CancellationToken cancel)
    {
        if (settings.Database is null && await EmbeddedPostgres.FindRunningAsync(new EmbeddedPostgresOptions(settings.DataFolder), cancel) is { } running)
            return new CommandDatabase(running, "running", null);
        return await OpenAloneAsync(settings, NullLogger.Instance, cancel);
    }

    /// <summary>Holds the data folder of an embedded database until disposed.</summary>
    public static async Task<CommandDatabase> OpenAloneAsync(Settings settings, ILogger log, CancellationToken cancel)
    {
        if (settings.Database is { } external) return new CommandDatabase(Checked(external), "external", null);
        var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(settings.DataFolder), log, cancel);
        var folder = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(settings.DataFolder, "pg"));
        return new CommandDatabase(embedded.ConnectionString, $"private, {folder}", embedded);
    }

    /// <summary>Brings the schema to this version.</summary>
    public async Task<int> MigrateAsync(ILogger log, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        return await Migrator.RunAsync(source, log, cancel);
    }

    // Its own message would repeat the password.
    static string Checked(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).ConnectionString;
        }
        catch (ArgumentException)
        {
            throw new BadSettingException("ROSTERLINE_DATABASE", "is not a connection string. Write it like Host=db;Username=rosterline;Password=…;Database=rosterline.");
        }
    }

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
