using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Import;
using Rosterline.People.Import.Files;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>Brings in the opt-outs of a former product from a file: every phone column counts, a date and words when there are.</summary>
public sealed class ImportOptOuts(RecordOptOut record, NpgsqlDataSource database, TimeProvider clock)
{
    const int Chunk = 5000, ShownProblems = 200;

    /// <param name="Already">Numbers that had opted out before.</param>
    public sealed record Outcome(int Rows, int Numbers, int Added, int Already, int Skipped, string Summary, IReadOnlyList<string> Problems);

    public async Task<Result<Outcome>> ExecuteAsync(Viewer viewer, byte[] content, CancellationToken cancel)
    {
        if (FileKind.Refuse(content) is { } refusal) return refusal;
        var encoding = FileEncoding.Detect(content);
        var shape = CsvShape.Detect(content, encoding);
        var columns = Columns(shape, content, encoding);
        if (columns.Count == 0) return new Refusal("no_number_column", "No column of this file holds phone numbers.");
        var (rows, skipped, problems) = (0, 0, new List<string>());
        var found = new Dictionary<long, RecordOptOut.OptOut>();
        using var text = FileEncoding.Open(content, encoding);
        foreach (var row in shape.Read(text).Where(r => !r.IsEmpty && !shape.IsHeaderAgain(r.Cells)))
        {
            rows++;
            if (Read(row, columns, found, problems) == 0) skipped++;
        }

        var added = 0;
        foreach (var part in found.Values.Chunk(Chunk))
            added += (await record.ExecuteAsync(new(viewer.RootId, part, RecordOptOut.How.Import, viewer.UserId, OnlyNew: true), cancel)).Added.Count;
        await using var noted = database.CreateBatch();
        AuditLog.Add(noted, AuditedAct.By(viewer, "opt_outs.imported", "organisation", viewer.RootId, new { rows, numbers = found.Count, added, skipped }), clock);
        await noted.ExecuteNonQueryAsync(cancel);
        return new Outcome(rows, found.Count, added, found.Count - added, skipped, Summary(found.Count, added, skipped), problems);
    }

    static List<int> Columns(CsvShape shape, byte[] content, string encoding)
    {
        var samples = ImportPlan.Samples(shape, content, encoding, 50);
        return [.. Enumerable.Range(0, shape.Headers.Count).Where(i =>
        {
            var cells = samples.Where(s => s.Cells.Count > i && s.Cells[i].Trim().Length > 0).Select(s => s.Cells[i]).ToList();
            return cells.Count > 0 && (cells.Count(c => TypedNumber.Read(c) is { Number: not null }) * 2 > cells.Count
                || ColumnGuess.Of(shape.Headers[i]) is ImportField.Sms or ImportField.Cell or ImportField.Phone or ImportField.Home or ImportField.Office);
        })];
    }

    static int Read(CsvRow row, List<int> columns, Dictionary<long, RecordOptOut.OptOut> found, List<string> problems)
    {
        var numbers = 0;
        if (row.Fault is null)
            foreach (var cell in columns.Where(i => i < row.Cells.Count).Select(i => row.Cells[i].Trim()))
                if (TypedNumber.Read(cell) is { Number: { } digits })
                {
                    found.TryAdd(digits, new(digits, "From an imported list of opt-outs.", null, row.Cells.Select(c => Dates.Read(c.Trim())).FirstOrDefault(d => d is not null)));
                    numbers++;
                }
                else if (cell.Length > 0 && problems.Count < ShownProblems)
                    problems.Add($"Row {row.Number}: “{RowProblem.Short(CleanText.Of(cell))}” is not a number that can exist. Skipped.");
        if (numbers == 0 && problems.Count < ShownProblems && (row.Fault is not null || columns.All(i => i >= row.Cells.Count || row.Cells[i].Trim().Length == 0)))
            problems.Add($"Row {row.Number}: no number. Skipped.");
        return numbers;
    }

    static string Summary(int numbers, int added, int skipped)
    {
        if (added == 0 && numbers > 0) return "Nothing new in this file.";
        string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
        return $"{N(numbers)} numbers: {N(added)} opted out, {N(numbers - added)} had before, {N(skipped)} rows skipped.";
    }
}
