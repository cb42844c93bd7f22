using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>Notes that somebody ran what reads past her own lines (AR-13), or took a copy of what she sees.</summary>
public sealed class AuditedRuns(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan SameRun = TimeSpan.FromHours(1);

    public async Task NoteAsync(Viewer viewer, string action, object? detail, CancellationToken cancel, string? subjectKind = null, Guid? subjectId = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, subjectKind, subjectId, detail), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>For a further page: nothing when its first one was noted a while ago; a cursor that somebody made up is a run of its own.</summary>
    public async Task NoteFurtherAsync(Viewer viewer, string action, object? detail, CancellationToken cancel)
    {
        var noted = await database.Command("select exists (select 1 from audit_entry where root_id = $1 and actor_id = $2 and action = $3 and action <> 'text.written' and id > $4)",
            viewer.RootId, viewer.UserId, action, Ids.Ago(SameRun)).ReadAllAsync(row => row.GetBoolean(0), cancel);
        if (!noted[0]) await NoteAsync(viewer, action, detail, cancel);
    }
}
