using Rosterline.Providers;
using Rosterline.Providers.Bandwidth;
using Rosterline.Providers.Telnyx;
using Rosterline.Providers.Vonage;

namespace Rosterline.Tests.Providers.Oracles;

/// <summary>Mock servers made from Telnyx's, Bandwidth's and Vonage's published descriptions check every request of ours; their examples are what we read.</summary>
public sealed class PrismTest : IAsyncDisposable
{
    static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };
    static readonly Uri Hook = new("https://texts.example.test/hooks/x/y");
    static readonly OutgoingText Text = new(Guid.Parse("019a0719-ac96-7eb9-a837-cac215164834"), new PhoneNumber(19015550142), new PhoneNumber(13035550123), "Can you start Monday? 👍", []);
    static readonly OutgoingText Picture = Text with { MediaUrls = [new("https://texts.example.test/m/1?a=1&b=2")] };
    readonly ProviderHttp http = new(TimeProvider.System, new KeptLog<ProviderHttp>(), new(TimeSpan.FromSeconds(20), AllowPrivateAddresses: true));

    static Connection At(object settings) => new(Guid.Empty, Guid.Empty, "x", "", settings, Hook);

    [SharedFact]
    public async Task Every_request_is_as_the_descriptions_say() =>
        await Task.WhenAll(TelnyxAsync(), BandwidthAsync(), VonageAsync());

    async Task TelnyxAsync()
    {
        await using var mock = await MockServer.StartAsync("telnyx_spec3.json");
        var (provider, connection) = (new TelnyxProvider(http, TimeProvider.System), At(new TelnyxSettings { ApiKey = "KEY0123456789", MessagingProfileId = "3fa85f64-5717-4562-b3fc-2c963f66afa6", BaseAddress = mock.Address.ToString() }));
        (await provider.SendAsync(connection, Text, CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>().ProviderMessageId.Length.ShouldBe(36);
        (await provider.SendAsync(connection, Picture, CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>();
        var number = (await provider.ListNumbersAsync(connection, CancellationToken.None))[0];
        (await provider.SetIncomingAddressAsync(connection, number, Hook, CancellationToken.None)).ShouldBeTrue();
        (await StatusAsync(mock, "messages", """{"from":"+1"}""", ("Authorization", "Bearer KEY"))).ShouldBe(422);
    }

    async Task BandwidthAsync()
    {
        await using var mock = await MockServer.StartAsync("bandwidth.yml");
        var address = mock.Address.ToString();
        var settings = new BandwidthSettings { AccountId = "9900000", ApiUser = "user", ApiPassword = "word", ApplicationId = "93de2206-9669-4e07-948d-329f4b722ee2", BaseAddress = address, NumbersAddress = address, LookUpAddress = address };
        var (provider, connection) = (new BandwidthProvider(http, TimeProvider.System), At(settings));
        (await provider.SendAsync(connection, Text, CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("1589228074636lm4k2je7j7jklbn2", DeliveryStatus.Sent));
        (await provider.SendAsync(connection, Picture, CancellationToken.None)).ShouldBeOfType<SendOutcome.Accepted>();
        (await provider.TestAsync(connection, CancellationToken.None)).Words.ShouldStartWith("Works, but may not read numbers");
        (await provider.LookUpAsync(connection, Text, DateTimeOffset.UnixEpoch, CancellationToken.None)).ShouldBeOfType<LookUp.NotFound>("the example is about other numbers");
        (await provider.LookUpNumberAsync(connection, Text.To, CancellationToken.None)).ShouldBeOfType<NumberAnswer.Known>();
        (await StatusAsync(mock, "users/9900000/messages", """{"from":"+1"}""", ("Authorization", "Basic eDp5"))).ShouldBe(400);
    }

    async Task VonageAsync()
    {
        await using var mock = await MockServer.StartAsync("vonage-sms.yml");
        await using var relay = await ScriptedServer.StartAsync();
        // The mock server stands at the end of the description's address, /sms.
        relay.Answer = async (context, seen) =>
        {
            using var content = new StringContent(seen.Body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await Client.PostAsync(new Uri(mock.Address, seen.Target["/sms/".Length..]), content);
            await Reply.With((int)answer.StatusCode, "application/json", await answer.Content.ReadAsByteArrayAsync())(context, seen);
        };
        var (provider, connection) = (new VonageProvider(http, TimeProvider.System), At(new VonageSettings { ApiKey = "abcd1234", ApiSecret = "abcdef0123456789", RestAddress = relay.Address.ToString() }));
        (await provider.SendAsync(connection, Text, CancellationToken.None)).ShouldBe(new SendOutcome.Accepted("0A0000000123ABCD1", DeliveryStatus.Sent));
        using var refused = await Client.PostAsync(new Uri(mock.Address, "json"), new FormUrlEncodedContent([new("to", "13035550123")]));
        ((int)refused.StatusCode).ShouldBe(422);
    }

    // Otherwise every yes above would be worth nothing.
    static async Task<int> StatusAsync(MockServer mock, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(mock.Address, path)) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
