using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Vonage;

/// <summary>
/// Reads what Vonage sends us: the SMS API by address, form or JSON, signed in a parameter; the Messages API by JSON, signed by a token.
/// </summary>
static class VonageWebhook
{
    const int LongestBody = 128 * 1024;
    const string Form = "application/x-www-form-urlencoded", Json = "application/json";

    public static WebhookReading Read(VonageSettings settings, WebhookRequest request, DateTimeOffset now)
    {
        if (request.Body.Length > LongestBody)
            return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        if (request.Header("Authorization") is { } token)
            return ReadMessages(settings, request, token, now);
        var parameters = ParametersOf(request);
        // Saving an address in the dashboard, Vonage asks whether somebody answers there.
        if (parameters is { Count: 0 } && request.Method == "GET")
            return new WebhookReading.Verified([], [], WebhookReply.NoContent);
        if (parameters is null || !VonageSignature.Fits(settings.SignatureSecret, settings.SignatureMethod, parameters, now))
            return new WebhookReading.Forged("The signature is missing, older than five minutes, or does not fit the text and the signature secret.");
        if (parameters.GetValueOrDefault("api-key") is { Length: > 0 } account && account != settings.ApiKey)
            return new WebhookReading.Forged("Signed, but for another account.");
        return parameters.ContainsKey("status") ? ReadReceipt(parameters) : ReadReceived(settings, parameters);
    }

    /// <summary>Null where the body is not what its type says.</summary>
    static Dictionary<string, string>? ParametersOf(WebhookRequest request)
    {
        if (request.Method == "GET")
            return Flat(QueryOf(request.PublicUrl));
        if (request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true)
            return Flat(WireForm.Read(request.Body));
        return request.ContentType?.StartsWith(Json, StringComparison.OrdinalIgnoreCase) == true
            ? WireJson.Kebab.Read<Dictionary<string, string?>>(request.Body.Span)?.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!, StringComparer.Ordinal)
            : null;
    }

    static WireForm QueryOf(Uri url)
    {
        var text = url.OriginalString.Split('#', 2)[0];
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? WireForm.Empty : WireForm.Read(text.AsSpan(query + 1));
    }

    static Dictionary<string, string> Flat(WireForm form) => form.Fields.ToDictionary(f => f.Key, f => f.Value[0], StringComparer.Ordinal);

    static WebhookReading ReadReceipt(Dictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("messageId") is not { Length: > 0 } id)
            return new WebhookReading.Malformed("No messageId says which text this is about.");
        // Words that may come one day change nothing; asking for them again for 24 hours would not either.
        if (VonageCodes.StatusOf(parameters["status"]) is not { } status)
            return new WebhookReading.Verified([], [], WebhookReply.NoContent);
        var code = parameters.GetValueOrDefault("err-code") is { Length: > 0 } given and not "0" ? given : null;
        DeliveryProblem? problem = !VonageCodes.IsBad(status) ? null : code is null && parameters["status"] == "expired" ? DeliveryProblem.Expired : VonageCodes.Later[code];
        return News(parameters.GetValueOrDefault("client-ref"), id, status, problem, code, parameters.GetValueOrDefault("message-timestamp"));
    }

    static WebhookReading ReadReceived(VonageSettings settings, Dictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("messageId") is not { Length: > 0 } id || parameters.GetValueOrDefault("msisdn") is not { Length: > 0 } from
            || PhoneNumber.FromWire(parameters.GetValueOrDefault("to")) is not { } to)
            return new WebhookReading.Malformed("MessageId, msisdn or to is missing, or to is not a number.");
        // A binary text has no words; what it has is kept.
        var body = parameters.GetValueOrDefault("text") ?? parameters.GetValueOrDefault("data") ?? "";
        var text = new ReceivedText(id, PhoneNumber.FromWire(from), from, to, body, WireJson.Time(parameters.GetValueOrDefault("message-timestamp")), [], settings.VonageAnswersStop && IsKeyword(body))
        {
            Part = PartOf(parameters),
        };
        return new WebhookReading.Verified([text], [], WebhookReply.NoContent);
    }

    static TextPart? PartOf(Dictionary<string, string> parameters) =>
        parameters.GetValueOrDefault("concat") == "true" && parameters.GetValueOrDefault("concat-ref") is { Length: > 0 and <= 64 } reference
        && byte.TryParse(parameters.GetValueOrDefault("concat-total"), out var count) && byte.TryParse(parameters.GetValueOrDefault("concat-part"), out var number)
        && number >= 1 && number <= count && count > 1
            ? new TextPart(reference, number, count) : null;

    static WebhookReading ReadMessages(VonageSettings settings, WebhookRequest request, string authorization, DateTimeOffset now)
    {
        const string bearer = "Bearer ";
        if (!authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) || !VonageToken.Fits(settings, authorization[bearer.Length..].Trim(), request.Body.Span, now))
            return new WebhookReading.Forged("The token is missing, older than five minutes, or does not fit the text and the signature secret.");
        if (request.ContentType?.StartsWith(Json, StringComparison.OrdinalIgnoreCase) != true || WireJson.Snake.Read<VonageEvent>(request.Body.Span) is not { MessageUuid: { Length: > 0 } id } told)
            return new WebhookReading.Malformed("JSON with a message_uuid is expected.");
        if (told.Status is { } word)
            return VonageCodes.StatusOf(word) is not { } status
                ? new WebhookReading.Verified([], [], WebhookReply.NoContent)
                : News(told.ClientRef, id, status, VonageCodes.IsBad(status) ? VonageCodes.Messages[told.Error?.Code] : null, told.Error?.Code, told.Timestamp);
        if (told.From is not { Length: > 0 } from || PhoneNumber.FromWire(told.To) is not { } to)
            return new WebhookReading.Malformed("From or to is missing, or to is not a number.");
        var media = MediaOf(told);
        var body = told.Text ?? media.Select(m => m.Caption ?? m.Text).FirstOrDefault(words => words is { Length: > 0 }) ?? "";
        var files = media.Select(m => (File: m, Source: WireMedia.Address(m.Url))).Where(m => m.Source is not null)
            .Select(m => new ReceivedMedia(m.Source!, "application/octet-stream", m.File.Name)).ToList();
        return new WebhookReading.Verified(
            [new ReceivedText(id, PhoneNumber.FromWire(from), from, to, body, WireJson.Time(told.Timestamp), files, settings.VonageAnswersStop && IsKeyword(body))], [], WebhookReply.NoContent);
    }

    static List<VonageFile> MediaOf(VonageEvent told) =>
        [.. new[] { told.Image, told.Video, told.Audio, told.Vcard, told.File }.Concat(told.Content ?? []).OfType<VonageFile>()];

    static WebhookReading.Verified News(string? reference, string id, DeliveryStatus status, DeliveryProblem? problem, string? code, string? at) =>
        new([], [new DeliveryUpdate(Guid.TryParse(reference, out var ours) ? ours : null, id, status, problem, problem is null ? null : code, WireJson.Time(at))], WebhookReply.NoContent);

    static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "START" or "UNSTOP" or "HELP" or "INFO";
}
