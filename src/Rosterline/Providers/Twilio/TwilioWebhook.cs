using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Twilio;

/// <summary>Reads what Twilio posts to us: received texts and news about sent ones, told apart by their fields.</summary>
static class TwilioWebhook
{
    const int LongestBody = 128 * 1024;
    const int MostMedia = 10;
    const string Form = "application/x-www-form-urlencoded";

    static readonly WebhookReply EmptyResponse = new(200, "text/xml", "<Response/>");

    public static WebhookReading Read(TwilioSettings settings, TwilioApi api, WebhookRequest request)
    {
        if (request.Body.Length > LongestBody)
            return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        var isForm = request.ContentType?.StartsWith(Form, StringComparison.OrdinalIgnoreCase) == true;
        var form = isForm ? WireForm.Read(request.Body) : WireForm.Empty;
        if (!IsSigned(settings, request, form))
            return new WebhookReading.Forged("The signature is missing or does not fit the address, the text and the auth token.");
        if (!isForm)
            return new WebhookReading.Malformed("A form is expected. Set the method of the webhook to HTTP POST.");
        if (form.Filled("AccountSid") is { } account && account != settings.AccountSid)
            return new WebhookReading.Forged("Signed, but for another account.");
        var reference = WireHook.ReferenceIn(request.PublicUrl.OriginalString);
        return reference is not null || form.First("MessageStatus") is not null ? ReadStatus(form, reference) : ReadReceived(settings, api, form);
    }

    static bool IsSigned(TwilioSettings settings, WebhookRequest request, WireForm form)
    {
        var signature = request.Header(TwilioSignature.Header);
        return signature is not null && TwilioSignature.Fits(settings.AuthToken, signature.Trim(), request.PublicUrl.OriginalString, form, request.Body.Span);
    }

    static WebhookReading ReadStatus(WireForm form, string? reference)
    {
        var word = form.Filled("MessageStatus", "SmsStatus");
        if (word is null)
            return new WebhookReading.Verified([], [], WebhookReply.NoContent);
        if (TwilioCodes.StatusOf(word) is not { } status)
            return new WebhookReading.Malformed($"Unknown status “{Short(word)}”.");
        Guid? ours = Guid.TryParse(reference, out var id) ? id : null;
        var sid = form.Filled("MessageSid", "SmsSid");
        if (ours is null && sid is null)
            return new WebhookReading.Malformed("No MessageSid says which text this is about.");
        var code = form.Filled("ErrorCode") is { } given and not "0" ? given : null;
        DeliveryProblem? problem = TwilioCodes.IsBad(status) ? TwilioCodes.ProblemOf(code) : null;
        return new WebhookReading.Verified([], [new DeliveryUpdate(ours, sid, status, problem, code, null)], WebhookReply.NoContent);
    }

    static WebhookReading ReadReceived(TwilioSettings settings, TwilioApi api, WireForm form)
    {
        if (form.Filled("MessageSid", "SmsSid", "SmsMessageSid") is not { } sid)
            return new WebhookReading.Malformed("No MessageSid: this is not a text.");
        if (form.Filled("From") is not { } from || Number(form.Filled("To")) is not { } to)
            return new WebhookReading.Malformed("From or To is missing, or To is not a number.");
        var body = form.Filled("ButtonText", "Body") ?? "";
        var text = new ReceivedText(sid, PhoneNumber.FromWire(from), from, to, body, null, MediaOf(api, form),
            AnswersKeyword(settings, body) || form.Filled("OptOutType") is not null);
        return new WebhookReading.Verified([text], [], EmptyResponse);
    }

    static List<ReceivedMedia> MediaOf(TwilioApi api, WireForm form)
    {
        var media = new List<ReceivedMedia>();
        for (var n = 0; n < MostMedia && form.Filled($"MediaUrl{n}") is { } url; n++)
        {
            if (api.Resolve(url) is { } source)
                media.Add(new ReceivedMedia(source, form.Filled($"MediaContentType{n}") ?? "application/octet-stream", null));
        }

        return media;
    }

    /// <summary>Whether the network has already replied to a keyword in this text.</summary>
    public static bool AnswersKeyword(TwilioSettings settings, string body) => settings.TwilioAnswersStop && TwilioCodes.IsKeyword(body);

    /// <summary>The line's number, also where a channel stands in front ("whatsapp:+1…").</summary>
    public static PhoneNumber? Number(string? address) => PhoneNumber.FromWire(address?[(address.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
