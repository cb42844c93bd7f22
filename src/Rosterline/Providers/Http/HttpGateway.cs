using System.Runtime.CompilerServices;
using Rosterline.Platform;

namespace Rosterline.Providers.Http;

/// <summary>Speaks to a gateway as its description says. Ready-made descriptions ask for less in their form.</summary>
public abstract class HttpGateway(ProviderHttp http, TimeProvider time) : ITextProvider
{
    public abstract string Name { get; }

    public abstract string Label { get; }

    public abstract Type SettingsType { get; }

    public virtual ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: false, Media: false);

    /// <summary>The whole description from what the form asked for.</summary>
    protected abstract HttpSettings Describe(object settings);

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.MediaUrls.Count > 0) return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var settings = Describe(connection.Settings);
        using var request = RequestDescription.Of(settings).Send(FillingOf(settings, text, connection.HookAddress));
        var answer = await http.CallAsync(request, cancel);
        return answer.CommonSendOutcome() ?? AnswerRules.Judge(settings, (ProviderAnswer.Answered)answer, text.Reference.ToString());
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => Callback.Read(Describe(connection.Settings), request, time.GetUtcNow());

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var settings = Describe(connection.Settings);
        var description = RequestDescription.Of(settings);
        if (!description.HasCheck) return new(true, "There is no check request in the settings: only a text shows whether this works.", null, null);
        using var request = description.Check(FillingOf(settings, Example, connection.HookAddress));
        var answer = await http.CallAsync(request, cancel);
        if (answer is ProviderAnswer.Answered { Status: 401 or 403 }) return new(false, "Refused: the gateway does not accept these credentials.", null, null);
        if (answer.WhyNothing() is { } why) return new(false, why, null, null);
        return settings.CheckPattern is null || Found.Match(System.Text.Encoding.UTF8.GetString(((ProviderAnswer.Answered)answer).Body), settings.CheckPattern)?.Success == true
            ? new(true, "Works: the check request was answered. No text was sent.", null, null)
            : new(false, "The check request was answered, but not as described.", null, null);
    }

    public string? Preview(object settings, Uri callback)
    {
        var described = Describe(settings);
        return RequestDescription.Of(described).Show(FillingOf(described, Example, callback) with { Password = "••••" });
    }

    public Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel) =>
        Task.FromResult<LookUp>(new LookUp.NoAnswer($"{Label} cannot be asked what became of a text."));

#pragma warning disable CS1998 // There is nothing to wait for
    public async IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (connection.Id != Guid.Empty) throw NoList();
        yield break;
    }
#pragma warning restore CS1998

    public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel) => Task.FromException<IReadOnlyList<ProviderNumber>>(NoList());

    public Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel) => Task.FromResult(false);

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) => Task.FromResult<FetchedMedia?>(null);

    static readonly OutgoingText Example = new(new Guid("019a0000-0000-7000-8000-000000000000"), new PhoneNumber(19015550100), new PhoneNumber(19015550123), "Can you start on Monday? “7 & 8 am”", []);

    static Filling FillingOf(HttpSettings settings, OutgoingText text, Uri callback) =>
        new(text.To.E164, text.From.E164, text.Body, text.Reference.ToString(), callback, settings.Username ?? "", settings.Password ?? "");

    ProviderUnavailableException NoList() => new($"{Label} lists neither texts nor numbers.");
}

/// <summary>A gateway the administrator describes.</summary>
public sealed class HttpProvider(ProviderHttp http, TimeProvider time) : HttpGateway(http, time)
{
    public override string Name => "http";

    public override string Label => "Any HTTP gateway";

    public override Type SettingsType => typeof(HttpSettings);

    public override ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: false, Media: false) { Previews = true };

    protected override HttpSettings Describe(object settings) => (HttpSettings)settings;
}
