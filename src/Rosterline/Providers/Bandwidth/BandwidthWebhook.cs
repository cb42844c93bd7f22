using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Bandwidth;

/// <summary>Reads what Bandwidth posts to us. It signs nothing: the address is a secret, and the credentials set at the application are another.</summary>
static class BandwidthWebhook
{
    const int LongestBody = 256 * 1024;
    static readonly FileExtensionContentTypeProvider Types = new();

    public static WebhookReading Read(BandwidthSettings settings, WebhookRequest request)
    {
        if (request.Body.Length > LongestBody)
            return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        if (!IsSignedIn(settings, request.Header("Authorization")))
            return new WebhookReading.Forged("The callback user ID or password is missing or wrong.");
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            return new WebhookReading.Malformed("JSON is expected.");
        if (WireJson.Camel.Read<List<BandwidthCallback?>>(request.Body.Span) is not { } callbacks)
            return new WebhookReading.Malformed("A list of callbacks is expected.");
        var (received, news) = (new List<ReceivedText>(), new List<DeliveryUpdate>());
        foreach (var callback in callbacks)
        {
            if (callback is not { Type: { } type, Message: { Id: { Length: > 0 } id } message })
                return new WebhookReading.Malformed("Type or message.id is missing.");
            if (type == "message-received")
            {
                if (ReadReceived(settings, callback, message, id) is not { } text)
                    return new WebhookReading.Malformed("From or to is missing, or to is not a number.");
                received.Add(text);
            }
            else if (BandwidthCodes.StatusOf(type, callback.ErrorCode) is { } status)
            {
                news.Add(ReadNews(callback, message, id, status));
            }
        }

        return new WebhookReading.Verified(received, news, WebhookReply.NoContent);
    }

    static bool IsSignedIn(BandwidthSettings settings, string? given)
    {
        if (string.IsNullOrEmpty(settings.CallbackUser) && string.IsNullOrEmpty(settings.CallbackPassword))
            return true;
        if (!AuthenticationHeaderValue.TryParse(given, out var header) || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            return false;
        var expected = WireApi.Basic(settings.CallbackUser ?? "", settings.CallbackPassword ?? "").Parameter!;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(header.Parameter ?? ""));
    }

    // In a group the callback's own "to" says which of the receivers is ours.
    static ReceivedText? ReadReceived(BandwidthSettings settings, BandwidthCallback callback, BandwidthMessage message, string id)
    {
        var receivers = (message.To ?? []).OfType<string>().ToList();
        if (message.From is not { Length: > 0 } from || PhoneNumber.FromWire(callback.To ?? message.Owner ?? receivers.FirstOrDefault()) is not { } line)
            return null;
        var body = message.Text ?? "";
        return new ReceivedText(id, PhoneNumber.FromWire(from), from, line, body, WireJson.Time(message.Time ?? callback.Time), MediaOf(message), settings.BandwidthAnswersStop && IsKeyword(body))
        {
            AlsoTo = [.. receivers.Where(to => PhoneNumber.FromWire(to) != line)],
        };
    }

    // The plan of a picture message is no attachment a person sent.
    static List<ReceivedMedia> MediaOf(BandwidthMessage message) =>
        [.. (message.Media ?? []).Select(WireMedia.Address).OfType<Uri>().Where(m => !m.AbsolutePath.EndsWith(".smil", StringComparison.OrdinalIgnoreCase))
            .Select(m => new ReceivedMedia(m, Types.TryGetContentType(m.AbsolutePath, out var type) ? type : "application/octet-stream", m.Segments[^1]))];

    static DeliveryUpdate ReadNews(BandwidthCallback callback, BandwidthMessage message, string id, DeliveryStatus status)
    {
        var bad = status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
        return new DeliveryUpdate(Guid.TryParse(message.Tag, out var ours) ? ours : null, id, status,
            bad ? BandwidthCodes.Problems[callback.ErrorCode] : null, bad ? callback.ErrorCode : null, WireJson.Time(callback.Time));
    }

    // What toll-free networks reply to.
    static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is "STOP" or "START" or "UNSTOP";
}
