using System.Text.Json;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.TextUs;

sealed record TextUsPage<T>(IReadOnlyList<T?>? Members, TextUsView? View);

sealed record TextUsView(string? Next);

sealed record TextUsAccount(string? Id, string? Name, string? Slug, IReadOnlyList<string?>? PhoneNumbers);

sealed record TextUsOptOut(string? Id, string? PhoneNumber);

/// <summary>A text as next.textus.com shows it. Attachments come in no documented shape and are read with care.</summary>
sealed record TextUsMessage(
    string? Id, string? Direction, string? Body, string? DeliveryState, string? Status, string? FriendlyStateDescription, string? DisplayTimestamp, JsonElement? Sender,
    JsonElement? Attachments);

sealed record TextUsConversation(string? PhoneNumber, string? AccountPhoneNumber);

/// <summary>What next.textus.com posts, and under <c>web_hook</c> and <c>message</c> what the older TextUs posts.</summary>
sealed record TextUsDelivery(string? Action, string? Timestamp, TextUsConversation? Conversation, JsonElement? Message, TextUsOptOut? OptOut);

sealed record OlderDelivery(JsonElement? WebHook, OlderMessage? Message);

sealed record OlderMessage(
    string? Id, string? Content, string? Status, string? CreatedAt, string? SenderType, string? SenderPhone, string? SenderEmail, string? ReceiverPhone, string? ImageUrl,
    JsonElement? MediaUrls);

static class TextUsJson
{
    /// <summary>The one sentence of an error, from whichever language.</summary>
    public static string? Sentence(byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            if (error.RootElement.ValueKind != JsonValueKind.Object) return null;
            var found = new[] { "hydra:title", "hydra:description", "title", "description", "error", "message" }.Select(name => Text(error.RootElement, name)).OfType<string>().ToList();
            return found.Count == 0 ? null : string.Join(". ", found);
        }
        catch (JsonException)
        {
            // Not the API's own answer: the status alone speaks.
            return null;
        }
    }

    /// <summary>A member's text; null where it is something else.</summary>
    public static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return Safe(value);
        return null;
    }

    /// <summary>Attachments of a collection, a list or a lone address; what is no web address is left out.</summary>
    public static List<ReceivedMedia> Media(JsonElement? found, Uri root)
    {
        if (found is not { } element) return [];
        var items = element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().ToList(),
            JsonValueKind.Object when element.TryGetProperty("members", out var members) && members.ValueKind == JsonValueKind.Array => members.EnumerateArray().ToList(),
            _ => [],
        };
        return [.. items.Take(10).Select(item => MediaOf(item, root)).OfType<ReceivedMedia>()];
    }

    static ReceivedMedia? MediaOf(JsonElement item, Uri root)
    {
        var address = item.ValueKind == JsonValueKind.String ? Safe(item) : Text(item, "url", "contentUrl", "downloadUrl", "href");
        return Uri.TryCreate(root, address, out var source) && source.Scheme is "https" or "http"
            ? new(source!, Text(item, "contentType", "mimeType") ?? "application/octet-stream", Text(item, "filename", "fileName", "name")) : null;
    }

    // Half a surrogate pair is no text to .NET.
    static string? Safe(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
