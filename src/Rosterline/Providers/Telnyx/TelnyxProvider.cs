using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Telnyx;

/// <summary>Telnyx Messaging, API version 2.</summary>
public sealed class TelnyxProvider(ProviderHttp http, TimeProvider time) : ITextProvider
{
    const int MostMedia = 10;
    const int LargestMedia = 5 * 1024 * 1024;
    const string Refused = "Refused: Telnyx does not accept this API key. Make a new one under API Keys.";

    public string Name => "telnyx";

    public string Label => "Telnyx";

    public Type SettingsType => typeof(TelnyxSettings);

    // A text is found by Telnyx's id only, and received texts are not listed.
    public ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.MediaUrls.Count > MostMedia)
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var answer = await Open(connection).PostAsync("messages", BodyOf(connection, text), cancel);
        return answer.CommonSendOutcome() ?? OutcomeOf((ProviderAnswer.Answered)answer);
    }

    static JsonObject BodyOf(Connection connection, OutgoingText text)
    {
        var body = new JsonObject { ["from"] = text.From.E164, ["to"] = text.To.E164 };
        if (((TelnyxSettings)connection.Settings).MessagingProfileId is { Length: > 0 } profile)
            body["messaging_profile_id"] = profile;
        if (text.Body.Length > 0)
            body["text"] = text.Body;
        if (text.MediaUrls.Count > 0)
            body["media_urls"] = new JsonArray([.. text.MediaUrls.Select(m => JsonValue.Create(m.AbsoluteUri))]);
        body["tags"] = new JsonArray(text.Reference.ToString());
        if (WireHook.IsReachable(connection.HookAddress))
            (body["webhook_url"], body["use_profile_webhooks"]) = (WireHook.With(connection.HookAddress, text.Reference), false);
        return body;
    }

    static SendOutcome OutcomeOf(ProviderAnswer.Answered answer)
    {
        var said = WireJson.Snake.Read<TelnyxAnswer>(answer.Body);
        var code = (said?.Data?.Errors ?? said?.Errors)?.FirstOrDefault(e => e?.Code is { Length: > 0 })?.Code;
        if (!answer.Ok)
            return TelnyxCodes.MeansLater(code) ? new SendOutcome.TryAgain("Telnyx's queue for this number is full.", answer.RetryAfter, ProviderDown: false) : TelnyxCodes.Problems.Refusal(answer, code);
        if (said?.Data is not { Id: { Length: > 0 } id } message)
            return new SendOutcome.Unknown("Telnyx answered yes, but without a message id.");
        return TelnyxCodes.StatusOf(message.To is [var to, ..] ? to.Status : null) is DeliveryStatus.Failed or DeliveryStatus.Undelivered
            ? new SendOutcome.Rejected(TelnyxCodes.Problems[code], code)
            : new SendOutcome.Accepted(id, DeliveryStatus.Sent);
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) =>
        TelnyxWebhook.Read((TelnyxSettings)connection.Settings, request, time.GetUtcNow());

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var settings = (TelnyxSettings)connection.Settings;
        var start = time.GetTimestamp();
        try
        {
            var profiles = await ListAsync<TelnyxProfile>(Open(connection), "messaging_profiles", cancel).ToListAsync(cancel);
            if (settings.MessagingProfileId is { Length: > 0 } wanted && !profiles.Exists(p => string.Equals(p.Id, wanted, StringComparison.OrdinalIgnoreCase)))
                return Failed("Refused: Telnyx does not know this messaging profile ID. Copy it again from Messaging.");
            var numbers = await ListAsync<TelnyxNumber>(Open(connection), "phone_numbers/messaging", cancel).CountAsync(cancel);
            var seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            return new(true, $"Works. Signed in to Telnyx · {numbers} {(numbers == 1 ? "number" : "numbers")} · {seconds} s. No text was sent.", "Telnyx", numbers);
        }
        catch (ProviderUnavailableException none)
        {
            return Failed(none.Message);
        }
    }

    static CredentialTest Failed(string words) => new(false, words, null, null);

    public Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel) =>
        Task.FromResult<LookUp>(new LookUp.NoAnswer("Telnyx tells about a text by its own id only, and that was lost."));

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        throw new ProviderUnavailableException("Telnyx does not list received texts.");

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var api = Open(connection);
        var hooks = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        await foreach (var profile in ListAsync<TelnyxProfile>(api, "messaging_profiles", cancel))
            hooks[profile.Id ?? ""] = profile.WebhookUrl is { Length: > 0 } url ? url : null;
        var numbers = new List<ProviderNumber>();
        await foreach (var n in ListAsync<TelnyxNumber>(api, "phone_numbers/messaging", cancel))
        {
            if (n.Id is { Length: > 0 } id && PhoneNumber.FromWire(n.PhoneNumber) is { } number)
                numbers.Add(new ProviderNumber(id, number, number.Display, n.Features?.Sms is not { DomesticTwoWay: "false" }, hooks.GetValueOrDefault(n.MessagingProfileId ?? "")));
        }

        return numbers;
    }

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        var api = Open(connection);
        var path = $"phone_numbers/{Uri.EscapeDataString(number.ProviderId)}/messaging";
        var profile = WireJson.Snake.Answer<TelnyxOne<TelnyxNumber>>(await api.GetAsync(path, cancel)).Data?.MessagingProfileId;
        if (string.IsNullOrEmpty(profile))
        {
            // A number without a profile neither sends nor receives; the one of the settings is meant for it.
            profile = ((TelnyxSettings)connection.Settings).MessagingProfileId;
            if (string.IsNullOrEmpty(profile) || !WireApi.Changed(await api.PatchAsync(path, new JsonObject { ["messaging_profile_id"] = profile }, cancel)))
                return false;
        }

        var body = new JsonObject { ["webhook_url"] = address.OriginalString, ["webhook_api_version"] = "2" };
        return WireApi.Changed(await api.PatchAsync($"messaging_profiles/{Uri.EscapeDataString(profile)}", body, cancel));
    }

    // Telnyx's own addresses are signed for a while; nobody needs to sign in.
    public Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel) =>
        WireMedia.FetchAsync(http, Open(connection).Root, null, source, LargestMedia, cancel);

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var answer = await Open(connection).GetAsync($"number_lookup/{Uri.EscapeDataString(number.E164)}?type=carrier", cancel);
        if (answer.WhyNothing() is not null || WireJson.Snake.Read<TelnyxOne<TelnyxLookUp>>(((ProviderAnswer.Answered)answer).Body)?.Data is not { PhoneNumber: not null } found)
            return ReachWords.None(answer, Label);
        if (found.ValidNumber == "false")
            return new NumberAnswer.Known(ReachKind.NotInUse, false, null);
        var kind = ReachWords.KindOf(found.Carrier?.Type) is var said and not ReachKind.Unknown ? said : ReachWords.KindOf(found.Portability?.LineType);
        return new NumberAnswer.Known(kind, null, found.Carrier?.Name ?? found.Portability?.SpidCarrierName);
    }

    WireApi Open(Connection connection)
    {
        var settings = (TelnyxSettings)connection.Settings;
        return new(http, settings.BaseAddress, new AuthenticationHeaderValue("Bearer", settings.ApiKey));
    }

    static async IAsyncEnumerable<T> ListAsync<T>(WireApi api, string path, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        for (var (page, last) = (1, 1); page <= last; page++)
        {
            var answer = await api.GetAsync($"{path}?page[number]={page}&page[size]=250", cancel);
            if (answer is ProviderAnswer.Answered { Status: 401 or 403 })
                throw new ProviderUnavailableException(Refused);
            var list = WireJson.Snake.Answer<TelnyxPage<T>>(answer);
            foreach (var item in list.Data ?? throw new ProviderUnavailableException("Telnyx answered with something that is not a list."))
                if (item is not null) yield return item;
            last = Math.Min(WireApi.MostPages, int.TryParse(list.Meta?.TotalPages, out var pages) ? pages : 1);
        }
    }
}
