using System.Globalization;
using System.Net.Http.Headers;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Vonage;

/// <summary>Vonage (formerly Nexmo): the SMS API, and the Messages API version 1 where an application is set up.</summary>
public sealed class VonageProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    const int LargestMedia = 5 * 1024 * 1024;
    const int PageSize = 100;

    public string Name => "vonage";

    public string Label => "Vonage";

    public Type SettingsType => typeof(VonageSettings);

    // A text is found by Vonage's id only, and received texts are not listed.
    public ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    // The SMS API carries no pictures.
    public ProviderAbilities AbilitiesOf(Connection connection) => Abilities with { Media = SettingsOf(connection).HasApplication };

    public Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        if (!settings.HasApplication)
            return VonageSending.ByTextApiAsync(Rest(settings), settings, connection, text, cancel);
        return VonageToken.Make(settings.ApplicationId!, settings.PrivateKey!, time.GetUtcNow()) is { } token
            ? VonageSending.ByMessagesApiAsync(new(http, settings.ApiAddress, new AuthenticationHeaderValue("Bearer", token)), connection, text, cancel)
            : Task.FromResult<SendOutcome>(new SendOutcome.Rejected(DeliveryProblem.Configuration, null));
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => VonageWebhook.Read(SettingsOf(connection), request, time.GetUtcNow());

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        var start = time.GetTimestamp();
        var answer = await Rest(settings).GetAsync($"account/get-balance?{SignIn(settings)}", cancel);
        if (answer is ProviderAnswer.Answered { Status: 401 or 403 })
            return Failed("Refused: Vonage does not accept this API key and API secret. Copy both again from Account settings.");
        if (answer.WhyNothing() is { } why)
            return Failed(why);
        if (WireJson.Snake.Read<VonageBalance>(((ProviderAnswer.Answered)answer).Body) is not { Value.Length: > 0 })
            return Failed($"{Rest(settings).Root.Host} answered, but not as Vonage does. Check the address of the SMS API.");
        if (settings.HasApplication && VonageToken.Make(settings.ApplicationId!, settings.PrivateKey!, time.GetUtcNow()) is null)
            return Failed("The private key cannot be read. Paste the whole file private.key again, or make a new one for the application.");
        try
        {
            var numbers = (await NumbersAsync(settings, cancel)).Count;
            var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            return new(true, $"Works. Signed in as {settings.ApiKey} · {numbers} {(numbers == 1 ? "number" : "numbers")} · {seconds} s. No text was sent.", settings.ApiKey, numbers);
        }
        catch (ProviderUnavailableException none)
        {
            return Failed(none.Message);
        }
    }

    static CredentialTest Failed(string words) => new(false, words, null, null);

    public Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel) =>
        Task.FromResult<LookUp>(new LookUp.NoAnswer("Vonage tells about a text by its own id only, and that was lost."));

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        throw new ProviderUnavailableException("Vonage does not list received texts.");

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel) =>
        [.. from n in await NumbersAsync(SettingsOf(connection), cancel)
            let number = PhoneNumber.FromWire(n.Msisdn)
            where number is not null && n.Country is { Length: > 0 }
            select new ProviderNumber($"{n.Country}:{n.Msisdn}", number.Value, number.Value.Display, n.Features?.Contains("SMS") != false, IncomingOf(n))];

    // An application wins over the number's own address.
    static string? IncomingOf(VonageNumber n) => n.AppId is { Length: > 0 } application ? $"application {application}" : n.IncomingAddress is { Length: > 0 } url ? url : null;

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        // An application's numbers go where the application says, for all of them; the administrator sets that.
        var settings = SettingsOf(connection);
        if (settings.HasApplication || number.IncomingAddress?.StartsWith("application ", StringComparison.Ordinal) == true || number.ProviderId.Split(':') is not [var country, var msisdn])
            return false;
        List<KeyValuePair<string, string>> form =
            [new("api_key", settings.ApiKey), new("api_secret", settings.ApiSecret), new("country", country), new("msisdn", msisdn), new("moHttpUrl", address.OriginalString)];
        return WireApi.Changed(await Rest(settings).PostFormAsync("number/update", form, cancel));
    }

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        // Files of the Messages API ask for the application's token; without one they lie open.
        var token = settings.HasApplication ? VonageToken.Make(settings.ApplicationId!, settings.PrivateKey!, time.GetUtcNow()) : null;
        return WireMedia.FetchAsync(http, new Uri(settings.ApiAddress), token is null ? null : new AuthenticationHeaderValue("Bearer", token), source, LargestMedia, cancel);
    }

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        var api = new WireApi(http, settings.ApiAddress, null);
        var answer = await api.PostFormAsync("ni/standard/json", [new("api_key", settings.ApiKey), new("api_secret", settings.ApiSecret), new("number", VonageSending.Digits(number))], cancel);
        if (answer.WhyNothing() is not null || WireJson.Snake.Read<VonageReach>(((ProviderAnswer.Answered)answer).Body) is not { Status: "0", CurrentCarrier: { } carrier })
            return ReachWords.None(answer, Label);
        return new NumberAnswer.Known(ReachWords.KindOf(carrier.NetworkType), null, carrier.Name);
    }

    async Task<List<VonageNumber>> NumbersAsync(VonageSettings settings, CancellationToken cancel)
    {
        var numbers = new List<VonageNumber>();
        for (var page = 1; page <= WireApi.MostPages; page++)
        {
            var answer = await Rest(settings).GetAsync($"account/numbers?{SignIn(settings)}&size={PageSize}&index={page}", cancel);
            var list = WireJson.Snake.Answer<VonageNumbers>(answer);
            // An account without numbers gets an empty object.
            if (list is { Numbers: null, Count: not null })
                throw new ProviderUnavailableException("Vonage answered with something that is not a list.");
            numbers.AddRange((list.Numbers ?? []).OfType<VonageNumber>());
            if ((list.Numbers?.Count ?? 0) < PageSize) break;
        }

        return numbers;
    }

    WireApi Rest(VonageSettings settings) => new(http, settings.RestAddress, null);

    // Vonage documents no other way for these two; no address is logged.
    static string SignIn(VonageSettings settings) => $"api_key={Uri.EscapeDataString(settings.ApiKey)}&api_secret={Uri.EscapeDataString(settings.ApiSecret)}";

    static VonageSettings SettingsOf(Connection connection) => (VonageSettings)connection.Settings;
}
