namespace Rosterline.People.Import.Files;

/// <summary>A row as a spreadsheet numbers it: a quoted line break does not begin a new one, an empty line does.</summary>
/// <param name="Original">As it stands in the file, shortened when very long.</param>
/// <param name="Fault">Set when the row cannot be read; then there are no cells.</param>
readonly record struct CsvRow(int Number, IReadOnlyList<string> Cells, string Original, CsvFault? Fault = null)
{
    public bool IsEmpty => Fault is null && Cells.All(string.IsNullOrWhiteSpace);
}

/// <param name="NextRow">Where reading goes on; null: nowhere.</param>
sealed record CsvFault(bool EndsInQuotes, int? NextRow);

/// <summary>
/// Reads the rows of a text one by one. A quoted text whose end is missing costs its own row, not the rest of the file, which is
/// why a general reader is not used here: those take everything up to the next quote into one cell.
/// </summary>
sealed class CsvRows(TextReader text, char separator)
{
    const int LongestOriginal = 10_000, MostLines = 20_000;

    readonly TextLines lines = new(text);
    int number;

    /// <summary>How many cells a row should have, once known; helps to find where a broken row ends.</summary>
    public int? Columns { get; set; }

    public IEnumerable<CsvRow> Read()
    {
        while (Next() is { } row) yield return row;
    }

    CsvRow? Next()
    {
        if (lines.Next() is not { } line) return null;
        number++;
        if (line.IsCut) return new CsvRow(number, [], Shorten(line.Text), new(false, number + 1));
        var cells = new CsvCells(separator);
        cells.Add(line.Text);
        if (!cells.IsOpen) return new CsvRow(number, cells.Cells, Shorten(line.Text));
        return OverLines(line, cells);
    }

    CsvRow OverLines(TextLines.Line first, CsvCells cells)
    {
        var taken = new List<TextLines.Line>();
        var length = first.Text.Length;
        while (cells is { IsOpen: true, IsAstray: false } && taken.Count < MostLines && length < TextLines.Longest)
        {
            if (lines.Next() is not { } line) break;
            taken.Add(line);
            length += line.Text.Length + 1;
            cells.Add(line.Text);
        }

        if (cells.IsOpen || SwallowedRows(cells, taken)) return Broken(first, taken);
        return new CsvRow(number, cells.Cells, Shorten(string.Join('\n', taken.Select(l => l.Text).Prepend(first.Text))));
    }

    // It did end, but with the wrong number of cells and whole rows inside: the quote belonged to somebody else.
    bool SwallowedRows(CsvCells cells, List<TextLines.Line> taken) =>
        Columns > 1 && cells.Cells.Count != Columns && taken.Any(line => CsvCells.Count(line.Text, separator) == Columns);

    CsvRow Broken(TextLines.Line first, List<TextLines.Line> taken)
    {
        lines.Return(taken);
        var at = number;
        while (lines.Next() is { } line)
        {
            var count = CsvCells.Count(line.Text, separator);
            if (Columns is null ? count > 0 : count == Columns)
            {
                lines.Return([line]);
                return new CsvRow(at, [], Shorten(first.Text), new(true, number + 1));
            }

            number++;
        }

        return new CsvRow(at, [], Shorten(first.Text), new(true, null));
    }

    static string Shorten(string text) => text.Length > LongestOriginal ? text[..LongestOriginal] + "…" : text;
}
