using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Zipwhip;

/// <summary>
/// Reads the events of a line: texts received, and texts sent from anywhere, ours among them, with what became of each. Zipwhip signs
/// nothing: the unguessable part of our address is what it is believed for.
/// </summary>
static class ZipwhipWebhook
{
    const int LongestBody = 128 * 1024;

    /// <summary>Which event it is stands in the address we gave, because the body does not say.</summary>
    public const string Event = "event";

    public static WebhookReading Read(ZipwhipSettings settings, Uri hook, WebhookRequest request)
    {
        if (!Fits(hook, request.PublicUrl)) return new WebhookReading.Forged("The address is not the one this connection was given.");
        if (request.Body.Length > LongestBody) return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        if (request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() is not ("application/json" or "text/json")) return new WebhookReading.Malformed("JSON is expected.");
        if (WireJson.Camel.Read<ZipwhipMessage>(request.Body.Span) is not { Id: { Length: > 0 and <= 40 } id } message) return new WebhookReading.Malformed("No message with an id: this is not a text.");
        if (EventIn(request.PublicUrl) is "read" or "delete") return new WebhookReading.Verified([], [], WebhookReply.NoContent);
        return message.MessageType switch
        {
            "MO" => Received(settings, message, id),
            "ZO" or "MT" => Sent(settings, message, id),
            _ => new WebhookReading.Malformed("The message type is none of MO, ZO and MT."),
        };
    }

    static bool Fits(Uri hook, Uri called) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hook.AbsolutePath.TrimEnd('/')), Encoding.UTF8.GetBytes(called.AbsolutePath.TrimEnd('/')));

    static string? EventIn(Uri called) =>
        called.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair is [Event, _])?[1];

    static WebhookReading Received(ZipwhipSettings settings, ZipwhipMessage message, string id)
    {
        if ((message.Address ?? message.FinalSource) is not { Length: > 0 } from || (ZipwhipCodes.NumberOf(message.FinalDestination) ?? ZipwhipCodes.NumberOf(settings.PhoneNumber)) is not { } line)
            return new WebhookReading.Malformed("The sender is missing, or the receiver is not a number.");
        var number = ZipwhipCodes.NumberOf(from) ?? ZipwhipCodes.NumberOf(message.FinalSource);
        return new WebhookReading.Verified(
            [new ReceivedText(id, number, number?.E164 ?? ZipwhipCodes.Bare(from), line, message.Body ?? "", WireJson.Time(message.DateCreated), MediaOf(settings, message, id), IsKeyword(message.Body))],
            [], WebhookReply.NoContent);
    }

    static WebhookReading Sent(ZipwhipSettings settings, ZipwhipMessage message, string id)
    {
        var to = ZipwhipCodes.NumberOf(message.FinalDestination) ?? ZipwhipCodes.NumberOf(message.Address);
        var line = ZipwhipCodes.NumberOf(message.FinalSource) ?? ZipwhipCodes.NumberOf(settings.PhoneNumber);
        if (to is null || line is null) return new WebhookReading.Malformed("The sender or the receiver is not a number.");
        if (!int.TryParse(message.StatusCode, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) || ZipwhipCodes.StatusOf(code) is not { } status)
            return new WebhookReading.Malformed("The status code is none that is known.");
        var bad = status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
        DeliveryProblem? problem = bad ? ZipwhipCodes.ProblemOf(code) : null;
        var (reason, at, media) = (bad ? ZipwhipCodes.Words(code) : null, WireJson.Time(message.DateDelivered) ?? WireJson.Time(message.DateCreated), MediaOf(settings, message, id));
        return string.IsNullOrEmpty(message.Body) && media.Count == 0
            ? new WebhookReading.Verified([], [new DeliveryUpdate(null, id, status, problem, reason, at)], WebhookReply.NoContent)
            : new WebhookReading.Verified([], [], WebhookReply.NoContent) { Sent = [new SentText(id, line.Value, to.Value, message.Body ?? "", status, problem, reason, at, media, null)] };
    }

    // How many files there are only the list of them says, which is read when they are fetched.
    static List<ReceivedMedia> MediaOf(ZipwhipSettings settings, ZipwhipMessage message, string id) => message.HasAttachment == "true"
        ? [new ReceivedMedia(new Uri(settings.Root, $"{ZipwhipCalls.Attachments}?messageId={Uri.EscapeDataString(id)}"), "application/octet-stream", null)] : [];

    // The carrier network confirms the one word it acts on; everything else is ours to confirm.
    static bool IsKeyword(string? body) => body?.Trim().ToUpperInvariant() is "STOP" or "UNSTOP" or "START";
}
