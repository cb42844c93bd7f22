using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Plivo;

/// <summary>Plivo Messaging, API version 1.</summary>
public sealed class PlivoProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    const int LongestText = 1600;
    const int MostMedia = 10;
    const int LargestMedia = 5 * 1024 * 1024;
    static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    public string Name => "plivo";

    public string Label => "Plivo";

    public Type SettingsType => typeof(PlivoSettings);

    // The list of messages tells who and when, but not what was written.
    public ProviderAbilities Abilities { get; } = new(LookUpTrust.FindsOnly, ListsReceived: false, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.Body.EnumerateRunes().Count() > LongestText || text.MediaUrls.Count > MostMedia)
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var answer = await Open(connection).PostAsync($"{AccountOf(connection)}Message/", BodyOf(connection, text), cancel);
        return answer.CommonSendOutcome() ?? OutcomeOf((ProviderAnswer.Answered)answer);
    }

    static JsonObject BodyOf(Connection connection, OutgoingText text)
    {
        var body = new JsonObject { ["src"] = Digits(text.From), ["dst"] = Digits(text.To), ["text"] = text.Body };
        if (text.MediaUrls.Count > 0)
            (body["type"], body["media_urls"]) = ("mms", new JsonArray([.. text.MediaUrls.Select(m => JsonValue.Create(m.AbsoluteUri))]));
        if (WireHook.IsReachable(connection.HookAddress))
            (body["url"], body["method"]) = (WireHook.With(connection.HookAddress, text.Reference), "POST");
        return body;
    }

    static SendOutcome OutcomeOf(ProviderAnswer.Answered answer)
    {
        var sent = WireJson.Snake.Read<PlivoSent>(answer.Body);
        if (!answer.Ok)
            return PlivoCodes.Problems.Refusal(answer, sent?.ErrorCode);
        if (sent?.MessageUuid is [{ Length: > 0 } uuid, ..])
            return new SendOutcome.Accepted(uuid, DeliveryStatus.Sent);
        return sent?.InvalidNumber is [{ }, ..]
            ? new SendOutcome.Rejected(DeliveryProblem.NumberDoesNotExist, null)
            : new SendOutcome.Unknown("Plivo answered yes, but without a message id.");
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => PlivoWebhook.Read((PlivoSettings)connection.Settings, request);

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var api = Open(connection);
        var answer = await api.GetAsync(AccountOf(connection), cancel);
        if (answer is ProviderAnswer.Answered { Status: 401 or 403 })
            return Failed("Refused: Plivo does not accept this auth ID and auth token. Copy both again from Console › Overview.");
        if (answer is ProviderAnswer.Answered { Status: 404 })
            return Failed("Refused: Plivo does not know this auth ID. Copy it again from Console › Overview.");
        if (answer.WhyNothing() is { } why)
            return Failed(why);
        if (WireJson.Snake.Read<PlivoAccount>(((ProviderAnswer.Answered)answer).Body) is not { AuthId.Length: > 0 } account)
            return Failed($"{api.Root.Host} answered, but not as Plivo does. Check the address of the API.");
        try
        {
            var numbers = await ListAsync<PlivoNumber>(api, $"{AccountOf(connection)}Number/?limit=20&offset=0", cancel).CountAsync(cancel);
            var (name, seconds) = (account.Name ?? account.AuthId, time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            return new(true, $"Works. Signed in as {name} · {numbers} {(numbers == 1 ? "number" : "numbers")} · {seconds} s. No text was sent.", name, numbers);
        }
        catch (ProviderUnavailableException none)
        {
            return Failed(none.Message);
        }
    }

    static CredentialTest Failed(string words) => new(false, words, null, null);

    public async Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        try
        {
            var since = Uri.EscapeDataString((handedOverAt - ClockSlack).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            var all = await ListAsync<PlivoFound>(Open(connection), $"{AccountOf(connection)}Message/?message_direction=outbound&message_time__gte={since}&limit=20&offset=0", cancel).ToListAsync(cancel);
            // Of several the one nearest to the hand-over is ours; later ones belong to later texts.
            return all.Where(m => IsSame(m, text, handedOverAt)).MinBy(m => (WireJson.Time(m.MessageTime) - handedOverAt)?.Duration()) is { } found ? FoundAs(found) : new LookUp.NotFound();
        }
        catch (ProviderUnavailableException none)
        {
            return new LookUp.NoAnswer(none.Message);
        }
    }

    static bool IsSame(PlivoFound message, OutgoingText text, DateTimeOffset handedOverAt) =>
        message.MessageUuid is { Length: > 0 } && PhoneNumber.FromWire(message.FromNumber) == text.From && PhoneNumber.FromWire(message.ToNumber) == text.To
        && WireJson.Time(message.MessageTime) >= handedOverAt - ClockSlack;

    static LookUp.Found FoundAs(PlivoFound found)
    {
        var status = PlivoCodes.StatusOf(found.MessageState) ?? DeliveryStatus.Sent;
        var bad = PlivoCodes.IsBad(status);
        return new LookUp.Found(found.MessageUuid!, status, bad ? PlivoCodes.Problems[found.ErrorCode] : null, bad ? found.ErrorCode : null);
    }

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        throw new ProviderUnavailableException("Plivo lists received texts without their words.");

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var api = Open(connection);
        var hooks = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var application in ListAsync<PlivoApplication>(api, $"{AccountOf(connection)}Application/?limit=20&offset=0", cancel))
            hooks[application.AppId ?? ""] = application.MessageUrl is { Length: > 0 } url ? url : null;
        var numbers = new List<ProviderNumber>();
        await foreach (var n in ListAsync<PlivoNumber>(api, $"{AccountOf(connection)}Number/?limit=20&offset=0", cancel))
        {
            if (PhoneNumber.FromWire(n.Number) is { } number)
                numbers.Add(new ProviderNumber(Digits(number), number, n.Alias is { Length: > 0 } alias ? alias : number.Display, n.SmsEnabled != "false", hooks.GetValueOrDefault(IdIn(n.Application))));
        }

        return numbers;
    }

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        var (api, account) = (Open(connection), AccountOf(connection));
        var path = $"{account}Number/{Uri.EscapeDataString(number.ProviderId)}/";
        var message = new JsonObject { ["message_url"] = address.OriginalString, ["message_method"] = "POST" };
        var application = IdIn(WireJson.Snake.Answer<PlivoNumber>(await api.GetAsync(path, cancel)).Application);
        // A number's application also answers its calls, so it is kept and only its address for texts changes.
        if (application.Length > 0)
            return WireApi.Changed(await api.PostAsync($"{account}Application/{Uri.EscapeDataString(application)}/", message, cancel));
        message["app_name"] = $"Rosterline-{number.ProviderId}";
        var made = await api.PostAsync($"{account}Application/", message, cancel);
        return WireApi.Changed(made) && WireJson.Snake.Answer<PlivoApplication>(made).AppId is { Length: > 0 } id
            && WireApi.Changed(await api.PostAsync(path, new JsonObject { ["app_id"] = id }, cancel));
    }

    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) => Open(connection).FetchAsync(source, LargestMedia, cancel);

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var settings = (PlivoSettings)connection.Settings;
        var api = new WireApi(http, settings.LookUpAddress, WireApi.Basic(settings.AuthId, settings.AuthToken));
        var answer = await api.GetAsync($"v1/Number/{Uri.EscapeDataString(number.E164)}?type=carrier", cancel);
        if (answer.WhyNothing() is not null || WireJson.Snake.Read<PlivoReach>(((ProviderAnswer.Answered)answer).Body) is not { Carrier: { } carrier })
            return ReachWords.None(answer, Label);
        return new NumberAnswer.Known(ReachWords.KindOf(carrier.Type), null, carrier.Name);
    }

    WireApi Open(Connection connection)
    {
        var settings = (PlivoSettings)connection.Settings;
        return new(http, settings.BaseAddress, WireApi.Basic(settings.AuthId, settings.AuthToken));
    }

    static string AccountOf(Connection connection) => $"v1/Account/{Uri.EscapeDataString(((PlivoSettings)connection.Settings).AuthId)}/";

    static string Digits(PhoneNumber number) => number.Digits.ToString(CultureInfo.InvariantCulture);

    // "/v1/Account/MA…/Application/123/" and a bare "123".
    static string IdIn(string? application) => (application ?? "").Trim('/').Split('/')[^1];

    static async IAsyncEnumerable<T> ListAsync<T>(WireApi api, string path, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = path; next is not null;)
        {
            if (!seen.Add(next) || seen.Count > WireApi.MostPages)
                throw new ProviderUnavailableException("Plivo's list does not end.");
            var page = WireJson.Snake.Answer<PlivoPage<T>>(await api.GetAsync(next, cancel));
            foreach (var item in page.Objects ?? throw new ProviderUnavailableException("Plivo answered with something that is not a list."))
                if (item is not null) yield return item;
            // Only what follows the question mark: an address that leads away would take the credentials with it.
            next = page.Meta?.Next is { Length: > 0 } more && more.Split('?', 2) is [_, var query] ? $"{path.Split('?')[0]}?{query}" : null;
        }
    }
}
