using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Admin.Backup;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Holds every text of the organisation, and lets them go again (P-11). Receiving goes on.</summary>
sealed class PauseSending(RosterlineDb db, OrganisationReader organisations, SettleRestore restore, TimeProvider clock)
{
    /// <summary>Who paused first stays named. The refusal, if any.</summary>
    public async Task<Refusal?> PauseAsync(Viewer by, string? reason, CancellationToken cancel)
    {
        if ((reason ?? "").Trim().Length is 0 or > 200) return Refusals.ReasonMissing;
        var own = await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel);
        if (own.PausedAt is not null) return null;
        (own.PausedAt, own.PausedBy, own.PausedReason) = (clock.GetUtcNow(), by.UserId, reason!.Trim());
        AuditLog.Add(db, AuditedAct.By(by, "sending.paused", "organisation", by.RootId, new { reason = own.PausedReason }), clock);
        await db.SaveChangesAsync(cancel);
        organisations.Forget(by.RootId);
        return null;
    }

    /// <summary>The refusal, if any: a restored organisation is compared with its providers first (P-05).</summary>
    public async Task<Refusal?> ResumeAsync(Viewer by, CancellationToken cancel)
    {
        if (await restore.ExecuteAsync(by.RootId, cancel) is { } refusal) return refusal;
        var own = await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel);
        if (own.PausedAt is null) return null;
        AuditLog.Add(db, AuditedAct.By(by, "sending.resumed", "organisation", by.RootId,
            new { before = new { since = own.PausedAt, by = own.PausedBy, reason = own.PausedReason } }), clock);
        (own.PausedAt, own.PausedBy, own.PausedReason) = (null, null, null);
        await db.SaveChangesAsync(cancel);
        organisations.Forget(by.RootId);
        return null;
    }
}
