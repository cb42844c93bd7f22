namespace Rosterline.Sending.Wording;

/// <summary>What one person's merge fields say. An empty value is none.</summary>
/// <param name="values">By the names of <see cref="MergeFields"/>.</param>
/// <param name="language">The person's language: en, es; null when not known.</param>
public sealed class MergeValues(IReadOnlyDictionary<string, string> values, string? language = null)
{
    public static readonly MergeValues None = new(new Dictionary<string, string>());

    public string? Language { get; } = language;

    public string? this[string field] => values.TryGetValue(field, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}

/// <summary>What a text is about, for its merge fields: a posting, or an order with each person's own assignment.</summary>
public sealed record MergeContext(Guid? PostingId = null, Guid? OrderId = null)
{
    public static readonly MergeContext None = new();
}
