using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Telnyx;

/// <summary>Reads what Telnyx posts to us: received texts and news about sent ones.</summary>
static class TelnyxWebhook
{
    const int LongestBody = 128 * 1024;
    const int MostMedia = 10;

    public static WebhookReading Read(TelnyxSettings settings, WebhookRequest request, DateTimeOffset now)
    {
        if (request.Body.Length > LongestBody)
            return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        if (!TelnyxSignature.Fits(settings.PublicKey, request.Header(TelnyxSignature.Header), request.Header(TelnyxSignature.TimeHeader), request.Body.Span, now))
            return new WebhookReading.Forged("The signature is missing, older than five minutes, or does not fit the text and the public key.");
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            return new WebhookReading.Malformed("JSON is expected: choose API version 2 for the webhooks of the messaging profile.");
        if (WireJson.Snake.Read<TelnyxEvent>(request.Body.Span)?.Data is not { EventType: { } type } told)
            return new WebhookReading.Malformed("This is no event of Telnyx: data.event_type is missing.");
        return type switch
        {
            "message.received" => ReadReceived(settings, told),
            "message.sent" or "message.finalized" => ReadNews(told),
            // Other products share a webhook; their events are none of ours.
            _ => new WebhookReading.Verified([], [], WebhookReply.NoContent),
        };
    }

    static WebhookReading ReadReceived(TelnyxSettings settings, TelnyxEventBody told)
    {
        if (told.Payload is not { Id: { Length: > 0 } id, From: [{ Number.Length: > 0 } from, ..], To: [var to, ..] } message || PhoneNumber.FromWire(to.Number) is not { } line)
            return new WebhookReading.Malformed("Id, from or to is missing, or to is not a number.");
        var body = message.Text ?? "";
        var answered = message.AutoresponseType is { Length: > 0 } || (settings.TelnyxAnswersStop && TelnyxCodes.IsKeyword(body));
        var text = new ReceivedText(id, PhoneNumber.FromWire(from.Number), from.Number, line, body, WireJson.Time(message.ReceivedAt ?? told.OccurredAt), MediaOf(message), answered)
        {
            AlsoTo = [.. message.To.Skip(1).Concat(message.Cc ?? []).Select(p => p.Number)],
        };
        return new WebhookReading.Verified([text], [], WebhookReply.NoContent);
    }

    static List<ReceivedMedia> MediaOf(TelnyxMessage message) =>
        (message.Media ?? []).Select(m => (Source: WireMedia.Address(m?.Url), m?.ContentType)).Where(m => m.Source is not null).Take(MostMedia)
            .Select(m => new ReceivedMedia(m.Source!, m.ContentType ?? "application/octet-stream", null)).ToList();

    static WebhookReading ReadNews(TelnyxEventBody told)
    {
        if (told.Payload is not { Id: { Length: > 0 } id, To: [{ Status: { } word }, ..] } message)
            return new WebhookReading.Malformed("Id or to[].status is missing.");
        if (TelnyxCodes.StatusOf(word) is not { } status)
            return new WebhookReading.Malformed("An unknown status: this is not about a text we sent.");
        var code = message.Errors?.FirstOrDefault(e => e?.Code is { Length: > 0 })?.Code;
        var bad = status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
        DeliveryProblem? problem = !bad ? null : word == "expired" && code is null ? DeliveryProblem.Expired : TelnyxCodes.Problems[code];
        // A STOP stands in front of every carrier: such a text never left.
        if (problem == DeliveryProblem.OptedOut) status = DeliveryStatus.Failed;
        var at = WireJson.Time(message.CompletedAt ?? message.SentAt ?? told.OccurredAt);
        return new WebhookReading.Verified([], [new DeliveryUpdate(ReferenceOf(message), id, status, problem, bad ? code : null, at)], WebhookReply.NoContent);
    }

    // Both were given with the text and come back under the signature; the address called is not signed.
    static Guid? ReferenceOf(TelnyxMessage message)
    {
        foreach (var tag in message.Tags ?? [])
        {
            if (Guid.TryParse(tag, out var tagged))
                return tagged;
        }

        return Guid.TryParse(WireHook.ReferenceIn(message.WebhookUrl), out var named) ? named : null;
    }
}
