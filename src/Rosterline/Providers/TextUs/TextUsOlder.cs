using System.Globalization;
using System.Runtime.CompilerServices;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.TextUs;

/// <summary>The older TextUs, app.textus.com/api version 2. A text goes from the number of the user who signs in.</summary>
sealed class TextUsOlder(TextUsCalls calls, TextUsSettings settings)
{
    const int MostPages = 400;
    static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    public static readonly ProviderAbilities Abilities = new(LookUpTrust.FindsOnly, ListsReceived: true, ListsNumbers: false, Media: false) { ListsOptOuts = true };

    sealed record OptOut(string? Phone, bool? OptIn);

    public async Task<SendOutcome> SendAsync(OutgoingText text, CancellationToken cancel)
    {
        var answer = await calls.PostAsync("messages", new { sender = settings.Username, receiver = text.To.E164, content = text.Body }, cancel);
        return calls.CommonOutcome(answer) ?? Judge((ProviderAnswer.Answered)answer);
    }

    static SendOutcome Judge(ProviderAnswer.Answered answer)
    {
        if (!answer.Ok) return TextUsWords.Refused(answer, TextUsJson.Sentence(answer.Body));
        if (WireJson.Snake.Read<OlderMessage>(answer.Body) is not { Id: { Length: > 0 } id } message) return new SendOutcome.Unknown("TextUs answered yes, but without a message id.");
        var status = TextUsWords.StatusOf(message.Status) ?? DeliveryStatus.Sent;
        return TextUsWords.IsBad(status) ? new SendOutcome.Rejected(DeliveryProblem.Other, message.Status) : new SendOutcome.Accepted(id, status);
    }

    public async Task<CredentialTest> TestAsync(CancellationToken cancel)
    {
        if (settings.Username is not { Length: > 0 } user) return new(false, "The older TextUs needs the username too: the e-mail address you sign in with there.", null, null);
        WireJson.Snake.Answer<List<OlderMessage?>>(await calls.GetAsync("messages?page=1&per_page=1", cancel));
        return new(true, $"Works. Signed in as {user}. No text was sent.", user, null);
    }

    /// <summary>The first equal text made at or after the hand-over; the list may lag behind, so absence says nothing.</summary>
    public async Task<LookUp> LookUpAsync(OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel)
    {
        OlderMessage? found = null;
        await foreach (var message in ListAsync(handedOverAt - ClockSlack, cancel))
            if (IsSame(message, text)) found = message;
        if (found is null) return new LookUp.NotFound();
        var status = TextUsWords.StatusOf(found.Status) ?? DeliveryStatus.Sent;
        return new LookUp.Found(found.Id!, status, TextUsWords.IsBad(status) ? DeliveryProblem.Other : null, TextUsWords.IsBad(status) ? found.Status : null);
    }

    static bool IsSame(OlderMessage message, OutgoingText text) => message is { SenderType: "User", Id.Length: > 0 }
        && PhoneNumber.FromWire(message.ReceiverPhone) == text.To && PhoneNumber.FromWire(message.SenderPhone) == text.From
        && (message.Content ?? "").ReplaceLineEndings("\n").Trim() == text.Body.ReplaceLineEndings("\n").Trim();

    public async IAsyncEnumerable<ReceivedText> ListReceivedAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var received = new List<(OlderMessage Message, DateTimeOffset At)>();
        await foreach (var message in ListAsync(since, cancel))
            if (message is { SenderType: "Contact", Id.Length: > 0, SenderPhone.Length: > 0 } && PhoneNumber.FromWire(message.ReceiverPhone) is not null)
                received.Add((message, WireJson.Time(message.CreatedAt)!.Value));
        foreach (var (message, _) in received.OrderBy(r => r.At))
        {
            var text = TextOf(message, message.Id!, PhoneNumber.FromWire(message.ReceiverPhone)!.Value, message.SenderPhone!, settings);
            yield return text with { ProviderAnswersKeyword = settings.AnswersStop && TextUsWords.IsKeyword(text.Body) };
        }
    }

    public async IAsyncEnumerable<PhoneNumber> ListOptOutsAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (int? page = 1; page is { } wanted && wanted <= MostPages;)
        {
            var (items, next, _) = await PageAsync<OptOut>("opt_outs", wanted, cancel);
            foreach (var item in items)
                if (item is { OptIn: not true } && PhoneNumber.FromWire(item.Phone) is { } number) yield return number;
            page = next;
        }
    }

    /// <summary>As it stands in the message, without knowing who answers keywords.</summary>
    public static ReceivedText TextOf(OlderMessage message, string id, PhoneNumber line, string person, TextUsSettings settings) => new(
        id, PhoneNumber.FromWire(person), person, line, message.Content ?? "", WireJson.Time(message.CreatedAt), MediaOf(message, settings), ProviderAnswersKeyword: false);

    public static List<ReceivedMedia> MediaOf(OlderMessage message, TextUsSettings settings)
    {
        var many = TextUsJson.Media(message.MediaUrls, settings.Root);
        return many.Count > 0 ? many : WireMedia.Address(message.ImageUrl) is { } one ? [new ReceivedMedia(one, "application/octet-stream", null)] : [];
    }

    // In which order TextUs lists is not documented: the first page shows it, and reading begins where the newest stand.
    async IAsyncEnumerable<OlderMessage> ListAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (items, next, last) = await PageAsync<OlderMessage>("messages", 1, cancel);
        var upward = items.Count > 1 && TimeOf(items[0]) < TimeOf(items[^1]);
        if (upward && last is > 1) (items, next, _) = await PageAsync<OlderMessage>("messages", last.Value, cancel);
        var page = upward ? last ?? 1 : 1;
        for (var read = 1; ; read++)
        {
            var recent = items.OfType<OlderMessage>().Where(m => TimeOf(m) >= since).ToList();
            foreach (var message in recent) yield return message;
            page = upward ? page - 1 : next ?? 0;
            if (recent.Count == 0 || page < 1) yield break;
            if (read == MostPages) throw new ProviderUnavailableException("The list at TextUs does not end.");
            (items, next, _) = await PageAsync<OlderMessage>("messages", page, cancel);
        }
    }

    static DateTimeOffset? TimeOf(OlderMessage? message) => WireJson.Time(message?.CreatedAt);

    async Task<(IReadOnlyList<T?> Items, int? Next, int? Last)> PageAsync<T>(string list, int page, CancellationToken cancel)
        where T : class
    {
        var answer = await calls.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{list}?page={page}&per_page=100"), cancel);
        var items = WireJson.Snake.Answer<List<T?>>(answer);
        var told = (ProviderAnswer.Answered)answer;
        return (items, Number(told.Header("X-Next-Page")) is { } next && next > page ? next : null, Number(told.Header("X-Total-Pages")));
    }

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
