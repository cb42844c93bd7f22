namespace Rosterline.Sending.Wording;

/// <summary>One text in several languages: each person gets her own, who has none of them the first.</summary>
public sealed class MergeVariants
{
    readonly Dictionary<string, MergeText> byLanguage;

    MergeVariants(MergeText first, Dictionary<string, MergeText> byLanguage) => (First, this.byLanguage) = (first, byLanguage);

    public MergeText First { get; }

    public IEnumerable<MergeText> All => byLanguage.Values.Prepend(First);

    public static MergeVariants Parse(string body, IReadOnlyDictionary<string, string>? variants) => new(
        MergeText.Parse(body),
        variants?.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => MergeText.Parse(v.Value), StringComparer.OrdinalIgnoreCase) ?? new(StringComparer.OrdinalIgnoreCase));

    public MergeText For(string? language) => language is not null && byLanguage.TryGetValue(language, out var text) ? text : First;

    /// <summary>Whether somebody with this language gets another one.</summary>
    public bool FallsBack(string? language) => byLanguage.Count > 0 && language is not (null or "en") && !byLanguage.ContainsKey(language);
}
