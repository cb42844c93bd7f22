using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Templates;

/// <summary>A text written once and used often, as its readers see it.</summary>
/// <param name="Shared">Everybody's; else its owner's alone.</param>
/// <param name="Words">By language: en, es.</param>
/// <param name="MissingLanguages">Of those our people may have; a missing one falls back to English (P-21).</param>
/// <param name="Fields">The merge fields in any of its languages.</param>
/// <param name="MayChange">Whether whoever asks may change it.</param>
public sealed record Template(
    Guid Id, string Name, string Folder, Purpose Purpose, bool Shared, Template.Owner By, IReadOnlyDictionary<string, string> Words,
    IReadOnlyList<string> MissingLanguages, IReadOnlyList<string> Fields, bool MayChange, DateTimeOffset UpdatedAt)
{
    /// <summary>What people may have as their language; the first is what others fall back to.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "es"];

    /// <summary>Who may put a template before everybody, and change one that stands there.</summary>
    public const string Share = "share_templates";

    public sealed record Owner(Guid Id, string Name);

    /// <summary>The words for somebody with this language, and whether they are in another one.</summary>
    public (string Language, string Body, bool FellBack) For(string? language)
    {
        var wanted = language ?? Languages[0];
        if (Words.TryGetValue(wanted, out var words)) return (wanted, words, false);
        var instead = Words.ContainsKey(Languages[0]) ? Languages[0] : Words.Keys.Order(StringComparer.Ordinal).First();
        return (instead, Words[instead], true);
    }

    internal static bool MayChangeIt(Viewer viewer, bool shared, Guid owner) => shared ? viewer.May(Share) : owner == viewer.UserId;
}

/// <summary>What this part refuses, in words.</summary>
static class TemplateRefusals
{
    public static readonly Refusal NameMissing = new("name_missing", "Give the template a name.");
    public static readonly Refusal WordsMissing = new("words_missing", "Write the text, in English or Spanish.");
    public static readonly Refusal MayNotShare = new("may_not_share", "Sharing a template with everybody is for branch managers and administrators. Keep it as your own.");
    public static readonly Refusal PurposeMissing = new("purpose_missing", "Say what the template is for: application, job offer, assignment or client.");
    public static readonly Refusal Position = new("cursor_unknown", "This place in the list is not known. Start again at its beginning.");

    public static Refusal LanguageUnknown(string language) => new("language_unknown", $"Templates are written in English (en) and Spanish (es), not in “{language}”.");

    public static Refusal OtherPurpose(Purpose its) =>
        new("other_purpose", $"This template is for {Word(its)} texts. Change what this text is for, or take another template.");

    static string Word(Purpose purpose) => purpose switch { Purpose.Application => "application", Purpose.JobOffer => "job offer", Purpose.Assignment => "assignment", _ => "client" };
}
