using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.TextUs;

/// <summary>
/// Reads what TextUs posts in either language, whichever this connection sends with: texts received, texts sent there or by us, and opt-outs.
/// </summary>
static class TextUsWebhook
{
    const int LongestBody = 256 * 1024;
    const string Header = "X-TextUs-Signature";

    public static WebhookReading Read(TextUsSettings settings, WebhookRequest request)
    {
        if (request.Body.Length > LongestBody) return new WebhookReading.Malformed($"The request is longer than {LongestBody / 1024} kB.");
        if (!settings.WebhookSecrets.Any()) return new WebhookReading.Forged("No webhook secret is saved with this connection, so nothing can be checked.");
        if (!IsSigned(settings, request)) return new WebhookReading.Forged("The signature is missing or does not fit the text and the webhook secret.");
        if (!IsJson(request.ContentType)) return new WebhookReading.Malformed("JSON is expected.");
        var delivery = WireJson.Camel.Read<TextUsDelivery>(request.Body.Span);
        if (delivery is null) return new WebhookReading.Malformed("This is not a webhook of TextUs.");
        if (delivery.Action is { } action) return action.StartsWith("contact.opted_", StringComparison.Ordinal) ? ReadConsent(delivery, action) : ReadText(settings, delivery, action);
        var older = WireJson.Snake.Read<OlderDelivery>(request.Body.Span);
        return older is { WebHook: not null, Message: { } message } ? ReadOlder(settings, message) : new WebhookReading.Malformed("Neither an action nor a message of the older TextUs says what this is about.");
    }

    // The secret is the key as it stands. The current documentation writes the digest in hex; the older one leaves open whether hex or base64.
    static bool IsSigned(TextUsSettings settings, WebhookRequest request)
    {
        var given = request.Headers.FirstOrDefault(h => h.Key.Equals(Header, StringComparison.OrdinalIgnoreCase)).Value?.Trim();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (given is null || !(Hex(given, digest) || (Convert.TryFromBase64String(given, digest, out var length) && length == digest.Length))) return false;
        foreach (var secret in settings.WebhookSecrets)
            if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span), digest)) return true;
        return false;
    }

    static bool Hex(string text, Span<byte> digest) =>
        text.Length == digest.Length * 2 && Convert.FromHexString(text, digest, out _, out var written) == System.Buffers.OperationStatus.Done && written == digest.Length;

    static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() is { } type && (type == "application/json" || (type.StartsWith("application/vnd.textus", StringComparison.Ordinal) && type.Contains("json", StringComparison.Ordinal)));

    static WebhookReading ReadConsent(TextUsDelivery delivery, string action)
    {
        if (PhoneNumber.FromWire(delivery.OptOut?.PhoneNumber) is not { } number || WireJson.Time(delivery.Timestamp) is not { } at)
            return new WebhookReading.Malformed("An opt-out without a number or a time.");
        return action is "contact.opted_out" or "contact.opted_in"
            ? Nothing() with { Consents = [new ConsentNews(number, action == "contact.opted_out", at)] } : Nothing();
    }

    static WebhookReading ReadText(TextUsSettings settings, TextUsDelivery delivery, string action)
    {
        // Calls, contacts and what may come: fine, and nothing to us.
        if (!action.StartsWith("message.", StringComparison.Ordinal)) return Nothing();
        if (delivery.Message is not { } json || WireJson.Camel.Read<TextUsMessage>(Encoding.UTF8.GetBytes(json.GetRawText())) is not { Id.Length: > 0 } message)
            return new WebhookReading.Malformed("No message with an id: this is not a text.");
        if (PhoneNumber.FromWire(delivery.Conversation?.AccountPhoneNumber) is not { } line || delivery.Conversation?.PhoneNumber is not { Length: > 0 } person)
            return new WebhookReading.Malformed("The conversation lacks one of its two numbers.");
        var at = WireJson.Time(message.DisplayTimestamp) ?? WireJson.Time(delivery.Timestamp);
        var media = TextUsJson.Media(message.Attachments, settings.Root);
        if (message.Direction is "in" or "incoming" || (message.Direction is null && action == "message.received"))
            return Received(settings, new(message.Id, PhoneNumber.FromWire(person), person, line, message.Body ?? "", at, media, false));
        var word = message.DeliveryState ?? message.Status ?? action["message.".Length..];
        return Sent(message.Id, line, person, message.Body, word, message.FriendlyStateDescription, at, media, message.Sender is { } sender ? TextUsJson.Text(sender, "email") : null);
    }

    static WebhookReading ReadOlder(TextUsSettings settings, OlderMessage message)
    {
        var (userSpeaks, contactSpeaks) = (message.SenderType == "User", message.SenderType == "Contact");
        if (message.Id is not { Length: > 0 } id || !(userSpeaks || contactSpeaks)) return new WebhookReading.Malformed("No message id, or a sender who is neither User nor Contact.");
        var (ours, theirs) = userSpeaks ? (message.SenderPhone, message.ReceiverPhone) : (message.ReceiverPhone, message.SenderPhone);
        if (PhoneNumber.FromWire(ours) is not { } line || theirs is not { Length: > 0 }) return new WebhookReading.Malformed("The message lacks one of its two numbers.");
        var at = WireJson.Time(message.CreatedAt);
        return contactSpeaks ? Received(settings, TextUsOlder.TextOf(message, id, line, theirs, settings))
            : Sent(id, line, theirs, message.Content, message.Status ?? "created", null, at, TextUsOlder.MediaOf(message, settings), message.SenderEmail);
    }

    static WebhookReading.Verified Received(TextUsSettings settings, ReceivedText text) =>
        new([text with { ProviderAnswersKeyword = settings.AnswersStop && TextUsWords.IsKeyword(text.Body) }], [], WebhookReply.NoContent);

    static WebhookReading Sent(string id, PhoneNumber line, string person, string? body, string word, string? sentence, DateTimeOffset? at, List<ReceivedMedia> media, string? author)
    {
        if (PhoneNumber.FromWire(person) is not { } to) return new WebhookReading.Malformed("The receiver is not a number.");
        if (TextUsWords.StatusOf(word) is not { } status) return new WebhookReading.Malformed($"Unknown state “{(word.Length <= 40 ? word : word[..40] + "…")}”.");
        DeliveryProblem? problem = TextUsWords.IsBad(status) ? TextUsWords.ProblemOf(sentence) : null;
        // Without words and files it tells of a text we must know already.
        if (string.IsNullOrEmpty(body) && media.Count == 0)
            return new WebhookReading.Verified([], [new DeliveryUpdate(null, id, status, problem, problem is null ? null : word, at)], WebhookReply.NoContent);
        return Nothing() with { Sent = [new SentText(id, line, to, body ?? "", status, problem, problem is null ? null : word, at, media, author)] };
    }

    static WebhookReading.Verified Nothing() => new([], [], WebhookReply.NoContent);
}
