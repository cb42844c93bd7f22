using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Platform;

namespace Rosterline.Providers.Http;

/// <summary>Verifies and translates what a gateway calls us with. That our address is known is the first proof, a secret header the second.</summary>
static class Callback
{
    // An empty answer: some gateways send whatever we answer to the person.
    static readonly WebhookReply Empty = new(200, null, null);

    public static WebhookReading Read(HttpSettings settings, WebhookRequest request, DateTimeOffset now)
    {
        if (settings.SecretHeader is { } header && !Fits(request, header, settings.HeaderSecret ?? "")) return new WebhookReading.Forged($"The header {header} is missing or says something else.");
        if (CallbackFields.Of(request, settings.ItemsAt) is not { Count: > 0 } all) return new WebhookReading.Malformed("A form or JSON as described for this gateway is expected.");
        var (received, updates) = (new List<ReceivedText>(), new List<DeliveryUpdate>());
        foreach (var fields in all)
        {
            if (IsText(settings, fields))
            {
                if (Text(settings, fields, request, now) is not { } text) return new WebhookReading.Malformed("A received text lacks its sender, or its receiver is not a number.");
                received.Add(text);
            }
            else if (fields.Has(settings.StatusAt) && fields.At(settings.StatusAt) is { } word)
            {
                if (Update(settings, fields, word) is { } update) updates.Add(update);
            }
            else return new WebhookReading.Malformed("Neither a received text nor a delivery status is where it was described.");
        }
        return new WebhookReading.Verified(received, updates, Empty);
    }

    static bool Fits(WebhookRequest request, string header, string secret) => secret.Length > 0
        && request.Headers.FirstOrDefault(h => h.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value is { } given
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    // An empty text is a text; a status may name sender and receiver too, but has no words.
    static bool IsText(HttpSettings settings, CallbackFields fields) => fields.Has(settings.TextAt) && fields.Has(settings.FromAt);

    static ReceivedText? Text(HttpSettings settings, CallbackFields fields, WebhookRequest request, DateTimeOffset now)
    {
        if (fields.At(settings.FromAt) is not { } from || PhoneNumber.FromWire(fields.At(settings.ToAt)) is not { } to) return null;
        var words = fields.At(settings.CharsetAt) is { } charset && CallbackFields.InCharset(request.PublicUrl, settings.TextAt, charset) is { } read ? read : fields.At(settings.TextAt) ?? "";
        return new(fields.At(settings.ReceivedIdAt) ?? Made(from, to, words, now), PhoneNumber.FromWire(from), from, to, words, null, [], settings.AnswersStop);
    }

    // The gateway repeats a callback within seconds; a person who writes the same words takes longer.
    static string Made(string from, PhoneNumber to, string words, DateTimeOffset now) =>
        "made-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{from}\n{to.Digits}\n{words}\n{now.ToUnixTimeSeconds() / 60}")).AsSpan(0, 16));

    /// <summary>Null for a word that means nothing to us, and where no text is named.</summary>
    static DeliveryUpdate? Update(HttpSettings settings, CallbackFields fields, string word)
    {
        var id = fields.At(settings.StatusIdAt);
        Guid? reference = Guid.TryParse(fields.At(settings.StatusReferenceAt), CultureInfo.InvariantCulture, out var ours) ? ours : null;
        if (StatusOf(settings, word) is not { } status || id is null && reference is null) return null;
        var bad = status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
        var code = fields.At(settings.StatusErrorAt);
        return new(reference, id, status, bad ? AnswerRules.ProblemOf(settings, code) ?? DeliveryProblem.Other : null, bad ? code : null, null);
    }

    static DeliveryStatus? StatusOf(HttpSettings settings, string word) =>
        Lines.Of(settings.StatusWords).Select(l => Lines.Pair(l.Text)!.Value).FirstOrDefault(p => p.Key.Equals(word, StringComparison.OrdinalIgnoreCase)).Value switch
        {
            "sent" => DeliveryStatus.Sent, "delivered" => DeliveryStatus.Delivered, "undelivered" => DeliveryStatus.Undelivered, "failed" => DeliveryStatus.Failed, _ => null,
        };
}
