using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;

namespace Rosterline.Lines;

/// <summary>Makes one of the viewer's own lines the one her new conversations start from.</summary>
sealed class ChooseDefaultLine(RosterlineDb db, TimeProvider clock)
{
    /// <summary>False: none of hers.</summary>
    public async Task<bool> ExecuteAsync(Viewer viewer, Guid lineId, CancellationToken cancel)
    {
        var mine = await db.LineUsers.Where(u => u.RootId == viewer.RootId && u.UserId == viewer.UserId).ToListAsync(cancel);
        if (!mine.Exists(u => u.LineId == lineId)) return false;
        var before = mine.Find(u => u.IsDefault)?.LineId;
        if (before == lineId) return true;
        foreach (var one in mine) one.IsDefault = one.LineId == lineId;
        AuditLog.Add(db, AuditedAct.By(viewer, "line.default", "line", lineId, new { before, after = lineId }), clock);
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
