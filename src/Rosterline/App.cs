using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Admin;
using Rosterline.Conversations;
using Rosterline.Database;
using Rosterline.Demo;
using Rosterline.Jobs;
using Rosterline.Journal;
using Rosterline.Lines;
using Rosterline.Media;
using Rosterline.Moving;
using Rosterline.People;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Providers;
using Rosterline.Receiving;
using Rosterline.Reports;
using Rosterline.Sending;
using Rosterline.Simulator;
using Rosterline.Platform.Observing;

namespace Rosterline;

/// <summary>The application as a list of its capabilities.</summary>
public static class App
{
    /// <summary>Builds the application on a database that is already migrated.</summary>
    /// <param name="adjust">Lets a test replace the clock or add a fake outside service.</param>
    public static WebApplication Build(Settings settings, string connectionString, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = WebRoot() });
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel => { kestrel.AddServerHeader = false; kestrel.Limits.MaxRequestBodySize = 64 << 20; });
        // A stop waits this long for texts under way; what is not finished then is looked up by whoever comes next.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(9));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(MasterKeys.Open(settings)).AddSingleton<DataKeys>().AddSingleton<Secrets>().AddSingleton<RotateKeys>().AddSingleton<LostKeys>().AddHostedService<AdoptSecrets>();
        builder.Services.AddSingleton(_ => DatabaseSource.Build(connectionString));
        builder.Services.AddSingleton(_ => DatabaseSource.BuildHotPath(connectionString));
        builder.Services.AddDbContext<RosterlineDb>((services, options) => options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.ConfigureHttpJsonOptions(json => ConfigureJson(json.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.AddApiDocument();
        builder.AddObservation();
        builder.AddAccounts();
        builder.AddPeople();
        builder.AddProviders();
        builder.AddLines();
        builder.AddMedia();
        builder.AddConversations();
        builder.AddJournal();
        builder.AddSending();
        builder.AddJobs();
        builder.AddReceiving();
        builder.AddAdmin();
        builder.AddMoving();
        builder.AddReports();
        builder.AddSimulator();
        builder.AddDemo();
        builder.AddWebApp();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseExceptionHandler(errors => errors.Run(Problems.AnswerAsync));
        app.UseHeaders();
        app.MapHooks();
        app.UseRouting();
        app.UseApiAnswers();
        app.UseAccounts();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapObservation();
        var api = app.MapGroup("/api/v1").RequireAuthorization();
        app.MapAccounts(api);
        api.For(Scopes.PeopleRead, Scopes.PeopleWrite).MapPeople();
        api.For(Scopes.Read, Scopes.Admin).MapLines();
        api.For(Scopes.Read, Scopes.Send).MapConversations();
        api.For(Scopes.PeopleRead, Scopes.PeopleWrite).MapJournal();
        api.For(Scopes.Read, Scopes.Send).MapSending();
        app.MapJobs(api.For(Scopes.PeopleRead, Scopes.PeopleWrite));
        app.MapMedia(api.For(Scopes.Read, Scopes.Send));
        app.MapAdmin(api);
        api.MapMoving();
        api.For(Scopes.Reports).MapReports();
        app.MapSimulator(api.For(Scopes.Read, Scopes.Send));
        api.MapDemo();
        app.MapLive();
        app.MapWebApp();
        return app;
    }

    public static void ConfigureJson(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
    }

    // In a release the built web app lies beside the executable, in a checkout beside the project.
    static string? WebRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var built in new[] { Path.Combine(folder.FullName, "wwwroot"), Path.Combine(folder.FullName, "src", "Rosterline", "wwwroot") })
                if (File.Exists(Path.Combine(built, "index.html"))) return built;
        }
        return null;
    }
}
