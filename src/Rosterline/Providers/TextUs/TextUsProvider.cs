using Rosterline.Platform;

namespace Rosterline.Providers.TextUs;

/// <summary>TextUs, in its current language and in the older one; which of them is a setting.</summary>
public sealed class TextUsProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    public string Name => "textus";

    public string Label => "TextUs";

    public Type SettingsType => typeof(TextUsSettings);

    public ProviderAbilities Abilities => TextUsNext.Abilities;

    public ProviderAbilities AbilitiesOf(Connection connection) => Settings(connection).Older ? TextUsOlder.Abilities : TextUsNext.Abilities;

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.MediaUrls.Count > 0) return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        return Settings(connection).Older ? await Older(connection).SendAsync(text, cancel) : await Next(connection).SendAsync(text, cancel);
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => TextUsWebhook.Read(Settings(connection), request);

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        try
        {
            return Settings(connection).Older ? await Older(connection).TestAsync(cancel) : await Next(connection).TestAsync(cancel);
        }
        catch (ProviderUnavailableException none)
        {
            var refused = none.Message.EndsWith("status 401.", StringComparison.Ordinal) || none.Message.EndsWith("status 403.", StringComparison.Ordinal);
            return new(false, refused ? "Refused: TextUs does not accept this API token. Copy it again from TextUs › Settings › API." : none.Message, null, null);
        }
    }

    public async Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        if (!Settings(connection).Older) return new LookUp.NoAnswer("TextUs does not tell which texts it took.");
        try
        {
            return await Older(connection).LookUpAsync(text, handedOverAt, cancel);
        }
        catch (ProviderUnavailableException none)
        {
            return new LookUp.NoAnswer(none.Message);
        }
    }

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        Settings(connection).Older ? Older(connection).ListReceivedAsync(since, cancel) : throw new ProviderUnavailableException("TextUs does not list received texts; they come by webhook only.");

    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel) =>
        Settings(connection).Older ? throw new ProviderUnavailableException("The older TextUs does not list its numbers. Add the line by its number.") : Next(connection).ListNumbersAsync(cancel);

    public IAsyncEnumerable<PhoneNumber> ListOptOutsAsync(Connection connection, CancellationToken cancel) =>
        Settings(connection).Older ? Older(connection).ListOptOutsAsync(cancel) : Next(connection).ListOptOutsAsync(cancel);

    /// <summary>Never: a webhook made by the API has a secret that only its maker sees; the address is given to TextUs by hand and the secret saved here.</summary>
    public Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel) => Task.FromResult(false);

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) => Calls(connection).FetchAsync(source, cancel);

    TextUsNext Next(Connection connection) => new(Calls(connection), Settings(connection));

    TextUsOlder Older(Connection connection) => new(Calls(connection), Settings(connection));

    TextUsCalls Calls(Connection connection) => new(http, Settings(connection), time);

    static TextUsSettings Settings(Connection connection) => (TextUsSettings)connection.Settings;
}
