using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People.Fields;
using Rosterline.People.Import.Files;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Takes a file in and says how it was understood: encoding, separator, columns and what they seem to hold.</summary>
public sealed class UploadImport(NpgsqlDataSource database, FieldList fields, TimeProvider clock)
{
    /// <summary>What begins the name of a guess that is a field of the agency's own.</summary>
    public const string OwnField = "own:";

    const int Samples = 3, FirstRows = 10;

    /// <param name="Guess">Field of the mapping; null when the name says nothing.</param>
    public sealed record Column(int Index, string Header, string? Guess, IReadOnlyList<string> Samples);

    public sealed record Row(int Number, IReadOnlyList<string> Cells);

    /// <summary>"Read as Windows-1252. Does “José Núñez” look right?"</summary>
    public sealed record Question(string Words, string Sample, string Other, string OtherLabel);

    public sealed record Understood(
        Guid Id, string FileName, string Encoding, string EncodingLabel, Question? EncodingQuestion, string Separator, int HeaderRow,
        IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows, int TotalRowsEstimate, IReadOnlyList<string> Fields, string? OptOutsFirst);

    public async Task<Result<Understood>> ExecuteAsync(Viewer viewer, string? fileName, byte[] content, CancellationToken cancel)
    {
        if (FileKind.Refuse(content) is { } refusal) return refusal;
        var (id, name) = (Ids.New(), FileName(fileName));
        var encoding = FileEncoding.Detect(content);
        var plan = ImportPlan.Guess(content, encoding, await fields.FindAsync(viewer.RootId, cancel), viewer.May(SsnLastFour.Permission));
        var hasOptOuts = await StoreAsync(viewer, id, name, content, plan, cancel);
        return Describe(id, name, content, plan) with
        {
            OptOutsFirst = hasOptOuts ? null : "Import your opt-outs first, or confirm there are none.",
        };
    }

    /// <summary>The same description with another encoding, for a file that is here already.</summary>
    internal static Understood Describe(Guid id, string name, byte[] content, ImportPlan plan)
    {
        var rows = ImportPlan.Samples(plan.Shape, content, plan.Encoding, 50);
        var guesses = plan.Mapping.ToDictionary(m => m.Value, m => FieldName(m.Key));
        foreach (var (key, column) in plan.Own ?? new Dictionary<string, int>()) guesses[column] = OwnField + key;
        var columns = plan.Headers.Select((header, i) => new Column(i, header, guesses.GetValueOrDefault(i),
            [.. rows.Where(r => r.Cells.Count > i).Select(r => Short(r.Cells[i])).Where(c => c.Length > 0).Take(Samples)]));
        return new(id, name, plan.Encoding, FileEncoding.Label(plan.Encoding), Ask(content, plan), plan.Separator == '\t' ? "tab" : plan.Separator.ToString(),
            plan.HeaderRow, [.. columns], [.. rows.Take(FirstRows).Select(r => new Row(r.Number, [.. r.Cells.Select(Short)]))],
            Math.Max(0, Lines(content) - plan.HeaderRow), [.. Enum.GetValues<ImportField>().Select(FieldName)], null);
    }

    internal static string FieldName(ImportField field) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    // Asked only where the file does not say it itself and it makes a difference.
    static Question? Ask(byte[] content, ImportPlan plan)
    {
        if (plan.Encoding is not (FileEncoding.Windows or FileEncoding.Utf8) || content.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)127) < 0) return null;
        if (plan.Encoding == FileEncoding.Utf8 && FileEncoding.Detect(content) == FileEncoding.Utf8) return null;
        var names = plan.Mapping.Where(m => m.Key is ImportField.FirstName or ImportField.LastName or ImportField.FullName).OrderBy(m => m.Key).Select(m => m.Value).ToList();
        using var text = FileEncoding.Open(content, plan.Encoding);
        foreach (var row in plan.Shape.Read(text))
        {
            var told = row.Cells.Where((_, i) => names.Contains(i)).ToList();
            var sample = told.Any(IsForeign) ? string.Join(' ', told) : row.Cells.FirstOrDefault(IsForeign);
            if (sample is null) continue;
            var other = plan.Encoding == FileEncoding.Windows ? FileEncoding.Utf8 : FileEncoding.Windows;
            return new($"Read as {FileEncoding.Label(plan.Encoding)}. Does “{Short(sample)}” look right?", Short(sample), other, FileEncoding.Label(other));
        }

        return null;
    }

    async Task<bool> StoreAsync(Viewer viewer, Guid id, string name, byte[] content, ImportPlan plan, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            insert into person_import (root_id, id, user_id, account_id, file_name, content, state, plan, created_at)
            values (@root, @id, @user, @account, @name, @content, 0, @plan, @now)
            returning exists (select 1 from number_state where root_id = @root and blocked & 1 = 1)
            """);
        var parameters = command.Parameters;
        parameters.AddWithValue("root", viewer.RootId);
        parameters.AddWithValue("id", id);
        parameters.AddWithValue("user", viewer.UserId);
        parameters.AddWithValue("account", viewer.AccountId);
        parameters.AddWithValue("name", name);
        parameters.AddWithValue("content", content);
        parameters.AddWithValue("plan", NpgsqlDbType.Jsonb, plan.ToJson());
        parameters.AddWithValue("now", clock.GetUtcNow());
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    static int Lines(byte[] content) => content.AsSpan().Count((byte)'\n') + (content[^1] is (byte)'\n' or 0 ? 0 : 1);

    static bool IsForeign(string cell) => cell.Any(c => c > 127);

    static string Short(string cell) => RowProblem.Short(CleanText.Of(cell));

    static string FileName(string? name) => CleanText.Of(Path.GetFileName(name ?? "")) is { Length: > 0 } clean ? clean[..Math.Min(clean.Length, 200)] : "people.csv";
}
