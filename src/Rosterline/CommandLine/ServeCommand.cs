using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Sessions;
using Rosterline.Admin.Backup;
using Rosterline.Database;
using Rosterline.Demo;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Platform.Startup;
using Rosterline.Platform.Observing;

namespace Rosterline.CommandLine;

/// <summary><c>rosterline serve</c>: database, migrations, first administrator, then the application until it is told to stop.</summary>
static class ServeCommand
{
    static readonly Option<int?> Port = new("--port") { Description = "Listen on http://localhost:PORT" };
    static readonly Option<string?> Folder = new("--data") { Description = "Keep everything in this folder" };

    public static Command Make()
    {
        var command = new Command("serve", "Start Rosterline") { Port, Folder };
        command.SetAction((parsed, cancel) => RunAsync(SettingsOf(parsed), ConsoleSteps.OnConsole(), cancel));
        return command;
    }

    static Settings SettingsOf(ParseResult parsed) => Settings.From(key => key switch
    {
        "ROSTERLINE_URLS" when parsed.GetValue(Port) is { } port => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        "ROSTERLINE_DATA" when parsed.GetValue(Folder) is { } folder => folder,
        _ => Environment.GetEnvironmentVariable(key),
    });

    static async Task<int> RunAsync(Settings settings, ConsoleSteps steps, CancellationToken cancel)
    {
        using var log = LoggerFactory.Create(logging => logging.AddLogs().SetMinimumLevel(LogLevel.Warning));
        var logger = log.CreateLogger("Rosterline.Start");
        // Beside an external database too: who holds the folder has proven that its earlier holders are dead (Sending/Dispatch/Node).
        using var folder = settings.Database is null ? null : DataFolder.Hold(settings.DataFolder);
        // Disposed in turn: the application drains first, then its database stops.
        RestoreBackup.RefuseUnfinished(settings.DataFolder);
        await using var database = await steps.RunAsync("starting the database", () => CommandDatabase.OpenAloneAsync(settings, logger, cancel), opened => opened.Words);
        await Upgrade.ExecuteAsync(database, settings, steps, logger, cancel);
        await NoticeCopyAsync(database, settings, logger, cancel);
        await using var app = App.Build(settings, database.ConnectionString);
        await app.Services.GetRequiredService<LostKeys>().CheckAsync(cancel);
        var first = await FirstStartAsync(app, settings, steps, cancel);
        await ListenAsync(app, settings, cancel);
        ReadyLines.Print(steps, settings, first);
        await app.WaitForShutdownAsync(cancel);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    // An external database is shared by folders on purpose.
    static async Task NoticeCopyAsync(CommandDatabase database, Settings settings, ILogger log, CancellationToken cancel)
    {
        if (settings.Database is not null) return;
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        if (await NoticeCopy.ExecuteAsync(source, settings.DataFolder, TimeProvider.System, cancel))
            log.LogWarning("This data folder was copied or moved since it was last served: all sending is paused until Resume is pressed");
    }

    static async Task<FirstAdministrator.Made?> FirstStartAsync(WebApplication app, Settings settings, ConsoleSteps steps, CancellationToken cancel)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (settings.Demo && await DemoAsync(scope.ServiceProvider, steps, cancel) is { } demo) return demo;
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().ExecuteAsync(cancel);
    }

    static async Task<FirstAdministrator.Made?> DemoAsync(IServiceProvider services, ConsoleSteps steps, CancellationToken cancel)
    {
        if (await FirstAdministrator.SomebodyAsync(services.GetRequiredService<NpgsqlDataSource>(), cancel)) return null;
        var signIn = await steps.RunAsync("preparing the demo", () => DemoAgency.SeedAsync(services, cancel), _ => "Northwind Staffing, 500 people");
        if (signIn is null) return null;
        var db = services.GetRequiredService<RosterlineDb>();
        var link = OneTimeLinks.Add(db, signIn.RootId, signIn.UserId, TimeProvider.System);
        await db.SaveChangesAsync(cancel);
        return new FirstAdministrator.Made(signIn.Email, signIn.Password, link);
    }

    static async Task ListenAsync(WebApplication app, Settings settings, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            var port = BindingAddress.Parse(settings.Urls.Split(';')[0]).Port;
            throw new StartupException($"Port {port} is in use. Try ./run --port {port + 1}.", fault);
        }
    }
}
