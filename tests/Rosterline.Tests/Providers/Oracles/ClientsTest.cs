using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rosterline.Providers;
using Rosterline.Providers.Bandwidth;
using Rosterline.Providers.Plivo;
using Rosterline.Providers.Telnyx;
using Rosterline.Providers.Vonage;

namespace Rosterline.Tests.Providers.Oracles;

/// <summary>The carriers' own clients hand the same text to the same address as ours do.</summary>
public sealed class ClientsTest(ProviderOracle oracle) : IClassFixture<ProviderOracle>, IAsyncLifetime
{
    const string Media = "https://texts.example.test/m/1?a=1&b=2", Application = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";
    static readonly OutgoingText Text = new(Guid.Parse("019a0719-ac96-7eb9-a837-cac215164834"), new PhoneNumber(19015550142), new PhoneNumber(13035550123), "Sí — 50% & more +1 👍", [new(Media)]);
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(20), AllowPrivateAddresses: true));
    ScriptedServer server = null!;

    string Base => server.Address.ToString().TrimEnd('/');

    public async Task InitializeAsync() => server = await ScriptedServer.StartAsync();

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    static Connection At(object settings) => new(Guid.Empty, Guid.Empty, "x", "", settings, new Uri("http://localhost/hooks/x/y"));

    async Task<(Seen Ours, Seen Theirs)> BothAsync(ITextProvider provider, object settings, OutgoingText text, int status, string answer, string ask, JsonObject question)
    {
        server.Requests.Clear();
        server.Answer = Reply.Json(status, answer);
        (await provider.SendAsync(At(settings), text, CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("ID1", DeliveryStatus.Sent));
        (await oracle.AskAsync(ask, question)).GetString().ShouldBe("ID1");
        server.Requests.Count.ShouldBe(2);
        return (server.Requests.First(), server.Requests.Last());
    }

    static void Same(Seen ours, Seen theirs, bool signIn = true)
    {
        (ours.Method, ours.Path).ShouldBe((theirs.Method, theirs.Path));
        if (signIn) ours.Header("Authorization").ShouldBe(theirs.Header("Authorization"));
        JsonNode.DeepEquals(JsonNode.Parse(ours.Body), JsonNode.Parse(theirs.Body)).ShouldBeTrue($"{ours.Body}\n{theirs.Body}");
    }

    [Fact]
    public async Task Telnyx()
    {
        var (ours, theirs) = await BothAsync(new TelnyxProvider(http, TimeProvider.System), new TelnyxSettings { ApiKey = "KEY0123456789", BaseAddress = Base }, Text, 200, """{"data":{"id":"ID1"}}""", "telnyxSend", new JsonObject
        {
            ["base"] = Base, ["key"] = "KEY0123456789", ["message"] = new JsonObject { ["from"] = Text.From.E164, ["to"] = Text.To.E164, ["text"] = Text.Body, ["media_urls"] = new JsonArray(Media), ["tags"] = new JsonArray($"{Text.Reference}") },
        });
        Same(ours, theirs);
    }

    [Fact]
    public async Task Bandwidth()
    {
        var settings = new BandwidthSettings { AccountId = "9900000", ApiUser = "user", ApiPassword = "wörd", ApplicationId = Application, BaseAddress = Base };
        var (ours, theirs) = await BothAsync(new BandwidthProvider(http, TimeProvider.System), settings, Text, 202, """{"id":"ID1"}""", "bandwidthSend", new JsonObject
        {
            ["base"] = Base, ["user"] = "user", ["password"] = "wörd", ["account"] = "9900000",
            ["message"] = new JsonObject { ["applicationId"] = Application, ["to"] = new JsonArray(Text.To.E164), ["from"] = Text.From.E164, ["text"] = Text.Body, ["media"] = new JsonArray(Media), ["tag"] = $"{Text.Reference}" },
        });
        Same(ours, theirs);
    }

    // Their new client writes JSON and signs in by a header, ours the documented form: what is said must be the same.
    [Fact]
    public async Task Vonage_texts()
    {
        var (ours, theirs) = await BothAsync(new VonageProvider(http, TimeProvider.System), new VonageSettings { ApiKey = "abcd1234", ApiSecret = "abcdef0123456789", RestAddress = Base }, Text with { MediaUrls = [] }, 200,
            """{"message-count":"1","messages":[{"status":"0","message-id":"ID1"}]}""", "vonageText", new JsonObject
            {
                ["base"] = Base, ["key"] = "abcd1234", ["secret"] = "abcdef0123456789",
                ["message"] = new JsonObject { ["from"] = "19015550142", ["to"] = "13035550123", ["text"] = Text.Body, ["type"] = "unicode", ["clientRef"] = $"{Text.Reference}" },
            });
        (ours.Method, ours.Path).ShouldBe((theirs.Method, theirs.Path));
        var said = JsonDocument.Parse(theirs.Body).RootElement;
        foreach (var field in new[] { "from", "to", "text", "type", "client-ref" })
            ours.Form(field).ShouldBe([said.GetProperty(field).GetString()!], field);
    }

    [Fact]
    public async Task Vonage_messages()
    {
        using var key = RSA.Create(2048);
        var settings = new VonageSettings { ApiKey = "abcd1234", ApplicationId = Application, PrivateKey = key.ExportPkcs8PrivateKeyPem(), ApiAddress = Base };
        foreach (var text in new[] { Text, Text with { MediaUrls = [] } })
        {
            var message = new JsonObject { ["from"] = "19015550142", ["to"] = "13035550123", ["clientRef"] = $"{Text.Reference}" };
            if (text.MediaUrls.Count > 0) message["image"] = new JsonObject { ["url"] = Media, ["caption"] = Text.Body };
            else message["text"] = Text.Body;
            var (ours, theirs) = await BothAsync(new VonageProvider(http, TimeProvider.System), settings, text, 202, """{"message_uuid":"ID1"}""", "vonageMessage", new JsonObject
            {
                ["base"] = Base, ["application"] = Application, ["privateKey"] = settings.PrivateKey, ["kind"] = text.MediaUrls.Count > 0 ? "MMSImage" : "SMS", ["message"] = message,
            });
            Same(ours, theirs, signIn: false);
            theirs.Header("Authorization").ShouldStartWith("Bearer ");
        }
    }

    [Fact]
    public async Task Plivo()
    {
        var (ours, theirs) = await BothAsync(new PlivoProvider(http, TimeProvider.System), new PlivoSettings { AuthId = "MA0123456789ABCDEF01", AuthToken = "s3cret", BaseAddress = Base }, Text, 202, """{"message_uuid":["ID1"]}""", "plivoSend", new JsonObject
        {
            ["base"] = Base, ["id"] = "MA0123456789ABCDEF01", ["token"] = "s3cret",
            ["message"] = new JsonObject { ["src"] = "19015550142", ["dst"] = "13035550123", ["text"] = Text.Body, ["type"] = "mms", ["media_urls"] = new JsonArray(Media) },
        });
        Same(ours, theirs);
    }
}
