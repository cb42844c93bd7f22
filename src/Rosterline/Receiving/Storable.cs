using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>What providers said without NUL, which PostgreSQL's text cannot hold; a body is cleaned where it is stored.</summary>
static class Storable
{
    public static ReceivedText Of(ReceivedText text) => text with
    {
        ProviderMessageId = IngestTexts.Clean(text.ProviderMessageId), FromAddress = IngestTexts.Clean(text.FromAddress),
        Media = text.Media.Count == 0 ? text.Media : [.. text.Media.Select(m => m with { ContentType = IngestTexts.Clean(m.ContentType), Name = Of(m.Name) })],
        Part = text.Part is { } part ? part with { Reference = IngestTexts.Clean(part.Reference) } : null,
    };

    public static DeliveryUpdate Of(DeliveryUpdate news) => news with { ProviderMessageId = Of(news.ProviderMessageId), ProviderCode = Of(news.ProviderCode) };

    static string? Of(string? said) => said is null ? null : IngestTexts.Clean(said);
}
