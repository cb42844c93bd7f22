using System.Text;

namespace Rosterline.People.Import.Files;

/// <summary>Lines of a text, whatever ends them, without NUL characters and byte order marks. A line longer than we take is cut and marked.</summary>
sealed class TextLines(TextReader text)
{
    public const int Longest = 4_000_000;

    readonly char[] buffer = new char[1 << 15];
    readonly Stack<Line> returned = new();
    readonly StringBuilder part = new();
    int position, filled;
    bool lineFeedMayFollow;

    public readonly record struct Line(string Text, bool IsCut);

    /// <summary>Null at the end.</summary>
    public Line? Next() => returned.TryPop(out var again) ? again : Read();

    /// <summary>Puts lines back; the first of them comes next.</summary>
    public void Return(IReadOnlyList<Line> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--) returned.Push(lines[i]);
    }

    Line? Read()
    {
        part.Clear();
        var cut = false;
        var any = false;
        while (Fill())
        {
            any = true;
            var rest = buffer.AsSpan(position, filled - position);
            var end = rest.IndexOfAny('\r', '\n');
            cut |= !Append(end < 0 ? rest : rest[..end]);
            position += end < 0 ? rest.Length : end + 1;
            if (end < 0) continue;
            lineFeedMayFollow = rest[end] == '\r';
            return new(part.ToString(), cut);
        }

        return any ? new(part.ToString(), cut) : null;
    }

    bool Append(ReadOnlySpan<char> piece)
    {
        if (part.Length + piece.Length > Longest) return false;
        if (piece.IndexOfAny('\0', '\uFEFF') < 0) part.Append(piece);
        else
            foreach (var character in piece)
                if (character is not ('\0' or '\uFEFF')) part.Append(character);
        return true;
    }

    bool Fill()
    {
        if (position == filled) (position, filled) = (0, text.Read(buffer, 0, buffer.Length));
        if (!lineFeedMayFollow || filled == 0) return position < filled;
        lineFeedMayFollow = false;
        if (buffer[position] == '\n') position++;
        return position < filled || Fill();
    }
}
