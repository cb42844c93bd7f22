using System.Collections.Frozen;

namespace Rosterline.Consent;

/// <summary>What a text that is nothing but a keyword asks for.</summary>
public enum Keyword
{
    None,
    Stop,
    Start,

    /// <summary>Like Start, but only from somebody who opted out and was not just asked something: else it is an answer.</summary>
    Yes,
    Help,
}

/// <summary>
/// The keyword, the rule that matched ("STOP ALL") and the language it shows ("en", "es", "fr"); no language where speakers of all
/// languages are told to text that word.
/// </summary>
public readonly record struct KeywordReading(Keyword Keyword, string? Rule, string? Language);

/// <summary>
/// The words carriers and the law make definite when they are the whole text. Wishes in plain language, and anything with more words,
/// are not read here.
/// </summary>
public static class Keywords
{
    static readonly FrozenDictionary<string, KeywordReading> Known = Rows().ToFrozenDictionary(row => row.Rule!.ToLowerInvariant());

    /// <summary>Case, accents, quotes, punctuation and emoji around the word, invisible marks and a signature line do not matter.</summary>
    public static KeywordReading Read(string? body)
    {
        if (string.IsNullOrEmpty(body) || KeywordText.IsReaction(body)) return default;
        return Known.GetValueOrDefault(KeywordText.Simple(body));
    }

    static IEnumerable<KeywordReading> Rows() =>
    [
        .. Rows(Keyword.Stop, null, "STOP", "STOPALL", "STOP ALL"),
        .. Rows(Keyword.Stop, "en", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "REMOVE"),
        .. Rows(Keyword.Stop, "es", "ALTO", "PARE", "PARAR", "CANCELAR", "BAJA", "NO MAS", "DETENER"),
        .. Rows(Keyword.Stop, "fr", "ARRET", "ARRETE", "TD"),
        .. Rows(Keyword.Start, null, "START", "UNSTOP"),
        .. Rows(Keyword.Yes, "en", "YES"),
        .. Rows(Keyword.Help, null, "HELP", "INFO"),
        .. Rows(Keyword.Help, "es", "AYUDA"),
    ];

    static IEnumerable<KeywordReading> Rows(Keyword keyword, string? language, params string[] rules) =>
        rules.Select(rule => new KeywordReading(keyword, rule, language));
}
