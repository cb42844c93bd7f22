using System.Globalization;
using System.Runtime.CompilerServices;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Twilio;

/// <summary>Twilio Programmable Messaging, API 2010-04-01, and gateways that speak the same language.</summary>
public sealed class TwilioProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    const int LongestText = 1600;
    const int MostMedia = 10;
    const int LargestMedia = 5 * 1024 * 1024;
    static readonly Uri LookUps = new("https://lookups.twilio.com/");
    static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    public string Name => "twilio";

    public string Label => "Twilio";

    public Type SettingsType => typeof(TwilioSettings);

    public ProviderAbilities Abilities { get; } = new(LookUpTrust.FindsOnly, ListsReceived: true, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.Body.EnumerateRunes().Count() > LongestText || text.MediaUrls.Count > MostMedia)
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var api = Open(connection);
        var answer = await api.PostAsync($"{api.AccountPath}/Messages.json", FormOf(connection, text), cancel);
        return answer.CommonSendOutcome() ?? OutcomeOf((ProviderAnswer.Answered)answer);
    }

    static SendOutcome OutcomeOf(ProviderAnswer.Answered answer)
    {
        var message = WireJson.Snake.Read<TwilioMessage>(answer.Body);
        if (!answer.Ok)
            return Refused(answer, message?.Code);
        if (message?.Sid is not { Length: > 0 } sid)
            return new SendOutcome.Unknown("Twilio answered yes, but without a message id.");
        var status = TwilioCodes.StatusOf(message.Status) ?? DeliveryStatus.Sent;
        return TwilioCodes.IsBad(status)
            ? new SendOutcome.Rejected(TwilioCodes.ProblemOf(message.ErrorCode), message.ErrorCode)
            : new SendOutcome.Accepted(sid, status);
    }

    static SendOutcome Refused(ProviderAnswer.Answered answer, string? code)
    {
        if (TwilioCodes.MeansLater(code))
            return new SendOutcome.TryAgain("Twilio's queue for this number is full.", answer.RetryAfter, ProviderDown: false);
        var settingsAreWrong = answer.Status is 401 or 403 or 404 or 405 or (>= 300 and < 400);
        var problem = TwilioCodes.ProblemOf(code) is var known and not DeliveryProblem.Other ? known
            : settingsAreWrong ? DeliveryProblem.Configuration : DeliveryProblem.Other;
        return new SendOutcome.Rejected(problem, code ?? $"HTTP {answer.Status}");
    }

    static IEnumerable<KeyValuePair<string, string>> FormOf(Connection connection, OutgoingText text)
    {
        yield return new("To", text.To.E164);
        // With a Messaging Service too, so that the person always sees the line's number.
        yield return new("From", text.From.E164);
        if (((TwilioSettings)connection.Settings).MessagingServiceSid is { Length: > 0 } service)
            yield return new("MessagingServiceSid", service);
        yield return new("Body", text.Body);
        foreach (var media in text.MediaUrls)
            yield return new("MediaUrl", media.AbsoluteUri);
        // Twilio refuses the whole text for a callback address it cannot reach (21609).
        if (WireHook.IsReachable(connection.HookAddress))
            yield return new("StatusCallback", WireHook.With(connection.HookAddress, text.Reference));
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) =>
        TwilioWebhook.Read((TwilioSettings)connection.Settings, Open(connection), request);

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var settings = (TwilioSettings)connection.Settings;
        var api = Open(connection);
        var start = time.GetTimestamp();
        // With the auth token even beside an API key: webhooks are checked by it, and a standard key may not read the account.
        var answer = await api.GetAsync($"{api.AccountPath}.json", cancel, (settings.AccountSid, settings.AuthToken));
        if (answer is ProviderAnswer.Answered { Status: 401 or 403 })
            return Failed("Refused: Twilio does not accept this auth token. Copy it again from Console › Account.");
        if (answer is ProviderAnswer.Answered { Status: 404 })
            return Failed("Refused: Twilio does not know this Account SID. Copy it again from Console › Account.");
        if (answer.WhyNothing() is { } why)
            return Failed(why);
        if (WireJson.Snake.Read<TwilioAccount>(((ProviderAnswer.Answered)answer).Body) is not { Sid.Length: > 0 } account)
            return Failed($"{api.Root.Host} answered, but not as Twilio does. Check the address of the API.");
        if (account.Status is { } status and not "active")
            return Failed($"Refused: Twilio says the account {account.FriendlyName} is {status}.");
        return await CountNumbersAsync(api, settings, account.FriendlyName ?? account.Sid, start, cancel);
    }

    async Task<CredentialTest> CountNumbersAsync(TwilioApi api, TwilioSettings settings, string account, long start, CancellationToken cancel)
    {
        var first = await api.GetAsync($"{api.AccountPath}/IncomingPhoneNumbers.json?PageSize=1", cancel);
        if (first is ProviderAnswer.Answered { Status: 401 } && settings.UsesApiKey)
            return Failed("Refused: Twilio does not accept this API key. Copy its SID and secret again from Console › Account › API keys & tokens.");
        if (first is ProviderAnswer.Answered { Status: >= 400 and < 500 and not 429 })
            return new(true, "Works, but may not read numbers. Give the API key the right to read phone numbers, or use the auth token.", account, null);
        try
        {
            var numbers = await api.ListAsync<TwilioNumbers, TwilioNumber>($"{api.AccountPath}/IncomingPhoneNumbers.json?PageSize=1000", cancel).CountAsync(cancel);
            var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            return new(true, $"Works. Signed in as {account} · {numbers} {(numbers == 1 ? "number" : "numbers")} · {seconds} s. No text was sent.", account, numbers);
        }
        catch (ProviderUnavailableException none)
        {
            return Failed(none.Message);
        }
    }

    static CredentialTest Failed(string words) => new(false, words, null, null);

    public async Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        var api = Open(connection);
        try
        {
            var same = new List<TwilioMessage>();
            var path = $"{api.AccountPath}/Messages.json?To={Escape(text.To.E164)}&From={Escape(text.From.E164)}&{Since(handedOverAt - ClockSlack)}&PageSize=100";
            await foreach (var message in api.ListAsync<TwilioMessages, TwilioMessage>(path, cancel))
            {
                if (IsSame(message, text, handedOverAt))
                    same.Add(message);
            }

            return Nearest(same, handedOverAt) is { } found ? FoundAs(found) : new LookUp.NotFound();
        }
        catch (ProviderUnavailableException none)
        {
            return new LookUp.NoAnswer(none.Message);
        }
    }

    static bool IsSame(TwilioMessage message, OutgoingText text, DateTimeOffset handedOverAt) =>
        message.Sid is { Length: > 0 }
        && message.Direction?.StartsWith("outbound", StringComparison.Ordinal) == true
        && PhoneNumber.FromWire(message.To) == text.To && PhoneNumber.FromWire(message.From) == text.From
        && Tidy(message.Body) == Tidy(text.Body) && (text.Body.Length > 0 || message.MediaCount == text.MediaUrls.Count)
        && WireJson.Time(message.DateCreated) >= ToSecond(handedOverAt - ClockSlack);

    // Of several alike, the first one made at or after the hand-over is ours: later ones belong to later texts, and one
    // from the seconds before is only taken when nothing else is there, for clocks that differ.
    static TwilioMessage? Nearest(List<TwilioMessage> same, DateTimeOffset handedOverAt) =>
        same.OrderBy(m => WireJson.Time(m.DateCreated) < ToSecond(handedOverAt))
            .ThenBy(m => (WireJson.Time(m.DateCreated) - ToSecond(handedOverAt))?.Duration())
            .FirstOrDefault();

    static LookUp.Found FoundAs(TwilioMessage message)
    {
        var status = TwilioCodes.StatusOf(message.Status) ?? DeliveryStatus.Sent;
        return new LookUp.Found(message.Sid!, status, TwilioCodes.IsBad(status) ? TwilioCodes.ProblemOf(message.ErrorCode) : null, message.ErrorCode);
    }

    public async IAsyncEnumerable<ReceivedText> ListReceivedAsync(
        Connection connection, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var api = Open(connection);
        var received = new List<(TwilioMessage Message, DateTimeOffset At)>();
        await foreach (var message in api.ListAsync<TwilioMessages, TwilioMessage>($"{api.AccountPath}/Messages.json?{Since(since)}&PageSize=500", cancel))
        {
            if (message is { Direction: "inbound", Sid.Length: > 0, From.Length: > 0 } && TwilioWebhook.Number(message.To) is not null
                && WireJson.Time(message.DateSent ?? message.DateCreated) is { } at && at >= ToSecond(since))
                received.Add((message, at));
        }

        // Twilio lists the newest first; among equals the later listed one is the older.
        received.Reverse();
        foreach (var (message, at) in received.OrderBy(r => r.At))
            yield return await ReceivedAsync(api, (TwilioSettings)connection.Settings, message, at, cancel);
    }

    static async Task<ReceivedText> ReceivedAsync(TwilioApi api, TwilioSettings settings, TwilioMessage message, DateTimeOffset at, CancellationToken cancel)
    {
        var media = new List<ReceivedMedia>();
        if (message.MediaCount > 0)
        {
            var path = $"{api.AccountPath}/Messages/{Escape(message.Sid!)}/Media.json";
            await foreach (var item in api.ListAsync<TwilioMediaList, TwilioMedia>(path, cancel))
            {
                if (api.Resolve(item.Uri?.Replace(".json", "", StringComparison.Ordinal)) is { } source)
                    media.Add(new ReceivedMedia(source, item.ContentType ?? "application/octet-stream", null));
            }
        }

        var body = message.Body ?? "";
        return new ReceivedText(message.Sid!, PhoneNumber.FromWire(message.From), message.From!, TwilioWebhook.Number(message.To)!.Value, body, at,
            media, TwilioWebhook.AnswersKeyword(settings, body));
    }

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var api = Open(connection);
        var numbers = new List<ProviderNumber>();
        await foreach (var n in api.ListAsync<TwilioNumbers, TwilioNumber>($"{api.AccountPath}/IncomingPhoneNumbers.json?PageSize=1000", cancel))
        {
            if (n.Sid is { Length: > 0 } sid && PhoneNumber.FromWire(n.PhoneNumber) is { } number)
                numbers.Add(new ProviderNumber(sid, number, n.FriendlyName ?? number.Display, n.Capabilities?.Sms == "true", IncomingOf(n)));
        }

        return numbers;
    }

    // An application wins over the number's own address.
    static string? IncomingOf(TwilioNumber n) =>
        n.SmsApplicationSid is { Length: > 0 } application ? $"application {application}" : n.SmsUrl is { Length: > 0 } url ? url : null;

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        var api = Open(connection);
        // Not StatusCallback: on a number that is the voice one. Texts carry their own callback address.
        List<KeyValuePair<string, string>> form = [new("SmsUrl", address.OriginalString), new("SmsMethod", "POST")];
        if (number.IncomingAddress?.StartsWith("application ", StringComparison.Ordinal) == true)
            form.Add(new("SmsApplicationSid", ""));
        var answer = await api.PostAsync($"{api.AccountPath}/IncomingPhoneNumbers/{Escape(number.ProviderId)}.json", form, cancel);
        return answer is ProviderAnswer.Answered { Ok: true } ? true
            : answer is ProviderAnswer.Answered { Status: >= 400 and < 500 and not (408 or 429) } ? false
            : throw new ProviderUnavailableException(answer.WhyNothing()!);
    }

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel)
    {
        var api = Open(connection);
        return WireMedia.FetchAsync(http, api.Root, api.SignIn(), source, LargestMedia, cancel);
    }

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var api = Open(connection);
        // Lookup has a host of its own; a gateway in Twilio's language answers for all of it.
        var lookUp = api.Root.Host == "api.twilio.com" ? LookUps : api.Root;
        var answer = await api.GetAsync(new Uri(lookUp, $"v2/PhoneNumbers/{Escape(number.E164)}?Fields=line_type_intelligence").AbsoluteUri, cancel);
        if (answer.WhyNothing() is not null || WireJson.Snake.Read<TwilioLookUp>(((ProviderAnswer.Answered)answer).Body) is not { PhoneNumber.Length: > 0 } found)
            return ReachWords.None(answer, Label);
        var line = found.LineTypeIntelligence;
        return new NumberAnswer.Known(found.Valid == "false" ? ReachKind.NotInUse : ReachWords.KindOf(line?.Type), found.Valid == "false" ? false : null, line?.CarrierName);
    }

    TwilioApi Open(Connection connection) => new(http, (TwilioSettings)connection.Settings);

    static string Since(DateTimeOffset at) => $"DateSent%3E={Escape(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))}";

    static DateTimeOffset ToSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    static string Tidy(string? body) => (body ?? "").ReplaceLineEndings("\n").Trim();

    static string Escape(string text) => Uri.EscapeDataString(text);
}
