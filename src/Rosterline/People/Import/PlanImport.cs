using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People.Fields;
using Rosterline.People.Import.Files;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Says which column is what and what the people were told, reads the whole file once, and shows what would happen.</summary>
public sealed class PlanImport(NpgsqlDataSource database, FieldList fields, SsnLastFour ssn)
{
    const int FirstRows = 10, LongestWording = 2000;

    /// <param name="Mapping">Field to column; null keeps the guess.</param>
    /// <param name="Own">Column by the key of a field of the agency's own; null keeps the guess.</param>
    public sealed record Request(IReadOnlyDictionary<string, int>? Mapping, string? Encoding, PersonKind? Kind, ToldConsent? Consent, IReadOnlyDictionary<string, int>? Own = null);

    /// <param name="Faults">The sentences of this row.</param>
    public sealed record PreviewRow(int Row, string? Name, string? Email, IReadOnlyList<PreviewNumber> Numbers, IReadOnlyList<string> Faults);

    public sealed record PreviewNumber(NumberKind Kind, string Display, string? ProblemWords, bool Chosen);

    public sealed record Preview(
        UploadImport.Understood File, int Rows, int People, int Skipped, int Faults, IReadOnlyList<PreviewRow> FirstRows,
        IReadOnlyList<string> FirstFaults, CountTextable.Counts CanBeTexted);

    /// <summary>Null: no such import in this organisation.</summary>
    public async Task<Result<Preview>?> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (await LoadAsync(viewer, id, cancel) is not { } stored) return null;
        if (stored.State == ImportState.Running) return new Refusal("import_running", "This import is running already.");
        var understood = Understand(viewer, stored, request, await fields.FindAsync(viewer.RootId, cancel));
        if (understood.Value is not { } plan) return understood.Refusal!;
        var preview = await ReadAsync(viewer, id, stored, plan, cancel);
        await SaveAsync(viewer, id, plan, preview.Rows, cancel);
        return preview;
    }

    sealed record Stored(string Name, byte[] Content, ImportState State, ImportPlan Plan);

    static Result<ImportPlan> Understand(Viewer viewer, Stored stored, Request request, IReadOnlyList<CustomField> own)
    {
        var plan = stored.Plan;
        if (request.Encoding is { } encoding)
        {
            if (!FileEncoding.Knows(encoding)) return new Refusal("encoding_unknown", "Choose utf-8, windows-1252, utf-16le or utf-16be.");
            if (encoding != plan.Encoding) plan = ImportPlan.Guess(stored.Content, encoding, own, viewer.May(SsnLastFour.Permission)) with { Kind = plan.Kind, Consent = plan.Consent };
        }

        if (request.Mapping is { } wanted)
        {
            var mapping = new Dictionary<ImportField, int>();
            foreach (var (name, column) in wanted)
            {
                if (!Enum.TryParse<ImportField>(name, ignoreCase: true, out var field) || !Enum.IsDefined(field) || name.Any(char.IsAsciiDigit))
                    return new Refusal("field_unknown", $"“{RowProblem.Short(name)}” is nothing a person has.");
                if (column < 0 || column >= plan.Headers.Count) return new Refusal("column_unknown", $"The file has no column {column + 1}.");
                mapping[field] = column;
            }

            plan = plan with { Mapping = mapping };
        }

        if (plan.Mapping.ContainsKey(ImportField.Ssn) && !viewer.May(SsnLastFour.Permission)) return Refusals.MayNotSeeSsn;
        if (request.Own is { } named)
        {
            if (named.Keys.FirstOrDefault(key => own.All(field => field.Key != key)) is { } unknown) return new Refusal("field_unknown", $"There is no field “{RowProblem.Short(unknown)}”. An administrator adds it in Admin › Fields and actions.");
            if (named.Values.Any(column => column < 0 || column >= plan.Headers.Count)) return new Refusal("column_unknown", $"The file has {plan.Headers.Count} columns.");
            plan = plan with { Own = named };
        }

        if (request.Consent is { Column: { } told } && (told < 0 || told >= plan.Headers.Count)) return new Refusal("column_unknown", $"The file has no column {told + 1}.");
        if (request.Consent?.Wording?.Length > LongestWording) return Refusals.TooLong("Wording", LongestWording);
        var consent = request.Consent ?? plan.Consent;
        return plan with
        {
            Kind = request.Kind is { } kind && Enum.IsDefined(kind) ? kind : plan.Kind,
            Consent = consent is null || !Enum.IsDefined(consent.Answer) ? null : consent with { Wording = CleanText.OrNull(consent.Wording) },
        };
    }

    async Task<Preview> ReadAsync(Viewer viewer, Guid id, Stored stored, ImportPlan plan, CancellationToken cancel)
    {
        var reader = new RowReader(plan, await ImportProgress.ListsAsync(database, viewer.RootId, ssn, cancel));
        var count = new CountTextable(database, viewer.RootId, plan);
        var (rows, skipped, faults) = (0, 0, 0);
        var first = new List<PreviewRow>();
        var firstFaults = new List<string>();
        foreach (var row in reader.Read(stored.Content))
        {
            rows++;
            faults += row.Problems.Count;
            if (first.Count < FirstRows) first.Add(Shown(row));
            if (firstFaults.Count < 50) firstFaults.AddRange(row.Problems.Select(p => p.Words));
            if (row.Person is { } person) await count.AddAsync(person, cancel);
            else skipped++;
        }

        var counts = await count.FinishAsync(cancel);
        return new(UploadImport.Describe(id, stored.Name, stored.Content, plan), rows, counts.Total, skipped, faults, first, firstFaults, counts);
    }

    static PreviewRow Shown(ReadRow row)
    {
        var faults = row.Problems.Select(p => p.Words).ToList();
        if (row.Person is not { } person) return new(row.Row, null, null, [], faults);
        var chosen = person.Texting?.Chosen.Kind;
        return new(row.Row, $"{person.FirstName} {person.LastName}".Trim(), person.Email,
            [.. person.Numbers.Select(n => new PreviewNumber(n.Key, n.Value.Number is { } digits ? new PhoneNumber(digits).Display : n.Value.Raw,
                n.Value.Problem is null ? null : TypedNumber.WordsFor(n.Value.Raw), n.Key == chosen))], faults);
    }

    async Task<Stored?> LoadAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select file_name, content, state, plan::text from person_import where root_id = @root and id = @id and content is not null and plan is not null");
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new(reader.GetString(0), reader.GetFieldValue<byte[]>(1), (ImportState)reader.GetInt16(2), ImportPlan.FromJson(reader.GetString(3)))
            : null;
    }

    async Task SaveAsync(Viewer viewer, Guid id, ImportPlan plan, int rows, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("update person_import set plan = @plan, total_rows = @rows where root_id = @root and id = @id and state <> 1");
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("plan", NpgsqlDbType.Jsonb, plan.ToJson());
        command.Parameters.AddWithValue("rows", rows);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
