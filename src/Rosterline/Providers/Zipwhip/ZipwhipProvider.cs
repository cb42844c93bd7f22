using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Zipwhip;

/// <summary>Zipwhip's Messaging API, and gateways that speak it. A session belongs to one line, so one connection stands for one line.</summary>
public sealed class ZipwhipProvider(ProviderHttp http) : ITextProvider
{
    const int LargestMedia = 5 * 1024 * 1024;
    const int MostFiles = 10;

    /// <summary>Told of: what people write, what the line sends from anywhere, and what becomes of it.</summary>
    static readonly string[] Events = ["receive", "send", "progress"];

    internal ZipwhipSessions Sessions { get; } = new();

    public string Name => "zipwhip";

    public string Label => "Zipwhip";

    public Type SettingsType => typeof(ZipwhipSettings);

    public Type UserSettingsType => typeof(ZipwhipUserSettings);

    public ProviderAbilities Abilities { get; } = new(LookUpTrust.None, ListsReceived: false, ListsNumbers: true, Media: true) { LooksUpNumbers = true };

    public async Task<SendOutcome> SendAsync(Connection connection, OutgoingText text, CancellationToken cancel)
    {
        // The session decides which line speaks; another one must not.
        var number = ZipwhipCodes.NumberOf((connection.UserSettings as ZipwhipUserSettings)?.PhoneNumber) ?? ZipwhipCodes.NumberOf(Settings(connection).PhoneNumber);
        return number == text.From ? await ZipwhipSend.SendAsync(Calls(connection), text, cancel) : new SendOutcome.Rejected(DeliveryProblem.Configuration, "other_line");
    }

    public WebhookReading ReadWebhook(Connection connection, WebhookRequest request) => ZipwhipWebhook.Read(Settings(connection), connection.HookAddress, request);

    public async Task<CredentialTest> TestAsync(Connection connection, CancellationToken cancel)
    {
        var (session, answer) = await Calls(connection).SignInAsync(cancel);
        if (session is not null)
        {
            var user = ZipwhipLogin.Of(connection).Username;
            return new(true, $"Works. Signed in as {user}. No text was sent.", user, 1);
        }
        var refused = answer is ProviderAnswer.Answered { Status: 401 or 403 } || (answer.WhyNothing() is null && WireJson.Camel.Read<ZipwhipAnswer>(((ProviderAnswer.Answered)answer).Body)?.Success == "false");
        return new(false, refused ? "Refused: Zipwhip does not accept this username and password." : answer.WhyNothing() ?? "There is something at this address, but it does not answer as Zipwhip does.", null, null);
    }

    public Task<LookUp> LookUpAsync(Connection connection, OutgoingText text, DateTimeOffset handedOverAt, CancellationToken cancel) =>
        Task.FromResult<LookUp>(new LookUp.NoAnswer("Zipwhip does not tell which texts it took."));

    public IAsyncEnumerable<ReceivedText> ListReceivedAsync(Connection connection, DateTimeOffset since, CancellationToken cancel) =>
        throw new ProviderUnavailableException("Zipwhip does not list received texts; they come by webhook only.");

    public async Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(Connection connection, CancellationToken cancel)
    {
        var hooks = await HooksAsync(Calls(connection), cancel);
        return ZipwhipCodes.NumberOf(Settings(connection).PhoneNumber) is not { } number ? []
            : [new ProviderNumber(number.E164, number, number.Display, CanText: true, AddressIn(hooks.Find(hook => hook.Event == "receive")))];
    }

    public async Task<bool> SetIncomingAddressAsync(Connection connection, ProviderNumber number, Uri address, CancellationToken cancel)
    {
        var calls = Calls(connection);
        var hooks = await HooksAsync(calls, cancel);
        foreach (var name in Events)
        {
            var url = $"{address.OriginalString}?{ZipwhipWebhook.Event}={name}";
            if (!hooks.Exists(hook => hook.Event == name && hook.Url == url) && !await ChangeAsync(calls, "webhook/add", cancel, ("type", "message"), ("event", name), ("url", url), ("method", "POST"))) return false;
        }
        // Former addresses of ours are dead; what others listen to stays.
        var ours = address.GetLeftPart(UriPartial.Authority) + $"/hooks/{Name}/";
        foreach (var old in hooks.Where(hook => hook.Url?.StartsWith(ours, StringComparison.Ordinal) == true && AddressIn(hook) != address.OriginalString && hook.WebhookId is not null))
            await ChangeAsync(calls, "webhook/delete", cancel, ("webhookId", old.WebhookId!));
        return true;
    }

    static async Task<bool> ChangeAsync(ZipwhipCalls calls, string path, CancellationToken cancel, params (string, string)[] values) =>
        WireJson.Camel.Read<ZipwhipAnswer>((await calls.AskAsync(path, cancel, values)).Body)?.IsYes == true;

    static async Task<List<ZipwhipHook>> HooksAsync(ZipwhipCalls calls, CancellationToken cancel)
    {
        var answer = await calls.AskAsync("webhook/list", cancel, ("type", "message"));
        return WireJson.Camel.Read<ZipwhipHooks>(answer.Body) is { Success: "true" } listed ? [.. (listed.Response ?? []).OfType<ZipwhipHook>()]
            : throw new ProviderUnavailableException("Zipwhip answered with something that is not a list.");
    }

    static string? AddressIn(ZipwhipHook? hook) => hook?.Url?.Split('?', 2)[0];

    /// <summary>The files of a text: their list first, then each; the page of the slide show that some phones add is left out.</summary>
    public async Task<FetchedMedia?> FetchMediaAsync(Connection connection, Uri source, CancellationToken cancel)
    {
        var calls = Calls(connection);
        if (!WireMedia.IsOwn(calls.Root, source) || source.Query.Split('=') is not [_, { Length: > 0 } id]) return null;
        var listed = WireJson.Camel.Read<ZipwhipFiles>((await calls.AskAsync(ZipwhipCalls.Attachments, cancel, ("messageId", Uri.UnescapeDataString(id)))).Body)?.Response
            ?? throw new ProviderUnavailableException("Zipwhip did not list the attachments.");
        var files = new List<FetchedMedia>();
        foreach (var file in listed.OfType<ZipwhipFile>().Where(file => file.MimeType?.Contains("smil", StringComparison.OrdinalIgnoreCase) != true).Take(MostFiles))
            if (file.StorageKey is { Length: > 0 } key && await FileAsync(calls, key, cancel) is { } content) files.Add(new FetchedMedia(file.MimeType ?? "application/octet-stream", content));
        return files is [var first, .. var more] ? first with { More = more } : null;
    }

    static async Task<byte[]?> FileAsync(ZipwhipCalls calls, string storageKey, CancellationToken cancel)
    {
        var answer = (await calls.CallAsync(session => calls.GetFileAsync(session, storageKey, LargestMedia, cancel), told => told.Status == 401, cancel)).Answer;
        return answer switch
        {
            ProviderAnswer.Answered { Ok: true, Extent: BodyExtent.Whole } a => a.Body,
            ProviderAnswer.Answered { Extent: BodyExtent.TooLong } or ProviderAnswer.Answered { Status: 404 or 410 } => null,
            _ => throw new ProviderUnavailableException(answer.WhyNothing() ?? "Zipwhip did not give the attachment."),
        };
    }

    public async Task<NumberAnswer> LookUpNumberAsync(Connection connection, PhoneNumber number, CancellationToken cancel)
    {
        var settings = Settings(connection);
        if (settings.ApiKey is not { Length: > 0 } key) return new NumberAnswer.NoAnswer("Save the API key for number checks with this connection first.");
        var answer = await Calls(connection).PostAsync(new Uri(settings.CheckAddress.TrimEnd('/') + "/enum/textable"), ZipwhipCalls.Form(("api_key", key), ("phone_number", number.E164)), cancel);
        if (answer.WhyNothing() is { } why) return new NumberAnswer.NoAnswer(why);
        return WireJson.Snake.Read<ZipwhipTextable>(((ProviderAnswer.Answered)answer).Body) is { Error: not "true", Textable: "true" or "false" } known
            ? new NumberAnswer.Known(KindOf(known.Type), known.Textable == "true", known.Provider) : new NumberAnswer.NoAnswer("Zipwhip did not say whether the number can be texted.");
    }

    static ReachKind KindOf(string? type) => type?.ToLowerInvariant() switch
    {
        "mobile" or "wireless" => ReachKind.Mobile,
        "landline" or "fixed" => ReachKind.Landline,
        "voip" => ReachKind.Voip,
        "tollfree" => ReachKind.TollFree,
        _ => ReachKind.Unknown,
    };

    ZipwhipCalls Calls(Connection connection) => new(http, Sessions, ZipwhipLogin.Of(connection));

    static ZipwhipSettings Settings(Connection connection) => (ZipwhipSettings)connection.Settings;
}
