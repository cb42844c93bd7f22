using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Moving.Out;

/// <summary>States as stored.</summary>
public enum ExportState : short { Waiting, Running, Done, Cancelled, Failed, Removed }

/// <summary>Exports that were asked for: asking, how far they are, cancelling, where the file lies. One runs at a time in an organisation.</summary>
sealed class Exports(NpgsqlDataSource database, Settings settings, TimeProvider clock)
{
    public const string Permission = "export_organisation";

    /// <summary>How long a file is kept.</summary>
    public const int Days = 7;

    const int Shown = 10;

    /// <param name="Step">The file it is at.</param>
    /// <param name="Bytes">Of the finished file.</param>
    public sealed record Export(
        Guid Id, ExportState State, string? Step, int Files, int OfFiles, long Rows, long? Bytes, string? By, string? Failure, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

    public static string FolderOf(Settings settings) => Path.Combine(settings.DataFolder, "exports");

    public string PathOf(Guid id) => Path.Combine(FolderOf(settings), $"{id}.zip");

    public Task<List<Export>> FindAsync(Guid rootId, CancellationToken cancel) => database.Command("""
        select x.id, x.state, x.step, x.files, x.of_files, x.rows, x.bytes, u.name, x.failure, x.created_at, x.finished_at
        from organisation_export x left join app_user u on u.id = x.user_id where x.root_id = $1 order by x.created_at desc limit $2
        """, rootId, Shown).ReadAllAsync(row => new Export(row.GetGuid(0), (ExportState)row.GetInt16(1), row.Text(2), row.GetInt32(3), row.GetInt32(4), row.GetInt64(5),
            row.Maybe<long>(6), row.Text(7), row.Text(8), row.GetFieldValue<DateTimeOffset>(9), row.Maybe<DateTimeOffset>(10)), cancel);

    public async Task<Result<Export>> StartAsync(Viewer viewer, CancellationToken cancel)
    {
        var id = Ids.New();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Two who ask at once take turns.
        await transaction.Command("select pg_advisory_xact_lock(hashtextextended('organisation export ' || $1::text, 0))", viewer.RootId).RunAsync(cancel);
        var started = await transaction.Command("""
            insert into organisation_export (root_id, id, user_id, state, created_at) select $1, $2, $3, 0, $4
            where not exists (select 1 from organisation_export where root_id = $1 and state in (0, 1))
            """, viewer.RootId, id, viewer.UserId, clock.GetUtcNow()).RunAsync(cancel);
        if (started == 0) return Refusals.ExportRunning;
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, "organisation.exported", "export", id), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (await FindAsync(viewer.RootId, cancel)).First(export => export.Id == id);
    }

    /// <summary>False: no such export.</summary>
    public async Task<bool> CancelAsync(Viewer viewer, Guid id, CancellationToken cancel) => await database.Command("""
        update organisation_export set state = case when state in (0, 1) then 3 else state end, finished_at = coalesce(finished_at, $3) where root_id = $1 and id = $2
        """, viewer.RootId, id, clock.GetUtcNow()).RunAsync(cancel) > 0;

    /// <summary>The finished file; null: none. Whoever takes it is noted.</summary>
    public async Task<Result<string>?> FileAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = await database.Command("select host from organisation_export where root_id = $1 and id = $2 and state = 2", viewer.RootId, id).ReadAllAsync(row => row.Text(0) ?? "", cancel);
        if (found is not [var host]) return null;
        if (!File.Exists(PathOf(id))) return (Result<string>)Refusals.Elsewhere(host);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, "organisation.export_taken", "export", id), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return (Result<string>)PathOf(id);
    }
}
