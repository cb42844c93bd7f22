using Npgsql;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>The row of an import: loading it, moving it on, ending it.</summary>
static class ImportProgress
{
    public static async Task<RunningImport?> LoadAsync(NpgsqlDataSource database, SsnLastFour ssn, Guid rootId, Guid id, CancellationToken cancel)
    {
        var lists = await ListsAsync(database, rootId, ssn, cancel);
        await using var command = database.CreateCommand(
            "select user_id, account_id, plan::text, content, read_rows from person_import where root_id = @root and id = @id and plan is not null and content is not null");
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return null;
        return new RunningImport
        {
            RootId = rootId, Id = id, UserId = reader.GetGuid(0), AccountId = reader.GetGuid(1), Plan = ImportPlan.FromJson(reader.GetString(2)),
            Content = reader.GetFieldValue<byte[]>(3), ReadRows = reader.GetInt32(4), Lists = lists,
        };
    }

    public static async Task<ImportLists> ListsAsync(NpgsqlDataSource database, Guid rootId, SsnLastFour ssn, CancellationToken cancel)
    {
        var branches = await NamesAsync(database.Command("select name, id from account where root_id = $1 order by kind", rootId), cancel);
        // Two colleagues of one name are told apart by e-mail alone.
        var colleagues = await NamesAsync(database.Command("""
            select x.name, x.id from (
              select u.name, min(u.id::text)::uuid as id from app_user u where u.id in (select m.user_id from membership m where m.root_id = $1) group by u.name having count(*) = 1
              union all select u.email, u.id from app_user u where u.email is not null and u.id in (select m.user_id from membership m where m.root_id = $1)) x
            """, rootId), cancel);
        return new(branches, colleagues, digits => ssn.Hash(rootId, digits));
    }

    static async Task<Dictionary<string, Guid>> NamesAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        var names = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id) in await command.ReadAllAsync(row => (row.GetString(0), row.GetGuid(1)), cancel)) names.TryAdd(name, id);
        return names;
    }

    /// <summary>False when it does not run any more.</summary>
    public static async Task<bool> AdvanceAsync(NpgsqlConnection connection, RunningImport import, int lastRow, ChunkFigures figures, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update person_import set read_rows = @last, done_rows = done_rows + @rows, added = added + @added, updated = updated + @updated,
              unchanged = unchanged + @unchanged, merged = merged + @merged, skipped = skipped + @skipped, conflicts = conflicts + @conflicts,
              opted_out = opted_out + @optedOut
            where root_id = @root and id = @id and state = 1
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue("root", import.RootId);
        parameters.AddWithValue("id", import.Id);
        parameters.AddWithValue("last", lastRow);
        foreach (var (name, value) in new[]
        {
            ("rows", figures.Rows), ("added", figures.Added), ("updated", figures.Updated), ("unchanged", figures.Unchanged), ("merged", figures.Merged),
            ("skipped", figures.Skipped), ("conflicts", figures.Conflicts), ("optedOut", figures.OptedOut),
        })
            parameters.AddWithValue(name, value);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>Only a running import ends; a cancelled one stays cancelled.</summary>
    public static async Task EndAsync(
        NpgsqlDataSource database, Guid rootId, Guid id, ImportState state, string? failure, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            with ended as (
            update person_import set state = @state, failure = @failure, finished_at = @now,
              -- A file with Social Security numbers is not kept longer than it is needed.
              content = case when @state = 2 and plan -> 'mapping' ? 'ssn' then null else content end
            where root_id = @root and id = @id and state = 1 returning *)
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            select @root, @entry, @now, user_id, case when @state = 2 then 'people_import.finished' else 'people_import.failed' end, 'organisation', @root,
                   jsonb_build_object('import', id, 'file', file_name, 'rows', done_rows, 'added', added, 'updated', updated, 'merged', merged, 'skipped', skipped, 'optedOut', opted_out)
            from ended
            """);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("entry", Ids.New());
        command.Parameters.AddWithValue("state", (short)state);
        command.Parameters.AddWithValue("failure", NpgsqlTypes.NpgsqlDbType.Text, (object?)failure ?? DBNull.Value);
        command.Parameters.AddWithValue("now", now);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
