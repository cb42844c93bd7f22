using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Rosterline.Sending.Wording.Lint;

/// <summary>Characters that say the same within the small alphabet of texts (GSM-7).</summary>
static class PlainCharacters
{
    static readonly FrozenDictionary<char, string> Plain = new Dictionary<char, string>
    {
        ['‘'] = "'", ['’'] = "'", ['‚'] = "'", ['‛'] = "'", ['′'] = "'", ['´'] = "'", ['`'] = "'", ['ʼ'] = "'", ['‹'] = "'", ['›'] = "'",
        ['“'] = "\"", ['”'] = "\"", ['„'] = "\"", ['‟'] = "\"", ['″'] = "\"", ['«'] = "\"", ['»'] = "\"",
        ['‐'] = "-", ['‑'] = "-", ['‒'] = "-", ['–'] = "-", ['—'] = "-", ['―'] = "-", ['−'] = "-", ['•'] = "-", ['·'] = "-", ['▪'] = "-", ['‣'] = "-", ['●'] = "-",
        ['…'] = "...", ['™'] = "(TM)", ['®'] = "(R)", ['©'] = "(C)", ['×'] = "x", ['½'] = "1/2", ['¼'] = "1/4", ['¾'] = "3/4", ['º'] = "o", ['ª'] = "a",
        ['→'] = "->", ['←'] = "<-", ['⇒'] = "=>", ['≤'] = "<=", ['≥'] = ">=", ['≈'] = "~", ['¢'] = " cents", ['№'] = "No.", ['‰'] = " per mille",
        ['\t'] = " ", ['\u00a0'] = " ", ['\u1680'] = " ", ['\u202f'] = " ", ['\u205f'] = " ", ['\u3000'] = " ", ['\u2028'] = "\n", ['\u2029'] = "\n", ['\u0085'] = "\n",
        ['œ'] = "oe", ['Œ'] = "OE", ['ł'] = "l", ['Ł'] = "L", ['đ'] = "d", ['Đ'] = "D", ['ı'] = "i", ['ð'] = "d", ['Ð'] = "D", ['þ'] = "th", ['Þ'] = "Th",
    }.ToFrozenDictionary();

    static readonly SearchValues<char> Marks = SearchValues.Create([.. Enumerable.Range(0x300, 0x70).Select(code => (char)code)]);

    /// <summary>The text with every character replaced that has a plain equal; the same string when there is none.</summary>
    public static string Of(string text, out int replaced)
    {
        (replaced, var plain, var kept) = (0, default(StringBuilder), 0);
        for (var at = 0; at < text.Length; at++)
        {
            var (equal, length) = EqualOf(text, at);
            if (equal is null) continue;
            (plain ??= new(text.Length)).Append(text, kept, at - kept).Append(equal);
            kept = at + length;
            at = kept - 1;
            replaced++;
        }

        return plain is null ? text : plain.Append(text, kept, text.Length - kept).ToString();
    }

    public static bool IsGsm(ReadOnlySpan<char> text) => SegmentCounter.Count(text).Encoding == SegmentEncoding.Gsm7;

    static (string? Equal, int Length) EqualOf(string text, int at)
    {
        var character = text[at];
        // A letter and its accent typed as two: é is one of the alphabet, á only without its accent.
        if (at + 1 < text.Length && Marks.Contains(text[at + 1]) && char.IsAsciiLetter(character)) return (WithMark(text.AsSpan(at, 2)), 2);
        if (character < 0x80 && character is not ('\t' or '`')) return (null, 0);
        if (Plain.TryGetValue(character, out var equal)) return (equal, 1);
        return character switch
        {
            >= '\u2000' and <= '\u200a' => (" ", 1),
            >= '\uff01' and <= '\uff5e' => (Shown((char)(character - 0xfee0)), 1),
            (>= '\u00c0' and <= '\u024f') or (>= '\u1e00' and <= '\u1eff') when !IsGsm([character]) => (WithoutMark(character), 1),
            _ => (null, 0),
        };
    }

    static string? Shown(char character) => character == '`' ? "'" : character.ToString();

    static string WithMark(ReadOnlySpan<char> letterAndMark)
    {
        var one = letterAndMark.ToString().Normalize(NormalizationForm.FormC);
        return one.Length == 1 && IsGsm(one) ? one : letterAndMark[..1].ToString();
    }

    static string? WithoutMark(char letter)
    {
        var parts = letter.ToString().Normalize(NormalizationForm.FormD);
        return parts.Length > 1 && char.IsAsciiLetter(parts[0]) ? parts[..1] : null;
    }
}
