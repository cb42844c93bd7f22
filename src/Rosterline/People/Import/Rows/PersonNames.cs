using System.Text;
using Rosterline.People.Records;

namespace Rosterline.People.Import.Rows;

/// <summary>Takes names apart and compares them.</summary>
static class PersonNames
{
    static readonly HashSet<string> Particles = new(["de", "del", "la", "las", "los", "da", "das", "dos", "di", "van", "von", "der", "den", "ter", "st", "san", "santa", "bin", "al", "mc", "mac"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Suffixes = new(["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq"], StringComparer.OrdinalIgnoreCase);

    /// <summary>"Lee, Ana M" and "Ana M Lee"; a single word is a first name.</summary>
    public static (string First, string Last) Split(string full)
    {
        var comma = full.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && !Suffixes.Contains(full[(comma + 1)..].Trim().TrimEnd('.')))
            return (full[(comma + 1)..].Trim(), full[..comma].Trim());
        var words = full.Replace(",", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return (full.Trim(), "");
        var last = words.Length - 1;
        if (last > 1 && Suffixes.Contains(words[last].TrimEnd('.'))) last--;
        while (last > 1 && Particles.Contains(words[last - 1].TrimEnd('.'))) last--;
        return (string.Join(' ', words[..last]), string.Join(' ', words[last..]));
    }

    /// <summary>The same for "José Núñez" and "JOSE NUNEZ": letters and digits only.</summary>
    public static string Key(string first, string last)
    {
        var key = new StringBuilder(first.Length + last.Length);
        foreach (var c in PeopleSearch.Fold(first + "|" + last))
            if (char.IsLetterOrDigit(c) || c == '|') key.Append(c);
        return key.ToString();
    }
}
