using System.Globalization;
using System.Text.RegularExpressions;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Who writes, and how to stop it: what a first text and a broadcast owe the person who reads them.</summary>
static partial class NoticeFindings
{
    const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    const string English = "Reply STOP to stop.", Spanish = "Responda STOP para cancelar.";

    public static IEnumerable<Finding> Check(string body, MergeText text, LintFacts facts)
    {
        var saysWho = text.Fields.Contains(MergeFields.Agency) || NamesOf(facts.Agency).Any(name => CultureInfo.InvariantCulture.CompareInfo.IndexOf(body, name, Loosely) >= 0);
        if ((facts.IsFirstText || facts.IsBroadcast) && !saysWho)
            yield return new("no_sender_name", $"Say who is writing: “{facts.Agency}” is missing. Write it, or {{agency}}.", null, Blocks: true, null, null);
        if (facts.IsFirstText && !SaysHowToStop().IsMatch(body))
        {
            var notice = IsSpanish().Count(body) >= 2 ? Spanish : English;
            yield return new("no_opt_out_notice", $"A first text says how to stop: “{notice}”", $"{body.TrimEnd()} {notice}", Blocks: false, null, null);
        }
    }

    // "Northwind Staffing, LLC" is known as Northwind too.
    static IEnumerable<string> NamesOf(string agency)
    {
        var whole = agency.Trim();
        if (whole.Length == 0) yield break;
        yield return whole;
        var known = Generic().Replace(whole, "").Trim(' ', ',', '.');
        if (known.Length >= 3 && known != whole) yield return known;
    }

    [GeneratedRegex(@"(?:[\s,]+(?:staffing|recruiting|recruitment|employment|personnel|workforce|talent|search|solutions?|services?|agency|group|partners|company|co|inc|llc|ltd|corp|usa|the)\.?)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex Generic();

    // "Stop by the office" is no notice.
    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:STOP|ALTO|PARAR|(?i:(?:reply|text|send|responda|responde|env[ií]e|mande)\W{1,3}(?:stop|alto|parar)|unsubscribe|opt[ -]?out))(?![\p{L}\p{N}])",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex SaysHowToStop();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?:el|la|los|las|de|del|para|con|su|sus|por|favor|hola|gracias|trabajo|turno|que|qué|usted|mañana|lunes|martes|jueves|viernes|puede|somos)(?![\p{L}\p{N}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex IsSpanish();
}
