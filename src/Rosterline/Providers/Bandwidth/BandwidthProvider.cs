using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Bandwidth;

/// <summary>Bandwidth Messaging, API version 2.</summary>
public sealed class BandwidthProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    const int LongestText = 2048;
    const int LargestMedia = 5 * 1024 * 1024;
    static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    public string Name => "bandwidth";

    public string Label => "Bandwidth";

    public Type SettingsType => typeof(BandwidthSettings);

    // The message search tells who, when and how long, but not what was written: it finds a text of ours, and fills no gap.
    public ProviderAbilities Abilities { get; } = new(LookUpTrust.FindsOnly, ListsReceived: false, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.Body.Length > LongestText)
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var answer = await Open(connection).PostAsync(MessagesOf(connection), BodyOf(connection, text), cancel);
        return answer.CommonSendOutcome() ?? OutcomeOf((ProviderAnswer.Answered)answer);
    }

    static JsonObject BodyOf(Connection connection, OutgoingText text)
    {
        var body = new JsonObject
        {
            ["applicationId"] = SettingsOf(connection).ApplicationId, ["to"] = new JsonArray(text.To.E164), ["from"] = text.From.E164, ["text"] = text.Body,
        };
        if (text.MediaUrls.Count > 0)
            body["media"] = new JsonArray([.. text.MediaUrls.Select(m => JsonValue.Create(m.AbsoluteUri))]);
        body["tag"] = text.Reference.ToString();
        return body;
    }

    static SendOutcome OutcomeOf(ProviderAnswer.Answered answer)
    {
        if (answer.Ok)
            return WireJson.Camel.Read<BandwidthAccepted>(answer.Body) is { Id: { Length: > 0 } id }
                ? new SendOutcome.Accepted(id, DeliveryStatus.Sent)
                : new SendOutcome.Unknown("Bandwidth answered yes, but without a message id.");
        var refusal = WireJson.Camel.Read<BandwidthRefusal>(answer.Body);
        var byCode = BandwidthCodes.Problems.Refusal(answer, refusal?.ErrorCode ?? refusal?.Type);
        return BandwidthCodes.ProblemOf(refusal) is var said and not DeliveryProblem.Other && byCode.Problem is DeliveryProblem.Other or DeliveryProblem.Configuration
            ? byCode with { Problem = said } : byCode;
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => BandwidthWebhook.Read(SettingsOf(connection), request);

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var answer = await Open(connection).GetAsync($"{MessagesOf(connection)}?messageDirection=OUTBOUND&{Since(time.GetUtcNow().AddMinutes(-1))}&limit=1", cancel);
        if (answer is ProviderAnswer.Answered { Status: 401 })
            return Failed("Refused: Bandwidth does not accept this API user and password. Copy them again from Account › API Credentials.");
        if (answer is ProviderAnswer.Answered { Status: 403 or 404 })
            return Failed("Refused: this API user may not text for this account ID. Check the account ID and the user's roles.");
        if (answer.WhyNothing() is { } why)
            return Failed(why);
        if (WireJson.Camel.Read<BandwidthList>(((ProviderAnswer.Answered)answer).Body)?.Messages is null)
            return Failed($"{Open(connection).Root.Host} answered, but not as Bandwidth does. Check the address of the messaging API.");
        var account = $"account {SettingsOf(connection).AccountId}";
        try
        {
            var numbers = (await ListNumbersAsync(connection, cancel)).Count;
            var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            return new(true, $"Works. Signed in to {account} · {numbers} {(numbers == 1 ? "number" : "numbers")} · {seconds} s. No text was sent.", account, numbers);
        }
        catch (ProviderUnavailableException)
        {
            // Texting needs no more; bringing numbers in does.
            return new(true, "Works, but may not read numbers. Give the API user the role Numbers, or add lines by their numbers.", account, null);
        }
    }

    static CredentialTest Failed(string words) => new(false, words, null, null);

    public async Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        try
        {
            var same = new List<BandwidthFound>();
            var path = $"{MessagesOf(connection)}?messageDirection=OUTBOUND&sourceTn={Escape(text.From.E164)}&destinationTn={Escape(text.To.E164)}&{Since(handedOverAt - ClockSlack)}&limit=100";
            var api = Open(connection);
            string? next = "";
            for (var page = 0; next is not null && page < WireApi.MostPages; page++)
            {
                var list = WireJson.Camel.Answer<BandwidthList>(await api.GetAsync(next.Length == 0 ? path : $"{path}&pageToken={Escape(next)}", cancel));
                same.AddRange((list.Messages ?? throw new ProviderUnavailableException("Bandwidth answered with something that is not a list.")).OfType<BandwidthFound>().Where(m => IsSame(m, text, handedOverAt)));
                next = list.PageInfo?.NextPageToken is { Length: > 0 } token && list.Messages.Count > 0 ? token : null;
            }

            // Of several alike the one nearest to the hand-over is ours; later ones belong to later texts.
            return same.MinBy(m => (WireJson.Time(m.ReceiveTime) - handedOverAt)?.Duration()) is { } found ? FoundAs(found) : new LookUp.NotFound();
        }
        catch (ProviderUnavailableException none)
        {
            return new LookUp.NoAnswer(none.Message);
        }
    }

    static bool IsSame(BandwidthFound message, OutgoingText text, DateTimeOffset handedOverAt) =>
        message.MessageId is { Length: > 0 } && PhoneNumber.FromWire(message.SourceTn) == text.From && PhoneNumber.FromWire(message.DestinationTn) == text.To
        && WireJson.Time(message.ReceiveTime) >= handedOverAt - ClockSlack
        && (!int.TryParse(message.MessageLength, out var length) || length == text.Body.Length || length == text.Body.EnumerateRunes().Count());

    static LookUp.Found FoundAs(BandwidthFound found)
    {
        var status = BandwidthCodes.FoundStatusOf(found.MessageStatus, found.ErrorCode);
        var bad = status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
        return new LookUp.Found(found.MessageId!, status, bad ? BandwidthCodes.Problems[found.ErrorCode] : null, bad ? found.ErrorCode : null);
    }

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        throw new ProviderUnavailableException("Bandwidth lists received texts without their words.");

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        var api = new WireApi(http, settings.NumbersAddress, WireApi.Basic(settings.ApiUser, settings.ApiPassword));
        var numbers = new List<ProviderNumber>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = $"accounts/{Escape(settings.AccountId)}/inserviceNumbers?page=1&size=500"; next is not null && seen.Add(next) && seen.Count < WireApi.MostPages;)
        {
            var list = Xml(await api.GetAsync(next, cancel));
            foreach (var national in list.Descendants("TelephoneNumber").Select(n => n.Value.Trim()))
                if (PhoneNumber.FromWire(national.Length == 10 ? "1" + national : national) is { } number)
                    numbers.Add(new ProviderNumber(number.E164, number, number.Display, true, null));
            next = NextOf(api, list);
        }

        return numbers;
    }

    // "Link=<https://…?size=500&page=8183386252>;rel=\"next\";"; one that leads away would take the credentials with it.
    static string? NextOf(WireApi api, XElement list)
    {
        if (list.Element("Links")?.Element("next")?.Value.Split('<', '>') is not [_, var link, ..])
            return null;
        return Uri.TryCreate(api.Root, link, out var next) ? new Uri(api.Root, "accounts/" + next.PathAndQuery.Split("/accounts/", 2)[^1]).AbsoluteUri : null;
    }

    static XElement Xml(ProviderAnswer answer)
    {
        if (answer.WhyNothing() is { } why)
            throw new ProviderUnavailableException(why);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(((ProviderAnswer.Answered)answer).Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            if (XElement.Load(reader) is { Name.LocalName: "TNs" } list)
                return list;
        }
        catch (XmlException)
        {
            // Said below, as for any other answer that is no list.
        }

        throw new ProviderUnavailableException("Bandwidth answered with something that is not a list of numbers.");
    }

    // Incoming texts go where the application says, for all of its numbers; the administrator sets that.
    public Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel) => Task.FromResult(false);

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) => Open(connection).FetchAsync(source, LargestMedia, cancel);

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var settings = SettingsOf(connection);
        var api = new WireApi(http, settings.LookUpAddress, WireApi.Basic(settings.ApiUser, settings.ApiPassword));
        var answer = await api.PostAsync($"accounts/{Escape(settings.AccountId)}/phoneNumberLookup", new JsonObject { ["phoneNumbers"] = new JsonArray(number.E164) }, cancel);
        if (answer.WhyNothing() is not null || WireJson.Camel.Read<BandwidthLookUp>(((ProviderAnswer.Answered)answer).Body)?.Data?.Results is not [{ } found, ..])
            return ReachWords.None(answer, Label);
        return new NumberAnswer.Known(found.DeactivationEvent == "DEACTIVATED" ? ReachKind.NotInUse : ReachWords.KindOf(found.LineType), null, found.MessagingProvider);
    }

    WireApi Open(Connection connection)
    {
        var settings = SettingsOf(connection);
        return new(http, settings.BaseAddress, WireApi.Basic(settings.ApiUser, settings.ApiPassword));
    }

    static BandwidthSettings SettingsOf(Connection connection) => (BandwidthSettings)connection.Settings;

    static string MessagesOf(Connection connection) => $"users/{Escape(SettingsOf(connection).AccountId)}/messages";

    static string Since(DateTimeOffset at) => $"fromDateTime={Escape(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))}";

    static string Escape(string text) => Uri.EscapeDataString(text);
}
