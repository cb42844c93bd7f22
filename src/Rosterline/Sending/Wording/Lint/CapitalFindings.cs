using System.Text.RegularExpressions;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Words in capitals, beyond what short forms need: people read shouting, carriers read spam.</summary>
static partial class CapitalFindings
{
    const int ShoutedWords = 3, ShoutedLetters = 24;

    // What a person is asked to answer with, and titles of the trades.
    static readonly HashSet<string> Usual = new(StringComparer.Ordinal)
    {
        "STOP", "START", "HELP", "UNSTOP", "STOPALL", "CANCEL", "QUIT", "YES", "AYUDA", "ALTO", "PARAR", "OSHA", "ASAP", "COVID", "TWIC", "NCLEX", "ACLS", "HIPAA",
        "HVAC", "ASCP", "ASTM", "SMAW", "GMAW", "GTAW", "HAZMAT", "RSVP",
    };

    public static IEnumerable<Finding> Check(string words, string agency)
    {
        var shouted = Capitals().Matches(words).Where(word => !Usual.Contains(word.Value) && !agency.Contains(word.Value, StringComparison.Ordinal)).ToList();
        var letters = shouted.Sum(word => word.Length);
        if (shouted.Count < ShoutedWords && letters < ShoutedLetters) yield break;
        var said = string.Join(' ', shouted.Take(4).Select(word => word.Value));
        yield return new("capitals", $"Capitals read as shouting, and carriers take them for spam: “{said}”.", null, Blocks: false, shouted[0].Index, shouted[0].Length);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])\p{Lu}{4,}(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex Capitals();
}
