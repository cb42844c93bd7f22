using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rosterline.Accounts.Audit;
using Rosterline.Platform;
using Rosterline.Platform.Keys;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Platform.Keys;

/// <summary>Secrets go in through the API and are nowhere to be found afterwards, before and after a rotation of every key beside the running application.</summary>
[Trait("Requirement", "GH-06")]
public sealed class RotateKeysTest : IAsyncLifetime
{
    const string Planted = "planted-secret-7f3a9c", PlantedLater = "planted-later-51d8e2";

    readonly ConcurrentQueue<string> logged = new();
    TestApp app = null!;
    HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(builder => builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new Capture(logged)));
        admin = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Every_key_is_changed_while_the_application_runs_and_no_secret_is_readable_anywhere()
    {
        var connection = await PlantAsync();
        var person = await (await admin.PostAsJsonAsync("/api/v1/people", new { firstName = "Maya", lastName = "Chen", isEmployee = true, ssnLastFour = "4711" })).Content.ReadFromJsonAsync<JsonElement>();
        var id = person.GetProperty("id").GetGuid();
        await app.Get<SealAudit>().SealAllAsync(CancellationToken.None);
        await NothingIsReadableAsync(Planted);
        var (before, master) = (await BoxAsync(connection), app.Get<MasterKeys>().Name);

        var said = new List<string>();
        await app.Get<RotateKeys>().ExecuteAsync(renewData: true, said.Add, CancellationToken.None);

        said.ShouldContain(line => line.EndsWith("secrets of text providers encrypted again.", StringComparison.Ordinal));
        app.Get<MasterKeys>().Name.ShouldNotBe(master);
        (await BoxAsync(connection)).ShouldNotBe(before);
        (await app.Agency.ReadAsync<long>("select count(*) from data_key where retired_at is not null")).ShouldBe(0);
        (await app.Agency.ReadAsync<string>("select string_agg(encode(substring(wrapped from 1 for 4), 'hex'), ',') from (select distinct substring(wrapped from 1 for 4) as wrapped from data_key) k")).ShouldBe(app.Get<MasterKeys>().Name);
        // Read anew, as by another process with the new key file.
        var fresh = Secrets.Open(app.Sql, app.Get<Settings>().DataFolder);
        fresh.Decrypt(app.Agency.RootId, (await BoxAsync(connection))!, $"connection:{connection}").ShouldContain(Planted);
        (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/people/{id}")).GetProperty("ssnLastFour").GetString().ShouldBe("4711");
        (await app.Get<CheckAudit>().ExecuteAsync(app.Agency.RootId, CancellationToken.None)).Faults.ShouldBeEmpty();
        (await admin.PatchAsJsonAsync($"/api/v1/connections/{connection}", new { settings = new { token = PlantedLater } })).EnsureSuccessStatusCode();
        await NothingIsReadableAsync(Planted, PlantedLater);
    }

    [Fact]
    public async Task What_an_older_version_encrypted_is_brought_under_data_keys_at_the_start()
    {
        var connection = await PlantAsync();
        var master = app.Get<MasterKeys>().All[0];
        byte[] old = [1, .. AesBox.Close(master, Encoding.UTF8.GetBytes($$"""{"token":"{{Planted}}"}"""), $"connection:{connection}")];
        await app.Agency.RunAsync("update provider_connection set secrets = $2 where id = $1", connection, old);

        await app.Get<RotateKeys>().RenewValuesAsync(_ => { }, CancellationToken.None);

        var box = (await BoxAsync(connection))!;
        box[0].ShouldBe((byte)2);
        app.Get<Secrets>().Decrypt(app.Agency.RootId, box, $"connection:{connection}").ShouldContain(Planted);
    }

    async Task<Guid> PlantAsync()
    {
        var made = await admin.PostAsJsonAsync("/api/v1/connections", new { provider = "simulated", name = "Planted", settings = new { token = Planted } });
        made.EnsureSuccessStatusCode();
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        // What fails is what tempts to be written down.
        await admin.PostAsJsonAsync($"/api/v1/connections/{id}/test", new { });
        await admin.PostAsJsonAsync("/api/v1/users", new { name = "Ben", email = "ben@example.com", role = "recruiter", password = Planted });
        await admin.PostAsJsonAsync("/api/v1/session", new { email = "ben@example.com", password = Planted + "x" });
        return id;
    }

    Task<byte[]?> BoxAsync(Guid connection) => app.Agency.ReadAsync<byte[]>("select secrets from provider_connection where id = $1", connection);

    /// <summary>Neither as it is nor in hexadecimal or Base64, in any column of any table, in the data folder or in what was logged.</summary>
    async Task NothingIsReadableAsync(params string[] planted)
    {
        foreach (var form in planted.SelectMany(Forms))
        {
            foreach (var table in await TablesAsync())
                (await app.Agency.ReadAsync<long>($"select count(*) from {table} t where position(lower($1) in lower(t::text)) > 0", form)).ShouldBe(0, $"{form} in {table}");
            foreach (var file in Directory.EnumerateFiles(app.Get<Settings>().DataFolder, "*", SearchOption.AllDirectories))
                File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)).ShouldBe(-1, $"{form} in {file}");
            logged.ShouldAllBe(line => !line.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
        logged.ShouldNotBeEmpty();
    }

    static IEnumerable<string> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return secret;
        yield return Convert.ToHexStringLower(bytes);
        // Without what depends on what stands before and after.
        for (var shift = 0; shift < 3; shift++) yield return Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=')[4..^2];
    }

    async Task<string[]> TablesAsync() =>
        (await app.Agency.ReadAsync<string[]>("select array_agg(quote_ident(relname)) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"))!;

    sealed class Capture(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
