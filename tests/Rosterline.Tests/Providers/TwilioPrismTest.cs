using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Twilio;
using Rosterline.Tests.Providers.Oracles;

namespace Rosterline.Tests.Providers;

/// <summary>A mock server made from Twilio's published description checks every request, and its examples are what we read.</summary>
public sealed class TwilioPrismTest(TwilioOracle oracle) : IClassFixture<TwilioOracle>, IAsyncLifetime
{
    const string Account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(20), AllowPrivateAddresses: true));
    MockServer prism = null!;
    ScriptedServer relay = null!;
    string example = "";

    public async Task InitializeAsync()
    {
        if (Shared.Folder is null)
            return;
        prism = await MockServer.StartAsync("twilio_api_v2010.yaml");
        relay = await ScriptedServer.StartAsync();
        relay.Answer = RelayAsync;
    }

    // Passes a request on and asks for the example the test wants; the answer comes back untouched.
    async Task RelayAsync(HttpContext context, Seen seen)
    {
        using var request = new HttpRequestMessage(new HttpMethod(seen.Method), new Uri(prism.Address, seen.Target));
        request.Headers.TryAddWithoutValidation("Authorization", seen.Header("Authorization"));
        if (example.Length > 0)
            request.Headers.TryAddWithoutValidation("Prefer", example);
        if (seen.Body.Length > 0)
            request.Content = new StringContent(seen.Body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await Client.SendAsync(request);
        await Reply.With((int)answer.StatusCode, "application/json", await answer.Content.ReadAsByteArrayAsync())(context, seen);
    }

    [SharedFact]
    public async Task Speaks_as_the_description_says()
    {
        var provider = new TwilioProvider(http, TimeProvider.System);
        var connection = new Connection(Guid.Empty, Guid.Empty, "twilio", "", new TwilioSettings
        {
            AccountSid = Account, AuthToken = "0123456789abcdef0123456789abcdef", BaseAddress = relay.Address.ToString(), MessagingServiceSid = "MG" + new string('b', 32),
        }, new Uri("https://texts.example.test/hooks/twilio/x"));
        var text = new OutgoingText(Ids.New(), new PhoneNumber(19015550142), new PhoneNumber(13035550123), "Hello", [new Uri("https://texts.example.test/m/1"), new Uri("https://texts.example.test/m/2?a=1&b=2")]);
        var now = new DateTimeOffset(2026, 11, 21, 15, 0, 0, TimeSpan.Zero);

        // The mock server cannot read a repeated field (MediaUrl); that form is compared with the client's own below.
        (await provider.SendAsync(connection, text with { MediaUrls = [] }, CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>().ProviderMessageId.Length.ShouldBe(34);
        (await provider.SendAsync(connection, text with { MediaUrls = [], Body = "" }, CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>();

        var test = await provider.TestAsync(connection, CancellationToken.None);
        test.Ok.ShouldBeTrue(test.Words);
        test.Account.ShouldBe("friendly_name");
        test.Numbers.ShouldBe(1);

        var number = (await provider.ListNumbersAsync(connection, CancellationToken.None)).ShouldHaveSingleItem();
        number.Number.E164.ShouldBe("+18089255327");
        number.CanText.ShouldBeFalse();
        (await provider.SetIncomingAddressAsync(connection, number, connection.HookAddress, CancellationToken.None)).ShouldBeTrue();

        example = "example=readEmptySentdateGreater";
        (await provider.LookUpAsync(connection, text, now, CancellationToken.None)).ShouldBeOfType<LookUp.NotFound>();
        (await provider.ListReceivedAsync(connection, now, CancellationToken.None).ToListAsync()).ShouldBeEmpty();
        relay.Requests.Count.ShouldBeGreaterThanOrEqualTo(8);

        example = "";
        await KnowsWhatTheMockServerRefusesAsync();
        await SendsAsTheClientDoesAsync(connection, text);
    }

    // Otherwise every yes above would be worth nothing.
    async Task KnowsWhatTheMockServerRefusesAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(prism.Address, $"/2010-04-01/Accounts/{Account}/Messages.json"));
        request.Headers.TryAddWithoutValidation("Authorization", "Basic eDp5");
        request.Content = new FormUrlEncodedContent([new("Body", "no To")]);
        using var answer = await Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    async Task SendsAsTheClientDoesAsync(Connection connection, OutgoingText text)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = Reply.Json(201, """{"sid":"SM1","status":"queued"}""");
        var settings = (TwilioSettings)connection.Settings with { BaseAddress = server.Address.ToString() };
        await new TwilioProvider(http, TimeProvider.System).SendAsync(connection with { Settings = settings }, text, CancellationToken.None);
        await oracle.AskAsync("send", new JsonObject
        {
            ["base"] = server.Address.ToString().TrimEnd('/'), ["account"] = Account, ["token"] = settings.AuthToken,
            ["message"] = new JsonObject
            {
                ["to"] = text.To.E164, ["from"] = text.From.E164, ["body"] = text.Body, ["messagingServiceSid"] = settings.MessagingServiceSid,
                ["mediaUrl"] = new JsonArray([.. text.MediaUrls.Select(m => JsonValue.Create(m.AbsoluteUri))]), ["statusCallback"] = $"https://texts.example.test/hooks/twilio/x?ref={text.Reference}",
            },
        });
        var (ours, theirs) = (server.Requests.First(), server.Requests.Last());
        server.Requests.Count.ShouldBe(2);
        (ours.Method, ours.Target, ours.Header("Authorization")).ShouldBe((theirs.Method, theirs.Target, theirs.Header("Authorization")));
        Fields(ours).ShouldBe(Fields(theirs));
    }

    static string[] Fields(Seen seen) => [.. seen.Body.Split('&').Select(f => WebUtility.UrlDecode(f)).Order(StringComparer.Ordinal)];

    public async Task DisposeAsync()
    {
        if (prism is not null)
        {
            await prism.DisposeAsync();
            await relay.DisposeAsync();
        }

        http.Dispose();
    }
}
