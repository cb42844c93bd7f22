using System.Text.RegularExpressions;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Addresses of public link shorteners, which carriers filter because nobody sees where they lead.</summary>
static partial class LinkFindings
{
    static readonly HashSet<string> Shorteners = new(StringComparer.OrdinalIgnoreCase)
    {
        "bit.ly", "bitly.com", "j.mp", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "rebrand.ly", "cutt.ly", "shorturl.at", "rb.gy",
        "t.ly", "tiny.cc", "bl.ink", "lnkd.in", "soo.gd", "s.id", "trib.al", "adf.ly", "bit.do", "qr.ae", "mcaf.ee", "su.pr", "shorte.st", "x.co", "dlvr.it",
        "snip.ly", "clck.ru", "tny.im", "u.to", "1url.com", "shrtco.de", "ulvis.net", "t2m.io", "tr.im", "short.io", "short.gy", "gg.gg", "chilp.it", "surl.li",
        "urlz.fr", "zpr.io", "smarturl.it", "clicky.me", "budurl.com", "qrco.de", "tinu.be", "shorturl.com", "tiny.one", "rotf.lol", "urlr.me",
    };

    public static IEnumerable<Finding> Check(string words) =>
        from Match link in Address().Matches(words)
        let host = link.Groups["host"].Value
        where Shorteners.Contains(host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host)
        select new Finding("short_link", $"Carriers filter texts with short links like {host}. Write the whole address.", null, Blocks: false, link.Index, link.Length);

    /// <summary>The text with blanks in the place of addresses.</summary>
    public static string WithoutLinks(string words)
    {
        try
        {
            return Address().Replace(words, link => new string(' ', link.Length));
        }
        catch (RegexMatchTimeoutException)
        {
            // Then what stands in addresses is looked at like everything else.
            return words;
        }
    }

    [GeneratedRegex(@"(?<![\w@.-])(?:https?://)?(?<host>(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24})(?![\w@-])(?:[/?#][^\s]{0,2000})?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: LintText.MostPerPattern)]
    private static partial Regex Address();
}
