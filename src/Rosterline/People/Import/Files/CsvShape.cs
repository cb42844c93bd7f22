namespace Rosterline.People.Import.Files;

/// <summary>What separates the cells of a file and which row names the columns.</summary>
/// <param name="HeaderRow">0: no row does.</param>
sealed record CsvShape(char Separator, int HeaderRow, IReadOnlyList<string> Headers)
{
    const int Looked = 60, HeaderWithin = 10;

    public static CsvShape Detect(byte[] content, string encoding)
    {
        var separator = Declared(content, encoding) ?? Likeliest(content, encoding);
        var rows = Rows(content, encoding, separator);
        var header = Header(rows);
        if (header is { } found) return new(separator, found.Number, Named(found.Cells));
        var width = rows.Count == 0 ? 0 : rows.Max(r => r.Cells.Count);
        return new(separator, 0, [.. Enumerable.Range(1, width).Select(i => $"Column {i}")]);
    }

    /// <summary>The rows below the header.</summary>
    public IEnumerable<CsvRow> Read(StreamReader text)
    {
        var rows = new CsvRows(text, Separator) { Columns = HeaderRow == 1 ? Headers.Count : null };
        foreach (var row in rows.Read())
        {
            if (row.Number >= HeaderRow) rows.Columns = Headers.Count;
            if (row.Number > HeaderRow && !IsDeclaration(row)) yield return row;
        }
    }

    /// <summary>The names of the columns once more, as in files glued together.</summary>
    public bool IsHeaderAgain(IReadOnlyList<string> cells) => HeaderRow > 0 && cells.Count > 0 && Named(cells).SequenceEqual(Headers);

    static List<CsvRow> Rows(byte[] content, string encoding, char separator)
    {
        using var text = FileEncoding.Open(content, encoding);
        return [.. new CsvRows(text, separator).Read().Take(Looked)];
    }

    // Most rows alike wins; a file of one column has no separator and takes the comma.
    static char Likeliest(byte[] content, string encoding)
    {
        var best = (Alike: 0, Width: 1, Separator: ',');
        foreach (var candidate in ",;\t|")
        {
            var widths = Rows(content, encoding, candidate).Where(r => !r.IsEmpty && r.Fault is null).GroupBy(r => r.Cells.Count).MaxBy(g => (g.Key > 1, g.Count()));
            if (widths is { Key: > 1 } && (widths.Count(), widths.Key).CompareTo((best.Alike, best.Width)) > 0) best = (widths.Count(), widths.Key, candidate);
        }

        return best.Separator;
    }

    // "sep=;" in the first line is how Excel is told.
    static char? Declared(byte[] content, string encoding)
    {
        using var text = FileEncoding.Open(content, encoding);
        return new TextLines(text).Next() is { } first ? Declaration(first.Text) : null;
    }

    static bool IsDeclaration(CsvRow row) => row.Number == 1 && Declaration(row.Original) is not null;

    static char? Declaration(string line) =>
        line.Trim('"') is { Length: 5 } said && said.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && ",;|\t".Contains(said[4], StringComparison.Ordinal)
            ? said[4] : null;

    // Titles above the table stand alone in their row and are passed over.
    static CsvRow? Header(List<CsvRow> rows)
    {
        var filled = rows.Where(r => r.Fault is null && !r.IsEmpty && !IsDeclaration(r)).ToList();
        var isTable = filled.Count(r => Filled(r) > 1) * 2 > filled.Count;
        var named = filled.Where(r => !isTable || Filled(r) > 1).Take(HeaderWithin).ToList();
        foreach (var row in named)
        {
            if (row.Cells.Any(IsValue)) break;
            if (row.Cells.Count(cell => ColumnGuess.Of(cell) is not null) >= Math.Min(2, Filled(row))) return row;
        }

        // Unknown names in the first row are names still, unless one of them is plainly somebody's number or address.
        return named.Count > 0 && Filled(named[0]) > 1 && !named[0].Cells.Any(IsValue) ? named[0] : null;
    }

    static int Filled(CsvRow row) => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));

    static bool IsValue(string cell) => cell.Contains('@', StringComparison.Ordinal) || cell.Count(char.IsAsciiDigit) >= 7;

    static List<string> Named(IReadOnlyList<string> cells) =>
        [.. cells.Select((cell, i) => CleanText.Of(cell) is { Length: > 0 } name ? (name.Length > 100 ? name[..100] : name) : $"Column {i + 1}")];
}
