using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>How far an import is and what came of it; starting and cancelling it.</summary>
public sealed class ReadImport(NpgsqlDataSource database, TimeProvider clock)
{
    const int ShownProblems = 200;

    /// <param name="Problems">Sentences with a row; <see cref="FirstProblems"/> holds the first of them.</param>
    public sealed record Status(
        Guid Id, string FileName, ImportState State, int TotalRows, int DoneRows, int Added, int Updated, int Unchanged, int Merged, int Skipped,
        int Conflicts, int OptedOut, int Problems, string Summary, string? DownloadWords, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
    {
        public IReadOnlyList<Problem> FirstProblems { get; init; } = [];

        internal bool HasFile { get; init; }
    }

    /// <param name="Kept">The row became a person nevertheless.</param>
    public sealed record Problem(int Row, string? Column, string? Value, string Words, bool Kept);

    /// <summary>Null: no such import in this organisation.</summary>
    public async Task<Status?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select i.file_name, i.state, coalesce(i.total_rows, 0), i.done_rows, i.added, i.updated, i.unchanged, i.merged, i.skipped, i.conflicts,
              i.opted_out, (select count(*)::int from person_import_problem p where p.root_id = i.root_id and p.import_id = i.id), i.failure,
              i.created_at, i.finished_at, i.content is not null
            from person_import i where i.root_id = @root and i.id = @id and i.what = 0
            """);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        Status status;
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel)) return null;
            int At(int column) => reader.GetInt32(column);
            var state = (ImportState)reader.GetInt16(1);
            status = new(id, reader.GetString(0), state, At(2), At(3), At(4), At(5), At(6), At(7), At(8), At(9), At(10), At(11),
                Summary(state, At(2), At(3), At(4), At(5), At(7), At(8), At(10), PersonSql.Text(reader, 12)),
                At(11) == 0 ? null : At(8) == 0 ? "Download the list with reasons" : $"Download the {Number(At(8))} with reasons",
                reader.GetFieldValue<DateTimeOffset>(13), PersonSql.At(reader, 14)) { HasFile = reader.GetBoolean(15) };
        }

        return status with { FirstProblems = await ImportProblems.ReadAsync(database, viewer.RootId, id, ShownProblems, cancel) };
    }

    /// <summary>Starts it, or lets a stopped one go on where it was. A finished one begins anew, which changes nothing.</summary>
    public async Task<Result<bool>?> StartAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await ExecuteAsync(viewer, id, cancel) is not { } status) return null;
        if (status.State == ImportState.Running) return true;
        await using var command = database.CreateCommand("""
            with again as (
              delete from person_import_problem p using person_import i
              where i.root_id = @root and i.id = @id and i.state = 2 and p.root_id = i.root_id and p.import_id = i.id),
            started as (
            update person_import set state = 1, failure = null, finished_at = null,
              read_rows = case when state = 2 then 0 else read_rows end, done_rows = case when state = 2 then 0 else done_rows end,
              added = case when state = 2 then 0 else added end, updated = case when state = 2 then 0 else updated end,
              unchanged = case when state = 2 then 0 else unchanged end, merged = case when state = 2 then 0 else merged end,
              skipped = case when state = 2 then 0 else skipped end, conflicts = case when state = 2 then 0 else conflicts end,
              opted_out = case when state = 2 then 0 else opted_out end
            where root_id = @root and id = @id and state <> 1 and content is not null and plan ? 'kind' and plan ->> 'kind' is not null
              and plan -> 'consent' ->> 'answer' is not null returning id, file_name, plan -> 'kind' as kind, plan -> 'consent' ->> 'answer' as told)
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            select @root, @entry, @now, @me, 'people_import.started', 'organisation', @root, jsonb_build_object('import', id, 'file', file_name, 'kind', kind, 'told', told) from started
            """);
        command.Parameters.AddWithValue("entry", Ids.New());
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("me", viewer.UserId);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        if (await command.ExecuteNonQueryAsync(cancel) > 0) return true;
        if (!status.HasFile) return new Refusal("import_forgotten", $"This file is not kept any more: one with Social Security numbers goes as soon as it is in, others after {ForgetUploads.Days} days. Bring it again.");
        return new Refusal("import_unplanned", "Say first what these people are and what they were told about texts.");
    }

    /// <summary>False: no such import. What was imported before stays.</summary>
    public async Task<bool> CancelAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            update person_import set state = case when state in (0, 1) then 3 else state end,
              finished_at = case when state in (0, 1) then @now else finished_at end
            where root_id = @root and id = @id and what = 0
            """);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancel) > 0;
    }

    static string Summary(ImportState state, int total, int done, int added, int updated, int merged, int skipped, int optedOut, string? failure)
    {
        if (state == ImportState.Uploaded) return "Waiting for you: check the columns.";
        if (state == ImportState.Running) return $"{Number(done)} of {Number(total)} rows.";
        if (state == ImportState.Done && added + updated + optedOut == 0) return "Nothing new in this file.";
        var parts = new List<string> { $"{Number(added)} added", $"{Number(updated)} updated" };
        if (merged > 0) parts.Add($"{Number(merged)} merged");
        parts.Add($"{Number(skipped)} skipped");
        if (optedOut > 0) parts.Add($"{Number(optedOut)} numbers opted out");
        var sentence = $"{Number(done)} people: {string.Join(", ", parts)}.";
        return state switch
        {
            ImportState.Cancelled => $"Cancelled after {Number(done)} of {Number(total)} rows. Those stay. {sentence}",
            ImportState.Failed => $"{failure} {sentence}",
            _ => sentence,
        };
    }

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
