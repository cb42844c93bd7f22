using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Providers.Smpp;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Http;

/// <summary>A whole installation that texts through the real Kannel, which speaks SMPP to an independent gateway behind it.</summary>
[Trait("Provider", "Kannel")]
public class KannelTest
{
    const long Line = 19015550142, Lucas = 19015550143;

    [KannelFact]
    public async Task Texts_receipts_and_replies_pass_through_kannel()
    {
        await using var oracle = await SmppOracle.StartAsync();
        await oracle.TellAsync("ids", new() { ["base"] = 10 });
        await using var app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(new GatewayOptions(AllowPrivateAddresses: true)));
        using var client = await app.ClientAsync();
        await using var kannel = new Kannel();
        var connection = await ConnectAsync(app, client, kannel);
        await kannel.StartAsync(oracle.Port, $"{connection.GetProperty("hookAddress").GetString()}?from=%p&to=%P&text=%b&id=%I&charset=%C");
        await oracle.SeesAsync("bind");

        var test = await (await client.PostAsJsonAsync($"/api/v1/connections/{connection.GetProperty("id")}/test", new { })).Content.ReadFromJsonAsync<JsonElement>();
        test.GetProperty("ok").GetBoolean().ShouldBeTrue(test.ToString());

        await oracle.DeliverAsync("start", SmppOracle.Text(Lucas, Line, "START", coding: 0));
        await oracle.DeliverAsync("reply", SmppOracle.Text(Lucas, Line, "Sí ☕ 👍"));
        await Eventually.HoldsAsync(async () => (await BodiesAsync(app)).Count == 2);
        (await BodiesAsync(app)).Order().ShouldBe(new[] { "START", "Sí ☕ 👍" }.Order(), kannel.Log);

        string[] bodies = ["Hello {world} €5 & more + 100%", "Café ☕?", new string('x', 200)];
        foreach (var body in bodies) (await client.PostAsJsonAsync("/api/v1/messages", new { to = $"+{Lucas}", body })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var texts = await oracle.SeesAsync("text", 4);
        var words = texts.Select(t => t.GetProperty("text").GetString()!).ToList();
        words.ShouldContain(bodies[0]);
        words.ShouldContain(bodies[1]);
        string.Concat(words.Where(w => w.StartsWith('x'))).ShouldBe(bodies[2]);

        foreach (var text in texts.Where(t => (t.GetProperty("registered").GetInt32() & 1) == 1))
            await oracle.DeliverAsync("receipt", new()
            {
                ["source_addr"] = $"{Lucas}", ["destination_addr"] = $"{Line}", ["esm_class"] = 4,
                ["short_message"] = $"id:{text.GetProperty("id").GetString()} sub:001 dlvrd:001 submit date:2611211000 done date:2611211001 stat:DELIVRD err:000 text:",
            });
        await Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1 and direction = 1 and status = 5", app.Agency.RootId) >= 3);
    }

    static async Task<JsonElement> ConnectAsync(TestApp app, HttpClient client, Kannel kannel)
    {
        var made = await client.PostAsJsonAsync("/api/v1/connections", new
        {
            provider = "kannel", name = "Kannel",
            settings = new
            {
                address = $"http://127.0.0.1:{kannel.Sendsms}/cgi-bin/sendsms", username = Kannel.Username, password = Kannel.Password,
                statusPage = $"http://127.0.0.1:{kannel.Admin}/status.txt?password={Kannel.StatusPassword}", dlrMask = "31",
            },
        });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var connection = await made.Content.ReadFromJsonAsync<JsonElement>();
        (await client.PostAsJsonAsync("/api/v1/lines", new { connectionId = connection.GetProperty("id").GetGuid(), number = $"+{Line}", perSecond = 100 })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await app.Agency.RunAsync("insert into line_user (root_id, line_id, user_id, is_default) select $1, id, $2, true from line where root_id = $1 on conflict do nothing", app.Agency.RootId, app.Agency.AdminId);
        // Whether the carriers know the number is not what this is about.
        await app.Agency.RunAsync("update line set verification = 0 where root_id = $1", app.Agency.RootId);
        app.Get<Rosterline.Lines.LineReader>().Forget();
        app.Get<Rosterline.Accounts.ViewerReader>().Forget(app.Agency.RootId);
        return connection;
    }

    static Task<List<string>> BodiesAsync(TestApp app) =>
        app.Sql.Command("select body from message where root_id = $1 and direction = 0 order by seq", app.Agency.RootId).ReadAllAsync(row => row.GetString(0), CancellationToken.None);
}
