using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Plivo;

/// <summary>Reads what Plivo sends us by form or, where an application says GET, in the address.</summary>
static class PlivoWebhook
{
    const int LongestBody = 128 * 1024;
    const int MostMedia = 10;
    const string Form = "application/x-www-form-urlencoded";

    public static WebhookReading Read(PlivoSettings settings, WebhookRequest request)
    {
        if (request.Body.Length > LongestBody)
            return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        var isForm = request.Method == "POST" && request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true;
        var form = isForm ? WireForm.Read(request.Body) : WireForm.Empty;
        if (!IsSigned(settings, request, form))
            return new WebhookReading.Forged("The signature is missing or does not fit the address, the text and the auth token.");
        if (request.Method == "GET")
            form = QueryOf(request.PublicUrl);
        else if (!isForm)
            return new WebhookReading.Malformed("A form is expected. Set the method of the message URL to POST.");
        return form.Filled("Status", "status") is { } word ? ReadNews(request, form, word) : ReadReceived(settings, form);
    }

    // Plivo signs with the subaccount's token in one header and with the main account's in the other; ours is one of them.
    static bool IsSigned(PlivoSettings settings, WebhookRequest request, WireForm form)
    {
        var url = request.PublicUrl.OriginalString;
        if (request.Header("X-Plivo-Signature-V3-Nonce") is { Length: > 0 } nonce)
            return Signatures(request, "V3").Any(s => PlivoSignature.FitsV3(settings.AuthToken, s, nonce, request.Method, url, form));
        return settings.BelieveV2 && request.Header("X-Plivo-Signature-V2-Nonce") is { Length: > 0 } older
            && Signatures(request, "V2").Any(s => PlivoSignature.FitsV2(settings.AuthToken, s, older, url));
    }

    static IEnumerable<string> Signatures(WebhookRequest request, string version) =>
        new[] { request.Header($"X-Plivo-Signature-{version}"), request.Header($"X-Plivo-Signature-Ma-{version}") }.OfType<string>();

    static WireForm QueryOf(Uri url)
    {
        var text = url.OriginalString.Split('#', 2)[0];
        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? WireForm.Empty : WireForm.Read(text.AsSpan(query + 1));
    }

    static WebhookReading ReadNews(WebhookRequest request, WireForm form, string word)
    {
        if (PlivoCodes.StatusOf(word) is not { } status)
            return new WebhookReading.Malformed("An unknown status: this is not about a text we sent.");
        Guid? ours = Guid.TryParse(WireHook.ReferenceIn(request.PublicUrl.OriginalString), out var id) ? id : null;
        // A long text has a parent, whose id was given when it was sent.
        var uuid = form.Filled("ParentMessageUUID", "MessageUUID");
        if (ours is null && uuid is null)
            return new WebhookReading.Malformed("No MessageUUID says which text this is about.");
        var code = form.Filled("ErrorCode") is { } given and not ("0" or "000") ? given : null;
        DeliveryProblem? problem = PlivoCodes.IsBad(status) ? PlivoCodes.Problems[code] : null;
        return new WebhookReading.Verified([], [new DeliveryUpdate(ours, uuid, status, problem, problem is null ? null : code, null)], WebhookReply.NoContent);
    }

    static WebhookReading ReadReceived(PlivoSettings settings, WireForm form)
    {
        if (form.Filled("MessageUUID") is not { } uuid)
            return new WebhookReading.Malformed("No MessageUUID: this is not a text.");
        if (form.Filled("From") is not { } from || PhoneNumber.FromWire(form.Filled("To")) is not { } to)
            return new WebhookReading.Malformed("From or To is missing, or To is not a number.");
        var body = form.Filled("Text", "Body") ?? "";
        var answered = settings.PlivoAnswersStop && (form.Filled("MessageIntent") is not null || IsKeyword(body));
        return new WebhookReading.Verified([new ReceivedText(uuid, PhoneNumber.FromWire(from), from, to, body, null, MediaOf(form), answered)], [], WebhookReply.NoContent);
    }

    // Plivo's guides count from 0 and from 1.
    static List<ReceivedMedia> MediaOf(WireForm form) =>
        [.. Enumerable.Range(0, MostMedia + 1).Select(n => WireMedia.Address(form.Filled($"Media{n}"))).OfType<Uri>().Take(MostMedia)
            .Select(source => new ReceivedMedia(source, "application/octet-stream", null))];

    static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is
        "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "START" or "UNSTOP" or "YES" or "HELP" or "INFO";
}
