using System.Buffers;
using System.Globalization;

namespace Rosterline.Sending;

/// <summary>
/// Counts segments as carriers do (3GPP 23.038): 160 septets or 70 units alone, 153 or 67 in each part of a longer text, and no part ends
/// within a character. Counting allocates nothing. An empty text is one segment.
/// </summary>
public static class SegmentCounter
{
    const int GsmAlone = 160;
    const int GsmPart = 153;
    const int Ucs2Alone = 70;
    const int Ucs2Part = 67;

    const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    const string Extended = "\f^{}\\[~]|€";

    static readonly SearchValues<char> Gsm = SearchValues.Create(Basic + Extended);
    static readonly SearchValues<char> TwoSeptets = SearchValues.Create(Extended);

    public static SegmentCount Count(ReadOnlySpan<char> text) =>
        text.ContainsAnyExcept(Gsm)
            ? Count(text, SegmentEncoding.Ucs2, text.Length, Ucs2Alone, Ucs2Part)
            : Count(text, SegmentEncoding.Gsm7, text.Length + Doubled(text), GsmAlone, GsmPart);

    /// <summary>The characters, each once and in order, that make the text travel as UCS-2; none for a GSM-7 text.</summary>
    public static IReadOnlyList<string> ForcingUcs2(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Gsm)) return [];
        var forcing = new List<string>();
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (element.AsSpan().ContainsAnyExcept(Gsm) && !forcing.Contains(element)) forcing.Add(element);
        }
        return forcing;
    }

    static SegmentCount Count(ReadOnlySpan<char> text, SegmentEncoding encoding, int units, int alone, int part)
    {
        if (units <= alone) return new SegmentCount(encoding, 1, units, alone - units);
        int segments = 1, used = 0;
        for (var at = 0; at < text.Length;)
        {
            var isPair = encoding == SegmentEncoding.Ucs2 && IsPair(text, at);
            var cost = isPair || (encoding == SegmentEncoding.Gsm7 && TwoSeptets.Contains(text[at])) ? 2 : 1;
            if (used + cost > part)
            {
                segments++;
                used = 0;
            }
            used += cost;
            at += isPair ? 2 : 1;
        }
        return new SegmentCount(encoding, segments, units, part - used);
    }

    static bool IsPair(ReadOnlySpan<char> text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    static int Doubled(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(TwoSeptets); at >= 0; at = text.IndexOfAny(TwoSeptets))
        {
            count++;
            text = text[(at + 1)..];
        }
        return count;
    }
}
