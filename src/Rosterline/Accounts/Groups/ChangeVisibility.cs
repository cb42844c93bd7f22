using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>How the organisation decides whose conversations one reads, and whether everybody sees logged messages.</summary>
sealed class ChangeVisibility(RosterlineDb db, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="Mode">By permission, or by line assignment only.</param>
    /// <param name="EveryoneSeesLogged">Whether the message-visibility group "Everyone" is on.</param>
    public sealed record Rules(VisibilityMode Mode, bool EveryoneSeesLogged);

    public async Task<Rules> ReadAsync(Guid rootId, CancellationToken cancel) =>
        await db.Organisations.Where(o => o.RootId == rootId).Select(o => new Rules(o.Visibility, o.EveryoneSeesLogged)).SingleAsync(cancel);

    public async Task<Result<Rules>> SaveAsync(Viewer by, Rules rules, CancellationToken cancel)
    {
        if (!Enum.IsDefined(rules.Mode)) return new Refusal("mode_unknown", "Choose by permission or by line.");
        var own = await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel);
        var before = new Rules(own.Visibility, own.EveryoneSeesLogged);
        (own.Visibility, own.EveryoneSeesLogged) = (rules.Mode, rules.EveryoneSeesLogged);
        AuditLog.Add(db, AuditedAct.By(by, "visibility.changed", "organisation", by.RootId, new { before, after = rules }), clock);
        await db.SaveChangesAsync(cancel);
        viewers.Forget(by.RootId);
        return rules;
    }
}
