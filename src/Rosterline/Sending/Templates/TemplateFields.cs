using Rosterline.People;
using Rosterline.Platform;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Templates;

/// <summary>What may be written on a template. Absent leaves it as it is; a language with empty words is taken out.</summary>
public sealed record TemplateFields(string? Name, string? Folder, Purpose? Purpose, bool? Shared, IReadOnlyDictionary<string, string?>? Words)
{
    const int LongestName = 100, LongestBody = 1600;

    public TemplateFields Cleaned() => this with
    {
        Name = Name is null ? null : CleanText.Of(Name), Folder = Folder is null ? null : CleanText.Of(Folder),
        Words = Words?.GroupBy(pair => pair.Key.Trim().ToLowerInvariant(), pair => pair.Value?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "")
            .ToDictionary(same => same.Key, string? (same) => same.Last()),
    };

    /// <summary>Why these cannot be stored; null when they can.</summary>
    public Refusal? Refuse(string agency, DateOnly today)
    {
        if (Name?.Length > LongestName || Folder?.Length > LongestName)
            return new("too_long", $"{(Name?.Length > LongestName ? "Name" : "Folder")}: write at most {LongestName} characters.");
        if (Purpose is { } purpose && !Enum.IsDefined(purpose)) return TemplateRefusals.PurposeMissing;
        foreach (var (language, body) in Words ?? new Dictionary<string, string?>())
        {
            if (!Template.Languages.Contains(language)) return TemplateRefusals.LanguageUnknown(language);
            if (body!.Length > LongestBody) return Refusals.TooLong(body.Length, LongestBody);
            if (Fault(body, agency, today) is { } fault) return fault;
        }
        return null;
    }

    // What the writer sees while writing stops her here too: a program has no other place to read it.
    static Refusal? Fault(string body, string agency, DateOnly today) =>
        LintText.Check(body, new LintFacts(agency, today)).FirstOrDefault(found => found.Blocks || found.Code == "invisible") is { } found
            ? new(found.Code, found.Code == "invisible" ? found.Words + " Take them out, then save again." : found.Words)
            : null;
}
