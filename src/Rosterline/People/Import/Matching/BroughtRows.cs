using Npgsql;
using Rosterline.People.Import.Rows;

namespace Rosterline.People.Import.Matching;

/// <summary>
/// Remembers who each row of a file became. A row that comes again unchanged is nobody's news: it is not matched again and touches
/// nothing, so that bringing a file again changes nothing, and what a recruiter changed since is not undone by an old file. As soon as another
/// row overwrites something on a person, what earlier rows said about that person is forgotten: the file brought last wins, also when it is an
/// older one brought again.
/// </summary>
static class BroughtRows
{
    /// <summary>The people of those rows that were here before.</summary>
    public static async Task<Dictionary<Guid, Guid>> FindAsync(
        NpgsqlDataSource database, Guid rootId, IEnumerable<ImportedPerson> rows, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select row_print, person_id from person_brought_row where root_id = @root and row_print = any(@prints)");
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("prints", rows.Select(row => row.Print).Distinct().ToArray());
        var found = new Dictionary<Guid, Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found[reader.GetGuid(0)] = reader.GetGuid(1);
        return found;
    }

    /// <param name="overwritten">People of whom a row overwrote something.</param>
    /// <param name="again">Rows of this chunk that were here before; they stay.</param>
    /// <param name="fresh">Rows to remember, with their people.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, Guid rootId, IReadOnlyCollection<Guid> overwritten, IEnumerable<Guid> again, IReadOnlyDictionary<Guid, Guid> fresh,
        CancellationToken cancel)
    {
        if (overwritten.Count > 0)
        {
            await using var forget = new NpgsqlCommand(
                "delete from person_brought_row where root_id = @root and person_id = any(@people) and row_print <> all(@again)", connection);
            forget.Parameters.AddWithValue("root", rootId);
            forget.Parameters.AddWithValue("people", overwritten.ToArray());
            forget.Parameters.AddWithValue("again", again.ToArray());
            await forget.ExecuteNonQueryAsync(cancel);
        }

        if (fresh.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync("copy person_brought_row (root_id, row_print, person_id) from stdin (format binary)", cancel);
        Write(copy, rootId, fresh);
        await copy.CompleteAsync(cancel);
    }

    static void Write(NpgsqlBinaryImporter copy, Guid rootId, IReadOnlyDictionary<Guid, Guid> fresh)
    {
        foreach (var (print, person) in fresh)
        {
            copy.StartRow();
            copy.Write(rootId);
            copy.Write(print);
            copy.Write(person);
        }
    }
}
