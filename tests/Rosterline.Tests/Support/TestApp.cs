using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Tests.Support;

/// <summary>The real application on a real database of its own, listening on a free port. Nothing of ours is replaced but the clock.</summary>
public sealed class TestApp : IAsyncDisposable
{
    readonly TestDatabase? database;
    readonly string folder;

    TestApp(TestDatabase? database, string folder, WebApplication app, FakeClock clock) => (this.database, this.folder, App, Clock) = (database, folder, app, clock);

    public WebApplication App { get; }

    public FakeClock Clock { get; }

    public Uri Address => new(App.Urls.First());

    public string ConnectionString => database!.ConnectionString;

    public NpgsqlDataSource Sql => App.Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>The organisation made at the start, with its administrator and one branch.</summary>
    public TestAgency Agency { get; private set; } = null!;

    /// <param name="realClock">Use the machine's clock, for what depends on real time passing.</param>
    /// <param name="through">Where the application finds its database instead, as behind a proxy.</param>
    public static async Task<TestApp> StartAsync(Action<WebApplicationBuilder>? adjust = null, bool realClock = true, Func<NpgsqlConnectionStringBuilder, string>? through = null)
    {
        var fresh = await TestDatabase.CreateAsync();
        var place = Directory.CreateTempSubdirectory("rosterline-test").FullName;
        var clock = new FakeClock();
        var app = Rosterline.App.Build(
            new Settings { DataFolder = place, Urls = "http://127.0.0.1:0" }, through?.Invoke(new NpgsqlConnectionStringBuilder(fresh.ConnectionString)) ?? fresh.ConnectionString,
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                if (!realClock) builder.Services.AddSingleton<TimeProvider>(clock);
                adjust?.Invoke(builder);
            });
        await app.StartAsync();
        var test = new TestApp(fresh, place, app, clock);
        test.Agency = await TestAgency.CreateAsync(fresh.DataSource);
        return test;
    }

    /// <summary>The application on a data folder and a database that are there already, with the organisation they hold.</summary>
    public static async Task<TestApp> StartOnAsync(string dataFolder, string connectionString, TestAgency? agency = null)
    {
        var app = Rosterline.App.Build(new Settings { DataFolder = dataFolder, Urls = "http://127.0.0.1:0" }, connectionString, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning));
        await app.StartAsync();
        var test = new TestApp(null, dataFolder, app, new FakeClock());
        test.Agency = agency is null ? await TestAgency.CreateAsync(test.Sql) : agency with { Sql = test.Sql };
        return test;
    }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>A client that carries an API key of the user (the agency's administrator unless told otherwise).</summary>
    public async Task<HttpClient> ClientAsync(Guid? userId = null)
    {
        var key = "rl_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        await using var command = Sql.CreateCommand("""
            insert into api_key (root_id, id, account_id, user_id, name, prefix, hash) values ($1, $2, $3, $4, 'test', 'rl_', $5)
            """);
        foreach (var value in new object[] { Agency.RootId, Ids.New(), Agency.AccountId, userId ?? Agency.AdminId, ApiKeyAuthentication.Hash(key) })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        if (database is null) return;
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One application for all tests of a class.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    public TestApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await TestApp.StartAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
