using System.Text;

namespace Rosterline.People.Import.Files;

/// <summary>
/// Splits one row into cells, line by line (RFC 4180), forgiving what real files do: quotes inside quoted text that are not
/// doubled, quotes in the middle of plain text, blanks before an opening quote.
/// </summary>
sealed class CsvCells(char separator)
{
    readonly StringBuilder cell = new();
    bool quoted, brokenOverLines;

    public List<string> Cells { get; } = [];

    /// <summary>The quoted text goes on in the next line.</summary>
    public bool IsOpen => quoted;

    /// <summary>
    /// A quoted text ran over a line's end into a quote that does not end it: its own end is missing. Within one line such a
    /// quote is taken as written.
    /// </summary>
    public bool IsAstray { get; private set; }

    /// <summary>The cells of a line that is a row by itself; −1 when it is not.</summary>
    public static int Count(string line, char separator)
    {
        var cells = new CsvCells(separator);
        cells.Add(line);
        return cells.IsOpen ? -1 : cells.Cells.Count;
    }

    public void Add(string line)
    {
        var at = 0;
        if (quoted)
        {
            cell.Append('\n');
            brokenOverLines = true;
            if ((at = Quoted(line, 0)) < 0) return;
        }

        while (at <= line.Length)
        {
            var start = at;
            while (start < line.Length && line[start] == ' ' && separator != ' ') start++;
            if (start < line.Length && line[start] == '"')
            {
                (quoted, brokenOverLines) = (true, false);
                if ((at = Quoted(line, start + 1)) < 0) return;
                continue;
            }

            var end = line.IndexOf(separator, at);
            if (end < 0) end = line.Length;
            Cells.Add(line[at..end]);
            at = end + 1;
        }
    }

    // Goes on inside a quoted text; hands back where the next cell begins, −1 when the line ended inside or astray.
    int Quoted(string line, int at)
    {
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                cell.Append(line, at, line.Length - at);
                return -1;
            }

            cell.Append(line, at, quote - at);
            if (quote + 1 < line.Length && line[quote + 1] == '"')
            {
                cell.Append('"');
                at = quote + 2;
                continue;
            }

            var next = quote + 1;
            while (next < line.Length && line[next] == ' ' && separator != ' ') next++;
            if (next == line.Length || line[next] == separator) return Close(next + 1);
            if (brokenOverLines) return Astray();
            cell.Append('"');
            at = quote + 1;
        }
    }

    int Close(int next)
    {
        Cells.Add(cell.ToString());
        cell.Clear();
        quoted = false;
        return next;
    }

    int Astray()
    {
        IsAstray = true;
        return -1;
    }
}
