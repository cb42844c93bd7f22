using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Simulator.Carrier;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Simulator.Zipwhip;

/// <summary>A line at the simulated carrier reached in Zipwhip's language, in both directions through the running application.</summary>
[Trait("Requirement", "H-13")]
public sealed class ZipwhipCarrierTest : IAsyncLifetime
{
    const string Person = "+16125550123";

    TestApp app = null!;
    HttpClient admin = null!, outside = null!;
    PhoneNumber number;
    TestLine line = null!;
    ConfiguredConnection connection = null!;
    string token = null!;

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(builder => builder.Services.AddSingleton(services => new ProviderHttp(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<Microsoft.Extensions.Logging.ILogger<ProviderHttp>>(), ProviderHttpOptions.Default with { AllowPrivateAddresses = true })));
        (admin, outside) = (await app.ClientAsync(), new HttpClient { BaseAddress = new Uri(app.Address, "/simulator/zipwhip/") });
        var made = await (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { })).Content.ReadFromJsonAsync<JsonElement>();
        var reader = app.Get<ConnectionReader>();
        var simulated = (await reader.FindAsync(app.Agency.RootId, made.GetProperty("connection").GetProperty("id").GetGuid(), default))!;
        token = ((Rosterline.Providers.Simulated.SimulatedSettings)simulated.Connection.Settings).Token;
        var account = (await app.Get<CarrierAccounts>().FindAsync(token, default))!;
        number = (await app.Get<CarrierNumbers>().GiveAsync(app.Agency.RootId, account.Id, null, account.Numbers, default))!.Number;
        line = await TestLine.AddAsync(app, "zipwhip", $$"""{"username":"{{Bare}}","phoneNumber":"{{Bare}}","address":"{{new Uri(app.Address, "/simulator/zipwhip")}}"}""", $$"""{"password":"{{token}}"}""", number.Digits);
        connection = (await reader.FindAsync(app.Agency.RootId, line.ConnectionId, default))!;
    }

    public async Task DisposeAsync()
    {
        admin.Dispose();
        outside.Dispose();
        await app.DisposeAsync();
    }

    string Bare => number.E164[2..];

    [Fact]
    [Trait("Requirement", "BY-16")]
    [Trait("Requirement", "BY-18")]
    [Trait("Requirement", "GH-18")]
    public async Task Texts_go_both_ways_and_what_is_sent_over_there_stands_in_the_same_conversation_once()
    {
        await RegisterAsync();
        (await admin.PostAsJsonAsync($"/api/v1/connections/{line.ConnectionId}/test", new { })).IsSuccessStatusCode.ShouldBeTrue();
        (await admin.PostAsJsonAsync("/api/v1/messages", new { to = Person, body = "Can you start Monday?", line = number.E164 })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync("body = 'Can you start Monday?' and status = 5", 1);
        (await admin.PostAsJsonAsync($"/api/v1/phones/{Person}/messages", new { to = number.E164, body = "Yes" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await UntilAsync("direction = 0 and body = 'Yes'", 1);
        // Her colleague answers in the other app.
        var sent = await SaySendAsync(await SignInAsync(), Person, "See you then");
        sent.GetProperty("success").GetBoolean().ShouldBeTrue();
        await UntilAsync("body = 'See you then' and status = 5 and origin = 4", 1);
        await UntilAsync("true", 3);
        await NothingLeftAsync();
        (await app.Agency.ReadAsync<long>("select count(*) from message where root_id = $1", app.Agency.RootId)).ShouldBe(3);
        (await app.Agency.ReadAsync<long>("select count(distinct conversation_id) from message where root_id = $1", app.Agency.RootId)).ShouldBe(1);
        (await app.Agency.ReadAsync<long>("select count(*) from outbox")).ShouldBe(0);
        // Nineteen digits, exact in all the places they went through.
        var id = sent.GetProperty("response").GetProperty("tokens")[0].GetProperty("message").GetString()!;
        (await app.Agency.ReadAsync<string>("select provider_message_id from message where root_id = $1 and origin = 4", app.Agency.RootId)).ShouldBe(id);
        long.Parse(id, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(1L << 53);
    }

    [Fact]
    public async Task Everything_told_twice_is_kept_once()
    {
        await RegisterAsync();
        (await admin.PutAsJsonAsync("/api/v1/phones/faults", new { mode = "duplicate", delayMs = 0 })).IsSuccessStatusCode.ShouldBeTrue();
        await SaySendAsync(await SignInAsync(), Person, "Sent there");
        await admin.PostAsJsonAsync($"/api/v1/phones/{Person}/messages", new { to = number.E164, body = "Twice" });
        await UntilAsync("status = 5 and origin = 4", 1);
        await UntilAsync("direction = 0", 1);
        await NothingLeftAsync();
        await UntilAsync("true", 2);
    }

    [Fact]
    public async Task Pictures_go_both_ways()
    {
        await RegisterAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(SamplePicture.Draw("badge.png")!) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "file", "badge.png" } };
        var media = (await (await admin.PostAsync("/api/v1/media", form)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await admin.PostAsJsonAsync("/api/v1/messages", new { to = Person, body = "Your badge", line = number.E164, mediaIds = new[] { media } })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync("body = 'Your badge' and status = 5", 1);
        (await app.Agency.ReadAsync<string>("select media from carrier_message where direction = 1")).ShouldStartWith("data:image/png;base64,iVBOR");

        await admin.PostAsJsonAsync($"/api/v1/phones/{Person}/messages", new { to = number.E164, body = "Mine", mediaUrl = "timesheet.png" });
        await Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>("select count(*) from media d join message m on m.id = d.message_id where m.direction = 0 and d.state = 0 and d.content_type = 'image/png' and d.bytes = $1", SamplePicture.Draw("timesheet.png")!.Length), n => n == 1);
    }

    [Theory]
    [InlineData(90, "-124")]
    [InlineData(92, "-1234")]
    public async Task Some_phones_refuse_for_good(int ending, string code) =>
        (await SaySendAsync(await SignInAsync(), $"+16125550{100 + ending}", "Hello")).GetProperty("code").GetRawText().ShouldBe(code);

    [Fact]
    public async Task Webhooks_are_added_listed_and_deleted_and_lead_nowhere_else()
    {
        var session = await SignInAsync();
        var added = await SayAsync("webhook/add", ("session", session), ("type", "message"), ("event", "receive"), ("url", $"{line.Hook}?event=receive"), ("method", "POST"));
        var id = added.GetProperty("response")[0].GetProperty("webhookId").GetRawText();
        (await SayAsync("webhook/list", ("session", session))).GetProperty("response")[0].GetProperty("url").GetString().ShouldBe($"{line.Hook}?event=receive");
        (await SayAsync("webhook/add", ("session", session), ("type", "message"), ("event", "send"), ("url", "http://169.254.169.254/latest"))).GetProperty("success").GetBoolean().ShouldBeFalse();
        (await SayAsync("webhook/add", ("session", session), ("type", "message"), ("event", "explode"), ("url", line.Hook.ToString()))).GetProperty("success").GetBoolean().ShouldBeFalse();
        (await SayAsync("webhook/delete", ("session", session), ("webhookId", id))).GetProperty("success").GetBoolean().ShouldBeTrue();
        (await SayAsync("webhook/list", ("session", session))).GetProperty("response").GetArrayLength().ShouldBe(0);
        (await app.Agency.ReadAsync<string>("select incoming_url from carrier_number where number = $1", number.Digits)).ShouldBeNull();
    }

    [Fact]
    public async Task Strangers_and_garbage_get_a_no_and_leave_nothing()
    {
        (await SayAsync("user/login", ("username", Bare), ("password", "guessed"))).GetProperty("success").GetBoolean().ShouldBeFalse();
        (await SayAsync("user/login", ("username", "9995550100"), ("password", token))).GetProperty("success").GetBoolean().ShouldBeFalse();
        foreach (var session in new[] { "", "x", ":", $"{Guid.Empty}:{Bare}", $"{Guid.Empty}:99999999999999999999" })
            (await SaySendAsync(session, Person, "Hello")).GetProperty("success").GetBoolean().ShouldBeFalse();
        var good = await SignInAsync();
        (await SaySendAsync(good, "nobody", "Hello")).GetProperty("success").GetBoolean().ShouldBeFalse();
        (await SayAsync("messageAttachment/list", ("session", good), ("messageId", "18446744073709551616"))).GetProperty("success").GetBoolean().ShouldBeFalse();
        using var broken = new StringContent("--x\r\nnot a part") { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        (await outside.PostAsync("messaging/send", broken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Agency.ReadAsync<long>("select count(*) from carrier_message")).ShouldBe(0);
        // And to us: what Zipwhip never writes.
        foreach (var body in new[] { "{", "[]", """{"id":1,"messageType":"MO"}""" })
            (await outside.PostAsync(line.Hook, new StringContent(body) { Headers = { ContentType = new("application/json") } })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Agency.ReadAsync<long>("select count(*) from message")).ShouldBe(0);
    }

    async Task RegisterAsync() => (await connection.Provider.SetIncomingAddressAsync(connection.Connection, new(number.E164, number, "x", true, null), connection.Connection.HookAddress, default)).ShouldBeTrue();

    async Task<string> SignInAsync() => (await SayAsync("user/login", ("username", Bare), ("password", token))).GetProperty("response").GetString()!;

    Task<JsonElement> SaySendAsync(string session, string to, string body) => SayAsync("message/send", ("session", session), ("contacts", to), ("body", body));

    async Task<JsonElement> SayAsync(string path, params (string Name, string Value)[] values)
    {
        using var answer = await outside.PostAsync(path, new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value))));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    Task<bool> NothingLeftAsync() => Eventually.HoldsAsync(async () => await app.Agency.ReadAsync<long>("select count(*) from carrier_event") == 0);

    Task<long> UntilAsync(string which, long expected) =>
        Eventually.BecomesAsync(() => app.Agency.ReadAsync<long>($"select count(*) from message where root_id = $1 and {which}", app.Agency.RootId), n => n == expected);
}
