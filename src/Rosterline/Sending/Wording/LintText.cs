using System.Text.RegularExpressions;
using Rosterline.Sending.Wording.Lint;

namespace Rosterline.Sending.Wording;

/// <summary>
/// Looks through a text before it goes (H-10): what costs segments for nothing, what carriers filter, dates that cannot be right,
/// fields that will not be filled, a missing name or notice, numbers nobody should text. Pure; takes any string.
/// </summary>
public static class LintText
{
    /// <summary>Milliseconds a pattern may look; what is written so that it takes longer is let pass rather than waited for.</summary>
    internal const int MostPerPattern = 1000;

    /// <summary>What was found, in the order of the text; what concerns the whole stands last.</summary>
    public static IReadOnlyList<Finding> Check(string body, LintFacts facts)
    {
        if (string.IsNullOrWhiteSpace(body)) return [];
        var text = MergeText.Parse(body);
        // Addresses may hold digits and capitals of any kind, fields are checked by themselves.
        var withLinks = text.WordsOnly();
        var words = LinkFindings.WithoutLinks(withLinks);
        return
        [
            .. text.Unknown.Select(field => new Finding("unknown_field", field.Words, null, Blocks: true, field.At, field.Length))
                .Concat(InTime(() => CharacterFindings.Check(body)))
                .Concat(InTime(() => LinkFindings.Check(withLinks)))
                .Concat(InTime(() => CapitalFindings.Check(words, facts.Agency)))
                .Concat(InTime(() => DateFindings.Check(words, facts.Today)))
                .Concat(InTime(() => SecretFindings.Check(words)))
                .Concat(InTime(() => NoticeFindings.Check(body, text, facts)))
                .OrderBy(finding => finding.At ?? int.MaxValue),
        ];
    }

    static List<Finding> InTime(Func<IEnumerable<Finding>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody writes such a text to somebody; it must not hold up those who write others.
            return [];
        }
    }
}
