using CsvHelper;
using Npgsql;
using Rosterline.People.Import.Rows;
using Rosterline.People.Records;

namespace Rosterline.People.Import;

/// <summary>What the rows of a file had to tell: stored with the import, shown on the screen, downloaded as a file.</summary>
static class ImportProblems
{
    static readonly CsvWriterOptions Safe = new() { NewLine = "\r\n", Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public static async Task WriteAsync(NpgsqlConnection connection, Guid rootId, Guid importId, List<RowProblem> problems, CancellationToken cancel)
    {
        if (problems.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy person_import_problem (root_id, import_id, row, position, column_name, value, reason, words, kept, original) from stdin (format binary)
            """, cancel);
        foreach (var row in problems.GroupBy(p => p.Row))
        {
            short position = 0;
            foreach (var problem in row) Write(copy, rootId, importId, problem, position++);
        }

        await copy.CompleteAsync(cancel);
    }

    static void Write(NpgsqlBinaryImporter copy, Guid rootId, Guid importId, RowProblem problem, short position)
    {
        copy.StartRow();
        copy.Write(rootId);
        copy.Write(importId);
        copy.Write(problem.Row);
        copy.Write(position);
        if (problem.Column is { } column) copy.Write(column);
        else copy.WriteNull();
        if (problem.Value is { } value) copy.Write(RowProblem.Short(value));
        else copy.WriteNull();
        copy.Write(problem.Reason);
        copy.Write(problem.Words);
        copy.Write(problem.Kept);
        copy.Write(CleanText.Of(problem.Original));
    }

    public static async Task<IReadOnlyList<ReadImport.Problem>> ReadAsync(NpgsqlDataSource database, Guid rootId, Guid importId, int most, CancellationToken cancel)
    {
        await using var command = Select(database, "row, column_name, value, words, kept", rootId, importId, most);
        var shown = new List<ReadImport.Problem>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            shown.Add(new(reader.GetInt32(0), PersonSql.Text(reader, 1), PersonSql.Text(reader, 2), reader.GetString(3), reader.GetBoolean(4)));
        return shown;
    }

    /// <summary>Streams them as CSV that opens in a spreadsheet and starts no formula there.</summary>
    public static async Task DownloadAsync(NpgsqlDataSource database, Guid rootId, Guid importId, Stream to, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, Safe, leaveOpen: true);
        foreach (var header in new[] { "row", "column", "value", "reason", "imported", "original row" }) csv.WriteField(header);
        await csv.EndRecordAsync(cancel);
        await using var command = Select(database, "row, column_name, value, words, kept, original", rootId, importId, int.MaxValue);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            csv.WriteField(reader.GetInt32(0));
            csv.WriteField(PersonSql.Text(reader, 1));
            csv.WriteField(PersonSql.Text(reader, 2));
            csv.WriteField(reader.GetString(3));
            csv.WriteField(reader.GetBoolean(4) ? "yes" : "no");
            csv.WriteField(reader.GetString(5));
            await csv.EndRecordAsync(cancel);
        }
    }

    static NpgsqlCommand Select(NpgsqlDataSource database, string columns, Guid rootId, Guid importId, int most)
    {
        var command = database.CreateCommand(
            $"select {columns} from person_import_problem where root_id = @root and import_id = @id order by row, position limit @most");
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("id", importId);
        command.Parameters.AddWithValue("most", most);
        return command;
    }
}
