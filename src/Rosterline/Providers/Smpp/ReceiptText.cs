using System.Globalization;
using System.Text.RegularExpressions;

namespace Rosterline.Providers.Smpp;

/// <summary>The words of a delivery receipt, read by key: gateways leave keys out, change their order and write dates in several lengths.</summary>
static partial class ReceiptText
{
    /// <summary>Values by key in lower case; "text" is whatever follows it, once id and stat are known.</summary>
    public static IReadOnlyDictionary<string, string> Read(string words)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = Key().Matches(words);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i].Groups["key"].Value.ToLowerInvariant();
            var from = keys[i].Index + keys[i].Length;
            var last = key == "text" && found.ContainsKey("id") && found.ContainsKey("stat");
            found.TryAdd(key, words[from..(last || i + 1 == keys.Count ? words.Length : keys[i + 1].Index)].Trim());
            if (last) break;
        }
        return found;
    }

    /// <summary>A date of 10 or 12 digits. Its zone is nobody's to know: it counts as UTC where that lies within ten minutes before now, else it says nothing.</summary>
    public static DateTimeOffset? Date(string? digits, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(digits, ["yyMMddHHmm", "yyMMddHHmmss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && now - date is { Ticks: >= 0 } ago && ago < TimeSpan.FromMinutes(10) ? date : null;

    [GeneratedRegex(@"(?<![A-Za-z])(?<key>id|sub|dlvrd|submit date|done date|stat|err|text) ?:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Key();
}
