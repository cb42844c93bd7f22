using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Templates;

/// <summary>Takes a template away, and brings it back as long as it is kept.</summary>
public sealed class RemoveTemplate(NpgsqlDataSource database, FindTemplates find, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Null: done. <paramref name="cancel"/> as everywhere.</summary>
    public async Task<Result<bool>> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } template) return false;
        if (!template.MayChange) return TemplateRefusals.MayNotShare;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("update template set removed_at = $3 where root_id = $1 and id = $2 and removed_at is null", viewer.RootId, id, clock.GetUtcNow());
        batch.Add("delete from template where root_id = $1 and removed_at < $2", viewer.RootId, clock.GetUtcNow() - Kept);
        AuditLog.Add(batch, AuditedAct.By(viewer, "template.removed", "template", id, new { template.Name }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return true;
    }

    /// <summary>Null when it is not kept any more, or was never the viewer's to change.</summary>
    public async Task<Template?> RestoreAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var back = await database.Command("""
            update template set removed_at = null where root_id = $1 and id = $2 and removed_at is not null and case when shared then $4 else owner_id = $3 end
            """, viewer.RootId, id, viewer.UserId, viewer.May(Template.Share)).RunAsync(cancel);
        if (back == 0) return null;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, "template.restored", "template", id), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return await find.FindAsync(viewer, id, cancel);
    }
}
