using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Simulator;

[Trait("Requirement", "H-13")]
public sealed class CarrierTest : IAsyncLifetime
{
    TestApp app = null!;
    HttpClient admin = null!;
    ConfiguredConnection connection = null!;
    PhoneNumber line;
    static readonly PhoneNumber Person = new(16125550123);

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync();
        admin = await app.ClientAsync();
        var made = await (await admin.PostAsJsonAsync("/api/v1/lines/simulated", new { })).Content.ReadFromJsonAsync<JsonElement>();
        line = PhoneNumber.FromWire(made.GetProperty("number").GetString())!.Value;
        connection = (await app.Get<ConnectionReader>().FindAsync(app.Agency.RootId, made.GetProperty("connection").GetProperty("id").GetGuid(), default))!;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Takes_a_text_once_asked_and_finds_it_by_reference()
    {
        var text = Text(Person);
        var accepted = (await SendAsync(text)).ShouldBeOfType<SendOutcome.Accepted>();
        var found = await connection.Provider.LookUpAsync(connection.Connection, text, default, default);
        found.ShouldBeOfType<LookUp.Found>().ProviderMessageId.ShouldBe(accepted.ProviderMessageId);
        (await connection.Provider.LookUpAsync(connection.Connection, Text(Person), default, default)).ShouldBeOfType<LookUp.NotFound>();
        var phone = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/phones/{Person.E164}");
        phone.GetProperty("messages")[0].GetProperty("body").GetString().ShouldBe("Hello");
    }

    [Theory]
    [InlineData(90, DeliveryProblem.Landline)]
    [InlineData(91, DeliveryProblem.NumberDoesNotExist)]
    [InlineData(92, DeliveryProblem.OptedOut)]
    [InlineData(93, DeliveryProblem.NotRegistered)]
    public async Task Some_phones_refuse_for_good(int ending, DeliveryProblem problem) =>
        (await SendAsync(Text(new(16125550100 + ending)))).ShouldBeOfType<SendOutcome.Rejected>().Problem.ShouldBe(problem);

    [Fact]
    public async Task Announces_sent_and_delivered_until_somebody_listens()
    {
        await SendAsync(Text(Person));
        await UntilAsync("select count(*) from carrier_event", 0);
        (await app.Agency.ReadAsync<short>("select status from carrier_message where direction = 1")).ShouldBe((short)2);
        (await app.Agency.ReadAsync<bool>("select last_hook_at is not null from provider_connection where root_id = $1", app.Agency.RootId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_phone_texts_a_line_through_the_real_webhook()
    {
        var sent = await admin.PostAsJsonAsync($"/api/v1/phones/{Person.E164}/messages", new { to = line.E164, body = "Is it still open?", mediaUrl = "badge.png" });
        sent.StatusCode.ShouldBe(HttpStatusCode.Created, await sent.Content.ReadAsStringAsync());
        await UntilAsync("select count(*) from message where direction = 0 and body = 'Is it still open?'", 1);
        (await admin.PostAsJsonAsync($"/api/v1/phones/{Person.E164}/messages", new { to = "+12125550100", body = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Duplicates_on_demand_and_we_keep_one()
    {
        await FaultAsync("duplicate");
        await admin.PostAsJsonAsync($"/api/v1/phones/{Person.E164}/messages", new { to = line.E164, body = "Twice" });
        await UntilAsync("select count(*) from carrier_event", 0);
        (await app.Agency.ReadAsync<long>("select count(*) from message where body = 'Twice'")).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_and_throttles_on_demand()
    {
        await FaultAsync("refuse");
        (await SendAsync(Text(Person))).ShouldBeOfType<SendOutcome.TryAgain>().ProviderDown.ShouldBeTrue();
        await FaultAsync("throttle");
        await SendAsync(Text(Person));
        (await SendAsync(Text(Person))).ShouldBeOfType<SendOutcome.TryAgain>().After.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Accepts_and_never_answers_on_demand()
    {
        await FaultAsync("accept_then_silent");
        (await SendAsync(Text(Person))).ShouldBeOfType<SendOutcome.Unknown>();
        (await app.Agency.ReadAsync<long>("select count(*) from carrier_message where direction = 1 and arrives")).ShouldBe(1);
    }

    [Fact]
    public async Task Fails_to_deliver_on_demand()
    {
        await FaultAsync("fail_delivery");
        await SendAsync(Text(Person));
        await UntilAsync("select count(*) from carrier_message where status = 3 and code = 'unreachable'", 1);
    }

    [Fact]
    public async Task Strangers_get_nothing()
    {
        using var stranger = new HttpClient { BaseAddress = app.Address };
        (await stranger.GetAsync("/simulator/v1/account")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sim_guess");
        (await stranger.PostAsJsonAsync("/simulator/v1/messages", new { })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var forged = await stranger.PostAsJsonAsync(connection.Connection.HookAddress.PathAndQuery, new { type = "message.received", id = "x", from = "+16125550101", to = line.E164, body = "STOP" });
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Lists_what_it_received_in_pages()
    {
        for (var i = 0; i < 105; i++)
            await app.Get<Rosterline.Simulator.Carrier.TextLine>().ExecuteAsync(app.Agency.RootId, Person, line, $"Text {i}", null, default);
        var listed = await connection.Provider.ListReceivedAsync(connection.Connection, TimeProvider.System.GetUtcNow().AddMinutes(-5), default).ToListAsync();
        listed.Select(text => text.Body).Distinct().Count().ShouldBe(105);
    }

    [Fact]
    public async Task Calls_back_nobody_but_this_installation()
    {
        var elsewhere = connection.Connection with { HookAddress = new Uri("http://169.254.169.254/latest") };
        (await connection.Provider.SendAsync(elsewhere, Text(Person), default)).ShouldBeOfType<SendOutcome.Rejected>().Problem.ShouldBe(DeliveryProblem.Configuration);
    }

    OutgoingText Text(PhoneNumber to) => new(Ids.New(), line, to, "Hello", []);

    Task<SendOutcome> SendAsync(OutgoingText text) => connection.Provider.SendAsync(connection.Connection, text, default);

    async Task FaultAsync(string mode) =>
        (await admin.PutAsJsonAsync("/api/v1/phones/faults", new { mode, delayMs = 0 })).StatusCode.ShouldBe(HttpStatusCode.OK);

    async Task UntilAsync(string sql, long expected)
    {
        for (var i = 0; i < 100 && await app.Agency.ReadAsync<long>(sql) != expected; i++) await Task.Delay(100);
        (await app.Agency.ReadAsync<long>(sql)).ShouldBe(expected, sql);
    }
}
