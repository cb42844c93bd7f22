using System.Globalization;
using System.Text;

namespace Rosterline.Consent;

/// <summary>Brings a received text into the form keywords are listed in.</summary>
static class KeywordText
{
    const int LongestLooked = 160;
    static readonly string[] SignatureStarts = ["--", "sent from ", "enviado desde "];

    /// <summary>
    /// A phone's reaction quotes our own text back, as in 👍 “Reply STOP to stop.”: an emoji, then something in quotes. Those with words
    /// ("Liked “STOP”") are no keywords anyway.
    /// </summary>
    public static bool IsReaction(string body)
    {
        var symbols = 0;
        foreach (var rune in body.EnumerateRunes())
        {
            if (!IsEmoji(rune)) return symbols > 0 && rune.Value is ('“' or '"' or '«' or '‘');
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol) symbols++;
        }
        return false;
    }

    /// <summary>Lower case without accents, marks, or anything around the words; dashes and blanks between words as one blank.</summary>
    public static string Simple(string body)
    {
        var text = WithoutSignature(body).Trim();
        if (text.Length > LongestLooked) return "";
        var simple = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes()) Append(simple, rune);
        return TrimToWords(simple.ToString().ToLowerInvariant());
    }

    static bool IsEmoji(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    static string WithoutSignature(string body)
    {
        var at = body.IndexOf('\n', StringComparison.Ordinal);
        for (; at >= 0; at = body.IndexOf('\n', at + 1))
        {
            var line = body.AsSpan(at).TrimStart();
            foreach (var start in SignatureStarts)
                if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return body[..at];
        }
        return body;
    }

    // Half a surrogate pair cannot be normalised; it becomes a sign nobody takes for a letter.
    static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }

    static void Append(StringBuilder simple, Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (Rune.IsWhiteSpace(rune) || category == UnicodeCategory.DashPunctuation)
        {
            if (simple.Length > 0 && simple[^1] != ' ') simple.Append(' ');
        }
        else if (category is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            simple.Append(rune.ToString());
    }

    static string TrimToWords(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && !char.IsLetterOrDigit(text[start])) start++;
        while (end > start && !char.IsLetterOrDigit(text[end - 1])) end--;
        return text[start..end];
    }
}
