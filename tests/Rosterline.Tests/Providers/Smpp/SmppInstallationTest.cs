using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Smpp;

/// <summary>A whole installation connected to an independent SMPP gateway.</summary>
[Trait("Provider", "SMPP"), Trait("Requirement", "H-08")]
public sealed class SmppInstallationTest : IAsyncLifetime
{
    const long Line = 19015550142, Lucas = 19015550143;

    SmppOracle oracle = null!;
    TestApp app = null!;
    HttpClient client = null!;
    Guid connection;
    int delivered;

    public async Task InitializeAsync()
    {
        oracle = await SmppOracle.StartAsync();
        app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(new GatewayOptions(AllowPrivateAddresses: true)));
        client = await app.ClientAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await oracle.DisposeAsync();
    }

    [Fact]
    public async Task Texts_go_both_ways_and_the_page_says_whether_the_link_is_up()
    {
        await ConnectAsync("wrong");
        await StateAsync("Not bound. The gateway refused the password (0x0E). Tried again by itself.");
        (await client.PatchAsJsonAsync($"/api/v1/connections/{connection}", new { settings = Settings("sesame", oracle.Port) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await StateAsync("Bound as rosterline to ORACLE.");

        await DeliverAsync("START");
        (await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Lucas}", body = new string('x', 200) + " {€}" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var pieces = await oracle.SeesAsync("text", 2);
        await oracle.DeliverAsync("receipt", new() { ["source_addr"] = $"{Lucas}", ["destination_addr"] = $"{Line}", ["esm_class"] = 4, ["short_message"] = $"id:{pieces[1].GetProperty("id").GetString()} stat:DELIVRD" });
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and direction = 1 and status = 5", app.Agency.RootId) == 1);

        await app.Agency.RunAsync("update provider_connection set active = false where root_id = $1", app.Agency.RootId);
        await oracle.SeesAsync("unbind");
    }

    [Fact]
    public async Task A_text_in_pieces_is_joined_and_stop_in_one_part_is_heard_at_once()
    {
        await ConnectAsync("sesame");
        await StateAsync("Bound as rosterline to ORACLE.");
        await DeliverAsync(new JsonObject { ["esm_class"] = 0x40, ["hex"] = "050003070202" + "3c7365636f6e643e" });
        (await BodiesAsync()).ShouldBeEmpty();
        await DeliverAsync(new JsonObject { ["esm_class"] = 0x40, ["hex"] = "050003070201" + "3c66697273743e" });
        (await BodiesAsync()).ShouldBe(["<first><second>"]);
        await DeliverAsync(new JsonObject { ["short_message"] = "Last part", ["sar_msg_ref_num"] = 9, ["sar_total_segments"] = 2, ["sar_segment_seqnum"] = 2 });
        await DeliverAsync(new JsonObject { ["short_message"] = "First part, ", ["sar_msg_ref_num"] = 9, ["sar_total_segments"] = 2, ["sar_segment_seqnum"] = 1 });
        await DeliverAsync("STOP");
        (await BodiesAsync()).ShouldBe(["<first><second>", "First part, Last part", "STOP"]);
        (await app.Agency.ReadAsync<short>("select blocked from number_state where root_id = $1 and number = $2", app.Agency.RootId, Lucas)).ShouldNotBe((short)0);
    }

    [Fact]
    public async Task A_text_that_comes_again_because_the_link_broke_is_the_same_one_and_one_that_does_not_is_another()
    {
        await ConnectAsync("sesame", enquireSeconds: 600);
        await StateAsync("Bound as rosterline to ORACLE.");
        await DeliverAsync("Yes");
        await oracle.TellAsync("drop");
        await oracle.SeesAsync("bind", 2);
        await DeliverAsync("Yes");
        (await BodiesAsync()).ShouldBe(["Yes"], "the gateway could not know that its text was stored");
        await DeliverAsync("Yes");
        (await BodiesAsync()).ShouldBe(["Yes", "Yes"], "on one link, the same words are written twice");
    }

    [Fact]
    public async Task While_the_database_does_not_store_the_gateway_is_asked_to_send_again()
    {
        await ConnectAsync("sesame");
        await StateAsync("Bound as rosterline to ORACLE.");
        await app.Agency.RunAsync("alter table inbound_receipt rename to away");
        await DeliverAsync("Hello", 0x64);
        await DeliverAsync("Hello", 0x64);
        await app.Agency.RunAsync("alter table away rename to inbound_receipt");
        await DeliverAsync("Hello");
        (await BodiesAsync()).ShouldBe(["Hello"]);
    }

    [Fact]
    public async Task A_link_that_breaks_with_a_text_on_it_is_bound_again_and_the_text_is_not_sent_twice()
    {
        await ConnectAsync("sesame");
        await StateAsync("Bound as rosterline to ORACLE.");
        await DeliverAsync("START");
        await oracle.NextAsync("drop");
        await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Lucas}", body = "Lost" });
        await oracle.SeesAsync("bind", 2);
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and direction = 1 and status = 8", app.Agency.RootId) == 1);
        await StateAsync("Bound as rosterline to ORACLE.");
        await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Lucas}", body = "Found" });
        (await oracle.SeesAsync("text", 2)).Select(t => t.GetProperty("text").GetString()).ShouldBe(["Lost", "Found"]);
    }

    static JsonObject Settings(string password, int port, int enquireSeconds = 30) =>
        new() { ["host"] = "127.0.0.1", ["port"] = $"{port}", ["systemId"] = "rosterline", ["password"] = password, ["enquireSeconds"] = $"{enquireSeconds}" };

    async Task ConnectAsync(string password, int enquireSeconds = 30)
    {
        var made = await client.PostAsJsonAsync("/api/v1/connections", new { provider = "smpp", name = "Gateway", settings = Settings(password, oracle.Port, enquireSeconds) });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        connection = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await client.PostAsJsonAsync("/api/v1/lines", new { connectionId = connection, number = $"+{Line}", perSecond = 100 })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id, is_default) select $1, id, $2, true from line where root_id = $1 on conflict do nothing", app.Agency.RootId, app.Agency.AdminId);
        // Whether the carriers know the number is not what this is about.
        await app.Agency.RunAsync("update line set verification = 0 where root_id = $1", app.Agency.RootId);
        app.Get<Rosterline.Lines.LineReader>().Forget();
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
    }

    Task<string?> StateAsync(string words) => Eventually.BecomesAsync(async () =>
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/connections")).GetProperty("items")[0].GetProperty("state").GetProperty("words").GetString(), state => state == words);

    Task DeliverAsync(string words, int status = 0) => DeliverAsync(new JsonObject { ["short_message"] = words, ["data_coding"] = 8 }, status);

    async Task DeliverAsync(JsonObject fields, int status = 0)
    {
        (fields["source_addr"], fields["source_addr_ton"], fields["destination_addr"], fields["dest_addr_ton"]) = ($"{Lucas}", 1, $"{Line}", 1);
        await oracle.DeliverAsync("text", fields);
        (await oracle.SeesAsync("taken", ++delivered))[^1].GetProperty("status").GetInt32().ShouldBe(status);
    }

    Task<List<string>> BodiesAsync() =>
        app.Sql.Command("select body from message where root_id = $1 and direction = 0 order by seq", app.Agency.RootId).ReadAllAsync(row => row.GetString(0), CancellationToken.None);
}
