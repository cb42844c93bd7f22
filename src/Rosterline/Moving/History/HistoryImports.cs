using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Import;
using Rosterline.People.Import.Files;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>Files of texts from a former product: taking one in, how far it is, starting and cancelling.</summary>
sealed class HistoryImports(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>In person_import.what.</summary>
    public const short Texts = 1;

    const int Samples = 3, FirstRows = 10, ShownProblems = 100;

    public sealed record Column(int Index, string Header, HistoryField? Guess, IReadOnlyList<string> Samples);

    public sealed record Understood(Guid Id, string FileName, string EncodingLabel, string Zone, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

    /// <param name="Added">Texts brought in.</param>
    /// <param name="Already">Rows that were here as texts already.</param>
    public sealed record Status(
        Guid Id, string FileName, ImportState State, int TotalRows, int DoneRows, int Added, int Already, int Skipped, string Summary, IReadOnlyList<ReadImport.Problem> FirstProblems, int Problems)
    {
        internal bool HasFile { get; init; }

        internal bool IsPlanned { get; init; }
    }

    internal sealed record Stored(Guid UserId, string FileName, byte[] Content, ImportState State, HistoryPlan Plan, int ReadRows);

    public async Task<Result<Understood>> UploadAsync(Viewer viewer, string? fileName, byte[] content, CancellationToken cancel)
    {
        if (FileKind.Refuse(content) is { } refusal) return refusal;
        var zone = (await database.Command("select time_zone from organisation where root_id = $1", viewer.RootId).ReadAllAsync(row => row.GetString(0), cancel))[0];
        var (id, plan) = (Ids.New(), HistoryPlan.Guess(content, FileEncoding.Detect(content), zone));
        var name = CleanText.Of(Path.GetFileName(fileName ?? "")) is { Length: > 0 } clean ? clean[..Math.Min(clean.Length, 200)] : "texts.csv";
        await database.Command("""
            insert into person_import (root_id, id, user_id, account_id, file_name, content, state, plan, what, created_at) values ($1, $2, $3, $4, $5, $6, 0, $7::jsonb, 1, $8)
            """, viewer.RootId, id, viewer.UserId, viewer.AccountId, name, content, plan.ToJson(), clock.GetUtcNow()).RunAsync(cancel);
        return Describe(id, name, content, plan);
    }

    internal static Understood Describe(Guid id, string name, byte[] content, HistoryPlan plan)
    {
        var rows = ImportPlan.Samples(plan.Shape, content, plan.Encoding, 50);
        var guesses = plan.Mapping.ToDictionary(field => field.Value, field => field.Key);
        return new(id, name, FileEncoding.Label(plan.Encoding), plan.Zone,
            [.. plan.Headers.Select((header, i) => new Column(i, header, guesses.TryGetValue(i, out var guess) ? guess : null,
                [.. rows.Where(row => row.Cells.Count > i).Select(row => Short(row.Cells[i])).Where(cell => cell.Length > 0).Take(Samples)]))],
            [.. rows.Take(FirstRows).Select(row => (IReadOnlyList<string>)[.. row.Cells.Select(Short)])]);
    }

    internal async Task<Stored?> LoadAsync(Guid rootId, Guid id, CancellationToken cancel) =>
        (await database.Command("select user_id, file_name, content, state, plan::text, read_rows from person_import where root_id = $1 and id = $2 and what = 1 and content is not null", rootId, id)
            .ReadAllAsync(row => new Stored(row.GetGuid(0), row.GetString(1), row.GetFieldValue<byte[]>(2), (ImportState)row.GetInt16(3), HistoryPlan.FromJson(row.GetString(4)), row.GetInt32(5)), cancel)).FirstOrDefault();

    /// <summary>Null: no such import in this organisation.</summary>
    public async Task<Status?> ReadAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = (await database.Command("""
            select i.file_name, i.state, coalesce(i.total_rows, 0), i.done_rows, i.added, i.unchanged, i.skipped, i.failure, i.content is not null, i.plan ->> 'product' is not null,
                   (select count(*)::int from person_import_problem p where p.root_id = i.root_id and p.import_id = i.id)
            from person_import i where i.root_id = $1 and i.id = $2 and i.what = 1
            """, viewer.RootId, id).ReadAllAsync(row => new Status(id, row.GetString(0), (ImportState)row.GetInt16(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6),
                row.Text(7) ?? "", [], row.GetInt32(10)) { HasFile = row.GetBoolean(8), IsPlanned = row.GetBoolean(9) }, cancel)).FirstOrDefault();
        return found is null ? null : found with { Summary = Words(found), FirstProblems = await ImportProblems.ReadAsync(database, viewer.RootId, id, ShownProblems, cancel) };
    }

    /// <summary>Starts it, or lets a stopped one go on where it was.</summary>
    public async Task<Result<bool>?> StartAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await ReadAsync(viewer, id, cancel) is not { } status) return null;
        if (status.State == ImportState.Running) return true;
        if (!status.HasFile) return new Refusal("import_forgotten", $"This file is not kept any more: files go after {ForgetUploads.Days} days. Bring it again.");
        if (!status.IsPlanned) return new Refusal("import_unplanned", "Say first which product these texts are from.");
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from person_import_problem p using person_import i where i.root_id = $1 and i.id = $2 and i.state = 2 and p.root_id = i.root_id and p.import_id = i.id", viewer.RootId, id);
        batch.Add("""
            update person_import set failure = null, finished_at = null, read_rows = case when state = 2 then 0 else read_rows end, done_rows = case when state = 2 then 0 else done_rows end,
              added = case when state = 2 then 0 else added end, unchanged = case when state = 2 then 0 else unchanged end, skipped = case when state = 2 then 0 else skipped end, state = 1
            where root_id = $1 and id = $2 and what = 1 and state <> 1
            """, viewer.RootId, id);
        AuditLog.Add(batch, AuditedAct.By(viewer, "history.imported", "import", id, new { status.FileName, rows = status.TotalRows }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return true;
    }

    /// <summary>False: no such import. What was brought in before stays.</summary>
    public async Task<bool> CancelAsync(Viewer viewer, Guid id, CancellationToken cancel) => await database.Command("""
        update person_import set finished_at = case when state in (0, 1) then $3 else finished_at end, state = case when state in (0, 1) then 3 else state end where root_id = $1 and id = $2 and what = 1
        """, viewer.RootId, id, clock.GetUtcNow()).RunAsync(cancel) > 0;

    internal async Task SaveAsync(Viewer viewer, Guid id, HistoryPlan plan, int rows, CancellationToken cancel)
    {
        await using var command = database.Command("update person_import set total_rows = $3, plan = $4 where root_id = $1 and id = $2 and state <> 1", viewer.RootId, id, rows);
        command.Parameters.Add(new() { Value = plan.ToJson(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static string Words(Status now)
    {
        var sum = $"{N(now.Added)} texts brought in, {N(now.Already)} were here already, {N(now.Skipped)} rows skipped.";
        return now.State switch
        {
            ImportState.Uploaded => "Waiting for you: check the columns.",
            ImportState.Running => $"{N(now.DoneRows)} of {N(now.TotalRows)} rows.",
            ImportState.Cancelled => $"Cancelled after {N(now.DoneRows)} of {N(now.TotalRows)} rows. Those stay. {sum}",
            ImportState.Failed => $"{now.Summary} {sum}",
            _ => now.Added == 0 ? $"Nothing new in this file. {sum}" : sum,
        };
    }

    static string N(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static string Short(string cell) => People.Import.Rows.RowProblem.Short(CleanText.Of(cell));
}
