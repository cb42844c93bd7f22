using System.Globalization;
using System.Text;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Characters nobody meant: those that halve the room of a text, and those nobody sees.</summary>
static class CharacterFindings
{
    public static IEnumerable<Finding> Check(string body)
    {
        var seen = Visible(body, out var hidden, out var firstHidden);
        if (hidden > 0)
            yield return new("invisible", $"{Counted(hidden, "invisible character")} came along with what was pasted.", seen, Blocks: false, firstHidden, 1);
        if (Costly(seen) is not { } plain) yield break;
        var forcing = SegmentCounter.ForcingUcs2(body).Where(character => PlainCharacters.Of(character, out var replaced) is { } && replaced > 0).ToList();
        var at = forcing.Count == 0 ? -1 : body.IndexOf(forcing[0], StringComparison.Ordinal);
        var shown = string.Join(' ', forcing.Take(5).Select(character => string.IsNullOrWhiteSpace(character) ? "a special space" : character));
        yield return new("costly_characters", CostWords(shown, SegmentCounter.Count(seen).Segments, SegmentCounter.Count(plain).Segments), plain,
            Blocks: false, at < 0 ? null : at, at < 0 ? null : forcing[0].Length);
    }

    // Null when plain characters would not bring it into the small alphabet, or would cost more than they save.
    static string? Costly(string text)
    {
        if (PlainCharacters.IsGsm(text)) return null;
        var plain = PlainCharacters.Of(text, out var replaced);
        return replaced > 0 && PlainCharacters.IsGsm(plain) && SegmentCounter.Count(plain).Segments <= SegmentCounter.Count(text).Segments ? plain : null;
    }

    static string CostWords(string shown, int now, int then) => now > then
        ? $"With {shown} this is {Texts(now)}; with plain characters {Texts(then)}. Saves {Counted(now - then, "segment")} for each person."
        : $"With {shown} a text holds 70 characters instead of 160. Plain characters say the same.";

    static string Texts(int count) => count == 1 ? "1 text" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} texts");

    static string Counted(int count, string thing) => count == 1 ? $"1 {thing}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {thing}s");

    static string Visible(string text, out int hidden, out int first)
    {
        (hidden, first, var visible, var kept) = (0, -1, default(StringBuilder), 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsHidden(text, at)) continue;
            if (hidden++ == 0) first = at;
            (visible ??= new(text.Length)).Append(text, kept, at - kept);
            kept = at + 1;
        }

        return visible is null ? text : visible.Append(text, kept, text.Length - kept).ToString();
    }

    static bool IsHidden(string text, int at) => text[at] switch
    {
        '\u00ad' or '\u200b' or '\u200c' or '\u200e' or '\u200f' or '\u061c' or '\u180e' or '\ufeff' => true,
        (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or (>= '\ufff9' and <= '\ufffb') => true,
        // They hold emoji together, which are pairs or signs from this place on.
        '\u200d' or '\ufe0e' or '\ufe0f' => at == 0 || !(char.IsSurrogate(text[at - 1]) || text[at - 1] >= '\u203c' || char.IsAsciiDigit(text[at - 1]) || text[at - 1] is '#' or '*' or '©' or '®'),
        // The form feed is one of the alphabet, if of no use.
        var other => char.IsControl(other) && other is not ('\n' or '\r' or '\t' or '\f' or '\u0085'),
    };
}
