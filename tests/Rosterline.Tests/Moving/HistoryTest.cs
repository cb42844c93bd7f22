using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Rosterline.Lines;
using Rosterline.Moving.History;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Receiving;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Moving;

/// <summary>The texts of a former product come in once, marked, and nothing follows from them.</summary>
public class HistoryTest(SharedApp shared) : IClassFixture<SharedApp>
{
    const string File = """
        Direction,From,To,Message,Sent At,Status
        Incoming,(901) 555-0101,(901) 555-0142,Hi is the shift still open?,3/10/2025 8:00 AM,
        Outgoing,(901) 555-0142,(901) 555-0101,"Yes, Saturday 7 AM.",3/10/2025 8:05 AM,Delivered
        Incoming,(901) 555-0101,(901) 555-0142,STOP,3/11/2025 9:00 AM,
        Outgoing,(901) 555-0142,(615) 555-0102,Are you free?,3/9/2025 2:30 AM,Failed
        Incoming,(615) 555-0102,(901) 555-0142,Stop,3/10/2025 1:00 PM,
        Incoming,(615) 555-0102,(901) 555-0142,START,3/10/2025 1:01 PM,
        Incoming,(901) 555-01,(901) 555-0142,short,3/10/2025 1:01 PM,
        Incoming,(901) 555-0101,(901) 555-0142,late,13/31/26,
        Sideways,(901) 555-0101,(901) 555-0142,which,3/10/2025 1:01 PM,
        Incoming,(901) 555-0101,(615) 555-0999,elsewhere,3/10/2025 1:01 PM,

        """;

    TestApp App => shared.App;

    [Fact, Trait("Requirement", "H-14")]
    public async Task Comes_in_marked_in_order_and_only_once()
    {
        var (http, line) = await BeginAsync();
        var lucas = await App.Agency.PersonAsync("Lucas", "Meyer", 19015550101);
        var (id, done) = await BringAsync(http, File);
        done["summary"]!.GetValue<string>().ShouldBe("6 texts brought in, 0 were here already, 4 rows skipped.");
        done["firstProblems"]!.AsArray().Select(p => p!["words"]!.GetValue<string>()).ShouldBe(
        [
            "Row 8, From: “(901) 555-01” is not a number that can exist. Skipped.", "Row 9, Sent At: “13/31/26” is not a time. Skipped.",
            "Row 10, Direction: “Sideways” says neither received nor sent. Skipped.", "Row 11: (615) 555-0999 is no line here, and none was chosen for it. Skipped.",
        ]);
        (await TextsAsync(line, 19015550101)).ShouldBe(["-2 in 2025-03-10 13:00 Hi is the shift still open?", "-1 out 2025-03-10 13:05 Yes, Saturday 7 AM.", "0 in 2025-03-11 14:00 STOP"]);
        // The hour that spring leaves out.
        (await TextsAsync(line, 16155550102)).ShouldBe(["-2 out 2025-03-09 08:30 Are you free?", "-1 in 2025-03-10 18:00 Stop", "0 in 2025-03-10 18:01 START"]);
        (await App.Agency.ReadAsync<string>("select concat_ws(' ', attention, unread, preview, person_id = $2, last_seq) from conversation where root_id = $1 and number = 19015550101", App.Agency.RootId, lucas)).ShouldBe("0 0 STOP t 0");
        var conversation = await App.Agency.ReadAsync<Guid>("select id from conversation where root_id = $1 and number = 19015550101", App.Agency.RootId);
        var shown = (await http.GetFromJsonAsync<JsonNode>($"/api/v1/conversations/{conversation}/messages"))!["items"]!.AsArray();
        shown.Select(m => $"{m!["statusWords"]} {m["origin"]}").Distinct().ShouldBe(["From TextUs brought"]);

        (await BringAsync(http, File)).Status["summary"]!.GetValue<string>().ShouldBe("Nothing new in this file. 0 texts brought in, 6 were here already, 4 rows skipped.");
        (await TextsAsync(line, 19015550101)).Count.ShouldBe(3);
        id.ShouldNotBe(Guid.Empty);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task Nothing_follows_from_it_and_an_opt_out_is_offered_with_its_date()
    {
        await using var app = await TestApp.StartAsync();
        var (http, _) = await BeginAsync(app);
        var (id, _) = await BringAsync(http, File);
        foreach (var table in new[] { "number_state where blocked <> 0 and", "consent_event where", "outbox where", "journal_note where", "message where origin <> 5 and" })
            (await app.Agency.ReadAsync<long>($"select count(*) from {table} root_id = $1", app.Agency.RootId)).ShouldBe(0, table);
        (await http.GetFromJsonAsync<JsonNode>("/api/v1/reports/sms-activity?from=2025-01-01T00:00:00Z"))!["items"]!.AsArray().ShouldBeEmpty();
        var found = (await http.GetFromJsonAsync<JsonNode>($"/api/v1/history/import/{id}/opt-outs"))!["items"]!.AsArray();
        found.Count.ShouldBe(1);
        (found[0]!["number"]!.GetValue<string>(), found[0]!["words"]!.GetValue<string>(), found[0]!["recordedAt"]).ShouldBe(("+19015550101", "STOP", null));
        (await (await http.PostAsync($"/api/v1/history/import/{id}/opt-outs", null)).Content.ReadFromJsonAsync<JsonNode>())!["added"]!.GetValue<int>().ShouldBe(1);
        (await app.Agency.ReadAsync<string>("select concat_ws(' ', blocked, opted_out_at at time zone 'UTC', opted_out_words) from number_state where root_id = $1 and number = 19015550101", app.Agency.RootId)).ShouldBe("1 2025-03-11 14:00:00 STOP");
        (await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and origin <> 5", app.Agency.RootId)).ShouldBe(0);
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task What_the_provider_lists_and_what_the_file_says_is_one_text()
    {
        await using var app = await TestApp.StartAsync();
        var (http, line) = await BeginAsync(app);
        var agency = app.Agency;
        var connection = await agency.ReadAsync<Guid>("select connection_id from line where root_id = $1 and id = $2", agency.RootId, line);
        // Filled in from the provider's list this morning, and answered since.
        var (conversation, early, late) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await agency.RunAsync("insert into conversation (root_id, id, line_id, number, last_seq, last_at) values ($1, $2, $3, 19015550101, 2, now())", agency.RootId, conversation, line);
        await agency.RunAsync("""
            insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, created_at, connection_id, provider_message_id)
            values ($1, $2, $4, $5, 19015550101, 1, 0, 11, 'Yes', now() - interval '1 hour', $6, 'IN1'), ($1, $3, $4, $5, 19015550101, 2, 0, 11, 'Yes', now() - interval '30 minutes', $6, 'IN2')
            """, agency.RootId, early, late, conversation, line, connection);
        await agency.RunAsync("insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id) values ($1, $2, 'IN2', $3)", agency.RootId, connection, late);
        string At(int hours) => TimeProvider.System.GetUtcNow().AddHours(-hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var file = $"Direction,Phone,Message,Time,Message ID\nin,9015550101,Yes,{At(3)},\nin,9015550101,Yes,{At(2)},IN2\nin,9015550101,Yes,{At(50)},IN9\nin,9015550101,Thanks,{At(60)},IN8\n";
        (await BringAsync(http, file, line)).Status["summary"]!.GetValue<string>().ShouldBe("2 texts brought in, 2 were here already, 0 rows skipped.");
        (await BringAsync(http, file, line)).Status["summary"]!.GetValue<string>().ShouldContain("4 were here already");
        (await TextsAsync(line, 19015550101, app)).Select(text => text.Split(' ')[0] + " " + text.Split(' ')[^1]).ShouldBe(["-1 Thanks", "0 Yes", "1 Yes", "2 Yes"]);
        // The list comes once more: what the file brought with its id is known.
        (await agency.ReadAsync<long>("select count(*) from inbound_receipt where root_id = $1 and provider_message_id in ('IN8', 'IN9')", agency.RootId)).ShouldBe(2);
        (await agency.ReadAsync<string>("select concat_ws(' ', last_seq, preview) from conversation where root_id = $1 and id = $2", agency.RootId, conversation)).ShouldBe("2 ");
    }

    [Fact, Trait("Requirement", "H-14")]
    public async Task The_providers_list_does_not_bring_again_what_the_file_brought_but_a_keyword_counts()
    {
        await using var app = await TestApp.StartAsync();
        var (http, line) = await BeginAsync(app);
        await BringAsync(http, File);
        var connection = await app.Agency.ReadAsync<Guid>("select connection_id from line where root_id = $1 and id = $2", app.Agency.RootId, line);
        var configured = (await app.Get<ConnectionReader>().FindAsync(app.Agency.RootId, connection, default))!.Connection;
        ReceivedText Listed(string id, string body, int day, int hour) => new(id, new PhoneNumber(19015550101), "+19015550101", new PhoneNumber(19015550142), body, new DateTimeOffset(2025, 3, day, hour, 0, 30, TimeSpan.Zero), [], false);
        ReceivedText[] listed = [Listed("SM1", "Hi is the shift still open?", 10, 13), Listed("SM2", "STOP", 11, 14), Listed("SM3", "Hello", 12, 14)];
        (await KnownHistory.WithoutAsync(app.Sql, configured, [.. listed], default)).Select(text => text.ProviderMessageId).ShouldBe(["SM2", "SM3"]);
        (await app.Agency.ReadAsync<long>("select count(*) from inbound_receipt where root_id = $1 and provider_message_id = 'SM1'", app.Agency.RootId)).ShouldBe(1);
    }

    [Theory]
    [InlineData("3/10/2025 8:00 AM", null, "2025-03-10 13:00")]
    [InlineData("2025-03-10T08:00:00Z", null, "2025-03-10 08:00")]
    [InlineData("2025-03-10 08:00:00 -05:00", null, "2025-03-10 13:00")]
    [InlineData("2025-03-10 08:00:00", "Pacific", "2025-03-10 15:00")]
    [InlineData("3/10/25 8:00 PM EST", null, "2025-03-11 00:00")]
    [InlineData("Mar 10, 2025 8:00 AM", "America/New_York", "2025-03-10 12:00")]
    [InlineData("2025-03-10 08:00", "-06:00", "2025-03-10 14:00")]
    [InlineData("2025-11-02 01:30", null, "2025-11-02 07:30")]
    [InlineData("yesterday", null, null)]
    [InlineData("2025-03-10 08:00", "Mars", null)]
    public void Reads_times(string cell, string? zone, string? utc) =>
        HistoryTimes.Read(cell, zone, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"))?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(utc);

    [Fact, Trait("Requirement", "H-14")]
    public async Task Asks_for_what_is_missing_and_is_the_administrators()
    {
        var (http, _) = await BeginAsync();
        var recruiter = await App.ClientAsync(await App.Agency.UserAsync("Maya"));
        (await UploadAsync(recruiter, File)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = (await (await UploadAsync(http, "When,Words\n2025-01-01,Hi\n2025-01-02,Ho\n")).Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<Guid>();
        (await PlanAsync(http, id, new { product = "TextUs" }))["code"]!.GetValue<string>().ShouldBe("no_number_column");
        (await PlanAsync(http, id, new { product = "TextUs", mapping = new { body = 7 } }))["detail"]!.GetValue<string>().ShouldBe("The file has no column 8.");
        (await PlanAsync(http, id, new { product = "" }))["code"]!.GetValue<string>().ShouldBe("product_missing");
        (await (await http.PostAsync($"/api/v1/history/import/{id}/run", null)).Content.ReadAsStringAsync()).ShouldContain("import_unplanned");
    }

    async Task<(HttpClient Http, Guid Line)> BeginAsync(TestApp? app = null)
    {
        var agency = (app ?? App).Agency;
        var line = await agency.ReadAsync<Guid?>("select id from line where root_id = $1 and number = 19015550142", agency.RootId);
        if (line is null)
        {
            (line, var connection) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await agency.RunAsync("insert into provider_connection (root_id, id, account_id, provider, name, settings, hook_token, active) values ($1, $2, $1, 'simulated', 'S', '{}', $3, false)", agency.RootId, connection, connection.ToString());
            await agency.RunAsync("insert into line (root_id, id, account_id, connection_id, number, name) values ($1, $2, $1, $3, 19015550142, 'Front desk')", agency.RootId, line, connection);
            await agency.RunAsync("insert into line_user (root_id, line_id, user_id) values ($1, $2, $3)", agency.RootId, line, agency.AdminId);
        }
        return (await (app ?? App).ClientAsync(), line.Value);
    }

    static async Task<(Guid Id, JsonNode Status)> BringAsync(HttpClient http, string file, Guid? line = null)
    {
        var id = (await (await UploadAsync(http, file)).Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<Guid>();
        (await PlanAsync(http, id, new { product = "TextUs", zone = "America/Chicago", line }))["rows"].ShouldNotBeNull();
        (await http.PostAsync($"/api/v1/history/import/{id}/run", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (id, await Eventually.BecomesAsync(async () => (await http.GetFromJsonAsync<JsonNode>($"/api/v1/history/import/{id}"))!, status => status["state"]!.GetValue<string>() != "running"));
    }

    static Task<HttpResponseMessage> UploadAsync(HttpClient http, string file)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "texts.csv" } };
        return http.PostAsync("/api/v1/history/import", form);
    }

    static async Task<JsonNode> PlanAsync(HttpClient http, Guid id, object request) => (await (await http.PutAsJsonAsync($"/api/v1/history/import/{id}", request)).Content.ReadFromJsonAsync<JsonNode>())!;

    async Task<List<string>> TextsAsync(Guid line, long number, TestApp? app = null)
    {
        await using var command = (app ?? App).Sql.CreateCommand("select m.seq, m.direction, m.created_at, m.body from message m where m.root_id = $1 and m.line_id = $2 and m.number = $3 order by m.seq");
        foreach (var value in new object[] { (app ?? App).Agency.RootId, line, number }) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await row.ReadAsync())
            all.Add($"{row.GetInt32(0)} {(row.GetInt16(1) == 0 ? "in" : "out")} {row.GetFieldValue<DateTimeOffset>(2).UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)} {row.GetString(3)}");
        return all;
    }
}
