using System.Globalization;
using System.Text.Json.Nodes;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Vonage;

/// <summary>Hands texts over: by the SMS API, or by the Messages API where an application is set up.</summary>
static class VonageSending
{
    const int LongestText = 3200, LongestMessage = 1000, LongestCaption = 2000;

    // GSM 03.38 with its extension: what fits costs half as many segments.
    const string Plain = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€\f";

    public static async Task<SendOutcome> ByTextApiAsync(WireApi rest, VonageSettings settings, Connection connection, OutgoingText text, CancellationToken cancel)
    {
        // Pictures go by the Messages API only.
        if (text.MediaUrls.Count > 0 || text.Body.Length > LongestText)
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var answer = await rest.PostFormAsync("sms/json", FormOf(settings, connection, text), cancel);
        return answer.CommonSendOutcome() ?? OutcomeOf((ProviderAnswer.Answered)answer);
    }

    static IEnumerable<KeyValuePair<string, string>> FormOf(VonageSettings settings, Connection connection, OutgoingText text)
    {
        yield return new("api_key", settings.ApiKey);
        yield return new("api_secret", settings.ApiSecret);
        yield return new("from", Digits(text.From));
        yield return new("to", Digits(text.To));
        yield return new("text", text.Body);
        yield return new("type", text.Body.All(c => Plain.Contains(c, StringComparison.Ordinal)) ? "text" : "unicode");
        yield return new("client-ref", text.Reference.ToString());
        yield return new("status-report-req", "true");
        if (WireHook.IsReachable(connection.HookAddress))
            yield return new("callback", connection.HookAddress.OriginalString);
    }

    static SendOutcome OutcomeOf(ProviderAnswer.Answered answer)
    {
        var parts = WireJson.Kebab.Read<VonageSent>(answer.Body)?.Messages?.OfType<VonagePart>().ToList() ?? [];
        // One entry for each part: where one was taken over, the text is never handed over again.
        if (parts.Find(p => p is { Status: "0", MessageId.Length: > 0 }) is { } taken)
            return new SendOutcome.Accepted(taken.MessageId!, DeliveryStatus.Sent);
        var said = parts.FirstOrDefault();
        if (answer.Ok && (said?.Status is not { Length: > 0 } status || status == "0"))
            return new SendOutcome.Unknown("Vonage answered yes, but without a message id.");
        return VonageCodes.MeansLater(said?.Status)
            ? new SendOutcome.TryAgain(said!.Status == "1" ? "Too many texts at once; Vonage asks to wait." : "Vonage could not take the text just now.", answer.RetryAfter, ProviderDown: said.Status == "5")
            : VonageCodes.AtOnce.Refusal(answer, said?.Status);
    }

    public static async Task<SendOutcome> ByMessagesApiAsync(WireApi api, Connection connection, OutgoingText text, CancellationToken cancel)
    {
        if (text.Body.Length > (text.MediaUrls.Count > 0 ? LongestCaption : LongestMessage))
            return new SendOutcome.Rejected(DeliveryProblem.Content, null);
        var answer = await api.PostAsync("v1/messages", MessageOf(connection, text), cancel);
        return answer.CommonSendOutcome() ?? MessageOutcomeOf((ProviderAnswer.Answered)answer);
    }

    static JsonObject MessageOf(Connection connection, OutgoingText text)
    {
        var kind = text.MediaUrls.Count switch { 0 => "text", 1 => KindOf(text.MediaUrls[0]), _ => "content" };
        var message = new JsonObject
        {
            ["channel"] = text.MediaUrls.Count > 0 ? "mms" : "sms", ["message_type"] = kind, ["to"] = Digits(text.To), ["from"] = Digits(text.From), ["client_ref"] = text.Reference.ToString(),
        };
        if (text.MediaUrls.Count == 0)
            message["text"] = text.Body;
        else if (text.MediaUrls.Count == 1)
            message[kind] = FileOf(text.MediaUrls[0], text.Body, null);
        else
            message["content"] = new JsonArray([.. text.MediaUrls.Select((m, n) => FileOf(m, n == 0 ? text.Body : "", KindOf(m)))]);
        if (WireHook.IsReachable(connection.HookAddress))
            (message["webhook_url"], message["webhook_version"]) = (connection.HookAddress.OriginalString, "v1");
        return message;
    }

    static JsonObject FileOf(Uri source, string caption, string? type)
    {
        var file = new JsonObject { ["url"] = source.AbsoluteUri };
        if (type is not null) file["type"] = type;
        if (caption.Length > 0) file["caption"] = caption;
        return file;
    }

    static string KindOf(Uri source) => Path.GetExtension(source.AbsolutePath).ToUpperInvariant() switch
    {
        ".VCF" => "vcard",
        ".MP3" or ".WAV" or ".AMR" or ".OGG" or ".M4A" => "audio",
        ".MP4" or ".MOV" or ".3GP" or ".WEBM" => "video",
        ".PDF" or ".TXT" or ".DOC" or ".DOCX" or ".ZIP" => "file",
        _ => "image",
    };

    static SendOutcome MessageOutcomeOf(ProviderAnswer.Answered answer)
    {
        if (answer.Ok)
            return WireJson.Snake.Read<VonageAccepted>(answer.Body) is { MessageUuid: { Length: > 0 } uuid }
                ? new SendOutcome.Accepted(uuid, DeliveryStatus.Sent)
                : new SendOutcome.Unknown("Vonage answered yes, but without a message id.");
        // Paying first: 402 stands for an empty account.
        var refused = VonageCodes.Messages.Refusal(answer, WireJson.Snake.Read<VonageRefusal>(answer.Body)?.Code);
        return answer.Status == 402 ? refused with { Problem = DeliveryProblem.Configuration } : refused;
    }

    public static string Digits(PhoneNumber number) => number.Digits.ToString(CultureInfo.InvariantCulture);
}
