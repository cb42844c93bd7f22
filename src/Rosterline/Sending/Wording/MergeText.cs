using System.Text;

namespace Rosterline.Sending.Wording;

/// <summary>A text taken apart at its merge fields.</summary>
/// <param name="Field">The field's name; null for words that stand as they are.</param>
/// <param name="Words">The words, or the field's fallback; null for a field without one.</param>
/// <param name="At">Where it begins in the text as written.</param>
/// <param name="Length">How long it is there.</param>
public sealed record MergePiece(string? Field, string? Words, int At, int Length);

/// <summary>Something between braces that is no field.</summary>
/// <param name="Written">Without the braces and what follows "|".</param>
/// <param name="Nearest">The field that was probably meant.</param>
/// <param name="Words">What to tell whoever wrote it.</param>
public sealed record UnknownField(string Written, int At, int Length, string? Nearest, string Words);

/// <summary>A text as one person gets it.</summary>
/// <param name="Missing">Fields with neither a value nor a fallback; they stand in the text as they were written.</param>
/// <param name="Fallbacks">How many places a fallback filled.</param>
public sealed record MergeFill(string Text, IReadOnlyList<string> Missing, int Fallbacks);

/// <summary>
/// A text with merge fields: {first name}, with a fallback {first name|there}. Two braces are one: "{{" is "{". Parsed once, filled
/// for thousands.
/// </summary>
public sealed class MergeText
{
    // Nobody names a field in more; a brace without its end would otherwise swallow the text.
    const int LongestField = 200;

    MergeText(string body, IReadOnlyList<MergePiece> pieces, IReadOnlyList<UnknownField> unknown)
    {
        (Body, Pieces, Unknown) = (body, pieces, unknown);
        Fields = [.. pieces.Select(piece => piece.Field).OfType<string>().Distinct()];
    }

    /// <summary>As written.</summary>
    public string Body { get; }

    public IReadOnlyList<MergePiece> Pieces { get; }

    /// <summary>The known fields that occur, each once.</summary>
    public IReadOnlyList<string> Fields { get; }

    public IReadOnlyList<UnknownField> Unknown { get; }

    public static MergeText Parse(string body)
    {
        var (pieces, unknown, words) = (new List<MergePiece>(), new List<UnknownField>(), new StringBuilder());
        var from = 0;
        for (var at = 0; at < body.Length;)
        {
            if (body[at] != '{')
            {
                words.Append(body[at++]);
                continue;
            }

            var (piece, fault, length, literal) = Read(body, at);
            if (fault is not null) unknown.Add(fault);
            if (piece is not null)
            {
                if (words.Length > 0) pieces.Add(new(null, words.ToString(), from, at - from));
                words.Clear();
                pieces.Add(piece);
                from = at + length;
            }
            else words.Append(literal);
            at += length;
        }

        if (words.Length > 0) pieces.Add(new(null, words.ToString(), from, body.Length - from));
        return new(body, pieces, unknown);
    }

    public MergeFill Fill(MergeValues values)
    {
        if (Fields.Count == 0) return new(Pieces.Count == 0 ? "" : Pieces[0].Words!, [], 0);
        var (text, fallbacks, missing) = (new StringBuilder(Body.Length + 40), 0, default(List<string>));
        foreach (var piece in Pieces)
        {
            if (piece.Field is null) text.Append(piece.Words);
            else if (values[piece.Field] is { } value) text.Append(value);
            else if (piece.Words is { } fallback)
            {
                text.Append(fallback);
                fallbacks++;
            }
            else
            {
                text.Append(Body, piece.At, piece.Length);
                if ((missing ??= []).Contains(piece.Field) == false) missing.Add(piece.Field);
            }
        }

        return new(text.ToString(), missing ?? [], fallbacks);
    }

    /// <summary>The text with its fields blanked out and everything else in its place, for those who look at words only.</summary>
    internal string WordsOnly()
    {
        if (Fields.Count == 0 && Unknown.Count == 0) return Body;
        var words = Body.ToCharArray();
        foreach (var piece in Pieces)
            if (piece.Field is not null) words.AsSpan(piece.At, piece.Length).Fill(' ');
        foreach (var unknown in Unknown) words.AsSpan(unknown.At, unknown.Length).Fill(' ');
        return new(words);
    }

    static (MergePiece? Piece, UnknownField? Fault, int Length, string Literal) Read(string body, int at)
    {
        if (at + 1 < body.Length && body[at + 1] == '{') return (null, null, 2, "{");
        var end = body.AsSpan(at + 1, Math.Min(LongestField, body.Length - at - 1)).IndexOfAny('}', '{');
        if (end < 0 || body[at + 1 + end] == '{') return (null, Unclosed(body, at), 1, "{");
        var (inner, length) = (body.Substring(at + 1, end), end + 2);
        var bar = inner.IndexOf('|', StringComparison.Ordinal);
        var written = bar < 0 ? inner : inner[..bar];
        if (MergeFields.Find(written) is { } name)
        {
            // An empty fallback is a choice: the place stays empty.
            return (new(name, bar < 0 ? null : inner[(bar + 1)..].Trim(), at, length), null, length, "");
        }

        return (null, NoField(written.Trim(), at, length), length, body.Substring(at, length));
    }

    static UnknownField NoField(string written, int at, int length)
    {
        var nearest = MergeFields.Nearest(written);
        var words = written.Length == 0 ? "There is nothing between these braces. Write a field, or {{ for a brace."
            : nearest is null ? $"There is no field {{{written}}}."
            : $"There is no field {{{written}}}. Did you mean {{{nearest}}}?";
        return new(written, at, length, nearest, words);
    }

    // A single brace is a brace; the beginning of a field without its end is a slip.
    static UnknownField? Unclosed(string body, int at)
    {
        for (var length = Math.Min(24, body.Length - at - 1); length >= 3; length--)
        {
            var written = body.Substring(at + 1, length);
            if (written.Contains('{', StringComparison.Ordinal) || MergeFields.Find(written) is not { } name || name.StartsWith(MergeFields.Custom, StringComparison.Ordinal)) continue;
            return new(written.TrimEnd(), at, 1 + written.TrimEnd().Length, name, $"The field {{{name} has no end. Write {{{name}}}.");
        }

        return null;
    }
}
