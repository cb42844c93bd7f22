using Npgsql;

namespace Rosterline.Accounts;

/// <summary>Notes that somebody ran what reads past her own lines (AR-13).</summary>
public sealed class AuditedRuns(NpgsqlDataSource database, TimeProvider clock)
{
    public async Task NoteAsync(Viewer viewer, string action, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, action), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
