using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;

namespace Rosterline.Lines.Texting;

/// <summary>Remove Access (HS-13, HS-14): takes a user off every number. Her conversations and their texts stay, the numbers can be given to others.</summary>
sealed class RemoveFromTexting(RosterlineDb db, AssignLine assign)
{
    /// <summary>False: she has no number whose line this viewer manages.</summary>
    public async Task<bool> ExecuteAsync(Viewer by, Guid userId, CancellationToken cancel)
    {
        var lines = await db.LineUsers.AsNoTracking().Where(u => u.RootId == by.RootId).ToListAsync(cancel);
        var done = false;
        foreach (var lineId in lines.Where(u => u.UserId == userId).Select(u => u.LineId))
            done |= await assign.ExecuteAsync(by, lineId, new([.. lines.Where(u => u.LineId == lineId && u.UserId != userId).Select(u => u.UserId)], null), cancel) is { Refusal: null };
        return done;
    }
}
