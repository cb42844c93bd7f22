using System.Security.Cryptography;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts.Audit;

/// <summary>
/// Removes what the log says about somebody or something, on a request to be forgotten: that it happened, when and by whom stays, what it said
/// and the salt go, and the chain still fits.
/// </summary>
sealed class EraseAuditDetail(NpgsqlDataSource database, DataKeys keys, TimeProvider clock)
{
    /// <param name="SubjectId">Of the person or thing.</param>
    /// <param name="Reason">Kept in the log.</param>
    public sealed record Request(Guid SubjectId, string Reason);

    const string Find = """
        select e.id from audit_entry e join audit_seal s on s.root_id = e.root_id and s.entry_id = e.id
        where e.root_id = $1 and e.subject_id = $2 and e.action <> 'text.written' and e.action not in ('audit.erased', 'gate.answers') and e.detail is not null for update of s
        """;

    /// <summary>Answers of how many entries.</summary>
    public async Task<Result<int>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 500) return Refusals.ErasureReasonMissing;
        var (rootId, now) = (viewer.RootId, clock.GetUtcNow());
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var ids = await transaction.Command(Find, rootId, request.SubjectId).ReadAllAsync(row => row.GetGuid(0), cancel);
        if (ids.Count > 0)
        {
            var key = keys.FindCurrent(rootId, KeyUse.Audit) ?? throw new CryptographicException("The key that seals an audit log is gone.");
            var macs = ids.Select(id => AuditChain.ErasedMac(key.Bytes, rootId, id, at)).ToArray();
            await transaction.Command("select set_config('rosterline.erases', $1::uuid::text, true)", rootId).RunAsync(cancel);
            await transaction.Command("update audit_entry set detail = null where root_id = $1 and id = any($2)", rootId, ids.ToArray()).RunAsync(cancel);
            await transaction.Command("""
                update audit_seal s set salt = null, erased_at = $4, erased_mac = i.mac from unnest($2::uuid[], $3::bytea[]) i(id, mac) where s.root_id = $1 and s.entry_id = i.id
                """, rootId, ids.ToArray(), macs, at).RunAsync(cancel);
        }
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, "audit.erased", "audit", request.SubjectId, new { reason = request.Reason.Trim(), entries = ids.Count }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return ids.Count;
    }
}
