using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rosterline.Admin.Backup;
using Rosterline.Admin.Health;
using Rosterline.Database;
using Rosterline.Platform;
using Rosterline.Platform.Startup;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Admin.Backup;

/// <summary>A backup made under load, restored on an empty folder with the log archived since, quiet until it was compared with the carrier.</summary>
public sealed class RestoreTest : IAsyncLifetime
{
    const long Gone = 19015550143, NotGone = 19015550144, Scheduled = 19015550145, Stopper = 19015550146;

    readonly TestFolder folder = new();
    FakeCarrier carrier = null!;

    string OldFolder => folder["old"];

    string NewFolder => folder["new"];

    public async Task InitializeAsync() => carrier = await FakeCarrier.StartAsync();

    public async Task DisposeAsync()
    {
        await carrier.DisposeAsync();
        RestoreBackup.Remove(OldFolder);
        RestoreBackup.Remove(NewFolder);
        folder.Dispose();
    }

    [Fact]
    [Trait("Requirement", "P-05")]
    [Trait("Requirement", "P-06")]
    public async Task A_restored_system_is_quiet_until_it_was_compared_and_sends_nothing_twice()
    {
        var (agency, texts, backup, acknowledged) = await BackUpUnderLoadAsync();
        // After the backup two of the texts went out, and somebody wrote STOP.
        foreach (var (number, id) in texts.Where(t => t.Key is Gone or Scheduled))
            carrier.Accept(new Carried($"c-{number}", id, "+19015550142", $"+{number}", Body(number), "", TimeProvider.System.GetUtcNow()));
        carrier.Inbox.Enqueue(FakeCarrier.Inbound("stop-after", Stopper, 19015550142, "STOP"));

        NothingHolds(FakeCarrier.Token, OldFolder);
        await RefusesWhatDoesNotFitAsync(backup);
        var key = BackupKey.FromFile(Path.Combine(OldFolder, "backup.key"));
        var restored = await RestoreBackup.ExecuteAsync(backup, NewFolder, _ => key, TimeProvider.System, default);
        restored.Unclear.ShouldBe(4);
        restored.Messages.ShouldBeGreaterThanOrEqualTo(acknowledged.Count);
        restored.Log.Broken.ShouldBeNull();
        restored.Until.ShouldBeGreaterThan(restored.Manifest.TakenAt);

        await using var database = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(NewFolder), NullLogger.Instance, default);
        await using var app = await TestApp.StartOnAsync(NewFolder, database.ConnectionString, agency);
        using var client = await app.ClientAsync();
        (await HeldAsync(app, acknowledged)).ShouldBe(acknowledged.Count, "texts acknowledged before the backup and after it");
        (await client.GetStringAsync("/api/v1/session")).ShouldContain("Restored from the backup of");

        (await ResumeAsync(client)).ShouldBe("still_checking");
        List<string> handedOver = [];
        await Eventually.BecomesAsync(() =>
        {
            handedOver = [.. carrier.Accepted.Select(t => t.To)];
            return ResumeAsync(client);
        }, code => code is null, seconds: 90);
        handedOver.ShouldBe([$"+{Gone}", $"+{Scheduled}"], ignoreOrder: true, "handed over before Resume");

        await Eventually.HoldsAsync(() => carrier.Accepted.Count >= 3, seconds: 60);
        await StatusBecomesAsync(client, texts[Gone], "sent");
        await StatusBecomesAsync(client, texts[Scheduled], "sent");
        await StatusBecomesAsync(client, texts[NotGone], "sent");
        await StatusBecomesAsync(client, texts[Stopper], "refused");
        carrier.Accepted.GroupBy(t => t.Reference).ShouldAllBe(g => g.Count() == 1);
        carrier.Accepted.ShouldNotContain(t => t.Reference == texts[Stopper]);
    }

    async Task<(TestAgency, Dictionary<long, Guid> Texts, string Backup, ConcurrentBag<string> Acknowledged)> BackUpUnderLoadAsync()
    {
        await using var database = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(OldFolder), NullLogger.Instance, default);
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString)) await Migrator.RunAsync(source, NullLogger.Instance, default);
        await using var app = await TestApp.StartOnAsync(OldFolder, database.ConnectionString);
        var line = await TestLine.AddAsync(app, carrier);
        using var client = await app.ClientAsync();
        await app.Agency.RunAsync("update organisation set paused_at = now(), paused_reason = 'test' where root_id = $1", app.Agency.RootId);
        var texts = new Dictionary<long, Guid>();
        foreach (var number in new[] { Gone, NotGone, Scheduled, Stopper })
            texts[number] = await SendAsync(client, number, number == Scheduled ? TimeProvider.System.GetUtcNow().AddSeconds(1) : null);

        var (before, nth, writing) = (new ConcurrentBag<string>(), 0, true);
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref writing))
            {
                var id = $"in-{Interlocked.Increment(ref nth)}";
                (await FakeCarrier.PostAsync(client, line.Hook, FakeCarrier.Inbound(id, 19015560000 + nth % 50, line.Number, "Yes"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
                before.Add(id);
            }
        })).ToList();
        await Eventually.HoldsAsync(() => before.Count > 100);
        var settings = app.Get<Settings>();
        var taken = await app.Get<TakeBackup>().ExecuteAsync(BackupFolder.Of(settings), BackupKey.Of(settings), 0, default);
        // The log goes on: into a file that is finished, the next one, and the one begun.
        foreach (var more in new[] { 1, 2, 3 })
        {
            var atLeast = before.Count + 100;
            await Eventually.HoldsAsync(() => before.Count > atLeast);
            if (more < 3) await app.Agency.RunAsync("select pg_switch_wal()");
            if (more > 1) await app.Get<ArchiveLog>().SealAsync(true, default);
        }
        Volatile.Write(ref writing, false);
        await Task.WhenAll(load);
        await app.Get<ArchiveLog>().SealAsync(true, default);
        await HealthSaysWhereTheLogIsAsync(app, taken.File);
        return (app.Agency, texts, taken.File, before);
    }

    static async Task HealthSaysWhereTheLogIsAsync(TestApp app, string backup)
    {
        async Task<HealthCheck> LookAsync() => (await app.Get<HealthReport>().ExecuteAsync(null, default)).Single(check => check.Name == "Backup log");
        (await LookAsync()).ShouldBe(HealthCheck.Ok("Backup log", "A restore brings back everything until about a minute ago."));
        foreach (var file in Directory.GetFiles(BackupLog.FolderOf(backup))) File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-20.5));
        (await LookAsync()).ShouldBe(HealthCheck.Warning("Backup log", "The last 20 min could not be restored."));
        await app.Agency.RunAsync("select pg_drop_replication_slot(slot_name) from pg_replication_slots");
        (await LookAsync()).Words.ShouldStartWith("Not kept. What was stored since the newest backup could not be restored.");
    }

    async Task RefusesWhatDoesNotFitAsync(string backup)
    {
        var other = BackupKey.FromFile(folder["other.key"], make: true);
        (await RestoringAsync(backup, other)).Message.ShouldMatch("needs the key file with the fingerprint [0-9a-f]{8}-[0-9a-f]{8}");
        var right = BackupKey.FromFile(Path.Combine(OldFolder, "backup.key"));
        var bytes = File.ReadAllBytes(backup);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder["changed.backup"], bytes);
        (await RestoringAsync(folder["changed.backup"], right)).Message.ShouldContain("damaged or cut off");
        File.WriteAllBytes(folder["cut.backup"], File.ReadAllBytes(backup)[..^30_000]);
        (await RestoringAsync(folder["cut.backup"], right)).Message.ShouldContain("damaged or cut off");
        Directory.Exists(NewFolder).ShouldBeFalse("nothing is left of a restore that failed");
        (await Should.ThrowAsync<StartupException>(() => RestoreBackup.ExecuteAsync(backup, OldFolder, _ => right, TimeProvider.System, default))).Message.ShouldContain("is not empty");
    }

    // Tables, write-ahead log, the server's own log, the backup: the carrier's token is in none of them.
    static void NothingHolds(string secret, string folder)
    {
        var files = Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        files.Length.ShouldBeGreaterThan(100);
        foreach (var file in files) File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, file);
    }

    Task<StartupException> RestoringAsync(string file, BackupKey key) =>
        Should.ThrowAsync<StartupException>(() => RestoreBackup.ExecuteAsync(file, NewFolder, _ => key, TimeProvider.System, default));

    static string Body(long number) => $"Shift on Monday, {number}";

    static async Task<Guid> SendAsync(HttpClient client, long number, DateTimeOffset? at)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{number}", body = Body(number), sendAt = at });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    static async Task<long> HeldAsync(TestApp app, ConcurrentBag<string> ids) =>
        await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and provider_message_id = any($2)", app.Agency.RootId, ids.ToArray());

    static async Task<string?> ResumeAsync(HttpClient client)
    {
        var answer = await client.PostAsync("/api/v1/organisation/resume", null);
        return answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }

    static Task<string?> StatusBecomesAsync(HttpClient client, Guid id, string status) => Eventually.BecomesAsync(
        async () => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}")).GetProperty("status").GetString(), now => now == status, seconds: 90);
}
