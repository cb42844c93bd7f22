using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>Says who sees and answers a line's conversations, and for whom it is the default.</summary>
sealed class AssignLine(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="DefaultFor">Null: unchanged; whoever has no default yet gets this line.</param>
    public sealed record Request(IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid>? DefaultFor);

    /// <summary>Null: there is no such line.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer viewer, Guid lineId, Request request, CancellationToken cancel)
    {
        var (rootId, userIds) = (viewer.RootId, request.UserIds.Distinct().ToList());
        if (await db.Lines.FirstOrDefaultAsync(l => l.RootId == rootId && l.Id == lineId, cancel) is not { } line || !viewer.MayAt("manage_lines", line.AccountId)) return null;
        if (await db.Memberships.Where(m => m.RootId == rootId && userIds.Contains(m.UserId)).Select(m => m.UserId).Distinct().CountAsync(cancel) != userIds.Count)
            return Refusals.UserUnknown;
        var seats = await db.Organisations.Where(o => o.RootId == rootId).Select(o => o.SeatsPerLine).SingleAsync(cancel);
        if (request.DefaultFor?.Except(userIds).Any() == true) return Refusals.DefaultWithoutLine;
        var all = await db.LineUsers.Where(u => u.RootId == rootId && (u.LineId == lineId || userIds.Contains(u.UserId))).ToListAsync(cancel);
        var before = all.Where(u => u.LineId == lineId).Select(u => u.UserId).ToList();
        if (userIds.Count > seats && userIds.Count > before.Count) return Refusals.SeatsTaken(line.Name, seats);
        db.LineUsers.RemoveRange(all.Where(u => u.LineId == lineId && !userIds.Contains(u.UserId)));
        foreach (var userId in userIds) Put(rootId, lineId, userId, request.DefaultFor, [.. all.Where(u => u.UserId == userId)]);
        AuditLog.Add(db, AuditedAct.By(viewer, "line.users", "line", lineId, new { before, after = userIds, request.DefaultFor }), clock);
        await db.SaveChangesAsync(cancel);
        await UnassignAsync(rootId, lineId, [.. before.Except(userIds)], cancel);
        viewers.Forget(rootId);
        return lineId;
    }

    // Who leaves a line leaves its conversations too: otherwise they would stay hers to read (HS-14).
    async Task UnassignAsync(Guid rootId, Guid lineId, Guid[] gone, CancellationToken cancel)
    {
        if (gone.Length == 0) return;
        await db.Database.ExecuteSqlAsync($"update conversation set assignee_id = null, version = version + 1 where root_id = {rootId} and line_id = {lineId} and assignee_id = any({gone})", cancel);
    }

    void Put(Guid rootId, Guid lineId, Guid userId, IReadOnlyList<Guid>? defaultFor, List<LineUser> lines)
    {
        var here = lines.Find(u => u.LineId == lineId);
        if (here is null) db.LineUsers.Add(here = new LineUser { RootId = rootId, LineId = lineId, UserId = userId });
        here.IsDefault = defaultFor?.Contains(userId) ?? (here.IsDefault || !lines.Exists(u => u.IsDefault));
        if (here.IsDefault)
            foreach (var other in lines.Where(u => u.LineId != lineId)) other.IsDefault = false;
    }
}
