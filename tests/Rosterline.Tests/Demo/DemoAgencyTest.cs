using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Demo;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Demo;

[Trait("Requirement", "P-10")]
public sealed class DemoAgencyTest : IAsyncLifetime
{
    TestApp app = null!;
    DemoAgency.SignIn dana = null!;
    TimeSpan took;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        var start = Stopwatch.GetTimestamp();
        dana = (await DemoAgency.SeedAsync(app.App.Services, default))!;
        took = Stopwatch.GetElapsedTime(start);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Is_there_within_four_seconds_and_only_once()
    {
        took.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        (await CountAsync("select count(*) from person where root_id = $1")).ShouldBe(500);
        (await DemoAgency.SeedAsync(app.App.Services, default)).ShouldBeNull();
        (await app.Agency.ReadAsync<long>("select count(*) from organisation where is_demo")).ShouldBe(1);
    }

    [Fact]
    public async Task Conversations_are_as_ingest_and_dispatch_leave_them()
    {
        (await CountAsync("select count(*) from conversation where root_id = $1")).ShouldBeGreaterThan(55);
        (await CountAsync("""
            select count(*) from conversation c where c.root_id = $1 and (
              c.last_seq <> (select coalesce(max(seq), 0) from message m where m.root_id = c.root_id and m.conversation_id = c.id)
              or c.last_seq <> (select count(*) from message m where m.root_id = c.root_id and m.conversation_id = c.id and m.seq is not null)
              or c.last_seq > 0 and not exists (select 1 from message m where m.root_id = c.root_id and m.conversation_id = c.id and m.seq = c.last_seq
                   and left(m.body, 120) = c.preview and m.direction = c.preview_direction and m.created_at = c.last_at)
              or c.attention = 1 and c.preview_direction = 1 or c.attention = 2 and c.preview_direction = 0)
            """)).ShouldBe(0);
        (await CountAsync("""
            select count(*) from message a join message b on b.root_id = a.root_id and b.conversation_id = a.conversation_id and b.seq = a.seq + 1
            where a.root_id = $1 and b.created_at < a.created_at
            """)).ShouldBe(0);
        (await CountAsync("select count(*) from message m where m.root_id = $1 and m.direction = 0 and not exists (select 1 from inbound_receipt r where r.message_id = m.id)")).ShouldBe(0);
    }

    [Fact]
    public async Task Every_status_is_present()
    {
        var statuses = await app.Agency.ReadAsync<short[]>("select array_agg(distinct status order by status) from message where root_id = $1", dana.RootId);
        statuses.ShouldBe([0, 1, 4, 5, 6, 7, 8, 9, 11]);
    }

    [Fact]
    public async Task Numbers_are_nobodys()
    {
        (await CountAsync("select count(*) from person_number where root_id = $1 and (number / 100) % 100000 <> 55501")).ShouldBe(0);
        (await CountAsync("select count(*) from person_number p join line l on l.root_id = p.root_id and l.number = p.number where p.root_id = $1")).ShouldBe(0);
        (await CountAsync("select count(*) - count(distinct number) from person_number where root_id = $1")).ShouldBe(0);
    }

    [Fact]
    public async Task Lucas_waits_on_top_for_Dana() =>
        (await app.Agency.ReadAsync<string>("""
            select p.name from conversation c join person p on p.root_id = c.root_id and p.id = c.person_id
            where c.root_id = $1 and c.attention = 1 and c.line_id in (select line_id from line_user where user_id = $2) order by c.last_at desc limit 1
            """, dana.RootId, dana.UserId)).ShouldBe("Lucas Lindqvist");

    [Fact]
    public async Task No_real_provider_can_be_added_and_every_person_has_a_phone()
    {
        var client = await DanaAsync();
        var refused = await client.PostAsJsonAsync("/api/v1/connections", new { provider = "twilio", settings = new { } });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("demo_simulated_only");
        var phones = await client.GetFromJsonAsync<JsonElement>("/api/v1/phones?q=Lindqvist");
        var lucas = phones.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        lucas.GetProperty("conversationId").ValueKind.ShouldBe(JsonValueKind.String);
        var phone = await client.GetFromJsonAsync<JsonElement>($"/api/v1/phones/{lucas.GetProperty("number").GetString()}");
        phone.GetProperty("messages").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task Somebody_texts_in_through_the_real_webhook()
    {
        var before = await CountAsync(Received);
        for (var i = 0; i < 8; i++) await app.Get<DemoTraffic>().SayOneAsync(default);
        for (var i = 0; i < 1200 && await CountAsync(Received) < before + 8; i++) await Task.Delay(100);
        // Somebody may text in by herself meanwhile.
        (await CountAsync(Received)).ShouldBeGreaterThanOrEqualTo(before + 8);
    }

    [Fact]
    public async Task Jobs_and_templates_are_there_and_the_templates_stand_the_check()
    {
        (await CountAsync("select count(*) from application where root_id = $1")).ShouldBe(38);
        (await CountAsync("select count(distinct stage) from application where root_id = $1")).ShouldBe(6);
        (await CountAsync("select count(*) from assignment where root_id = $1")).ShouldBe(20);
        (await CountAsync("select count(*) from application a join person_number n on n.root_id = a.root_id and n.person_id = a.person_id where a.root_id = $1 and not exists (select 1 from consent_event e where e.root_id = $1 and e.number = n.number)")).ShouldBe(0);
        var client = await DanaAsync();
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/templates")).GetProperty("items").GetArrayLength().ShouldBe(DemoTemplates.All.Count);
        foreach (var body in DemoTemplates.All.SelectMany(text => new[] { text.English, text.Spanish }).OfType<string>())
            Rosterline.Sending.Wording.LintText.Check(body, new(DemoAgency.Name, new(2026, 11, 21))).ShouldBeEmpty(body);
    }

    const string Received = "select count(*) from message where root_id = $1 and direction = 0";

    async Task<HttpClient> DanaAsync()
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Add("X-Rosterline", "1");
        (await client.PostAsJsonAsync("/api/v1/session", new { email = dana.Email, password = dana.Password })).IsSuccessStatusCode.ShouldBeTrue();
        return client;
    }

    Task<long> CountAsync(string sql) => app.Agency.ReadAsync<long>(sql, dana.RootId);
}
