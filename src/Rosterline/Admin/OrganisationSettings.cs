using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>What holds for the whole organisation.</summary>
sealed class OrganisationSettings(RosterlineDb db, OrganisationReader organisations, TimeProvider clock)
{
    /// <param name="Phone">Number to call, given in the answer to HELP.</param>
    /// <param name="ReplyMinutes">How long a hand-written text answers the person's last one (P-01).</param>
    public sealed record Answer(
        Guid Id, string Name, string TimeZone, PhoneNumber? Phone, int ReplyMinutes, bool IsDemo, bool TestMode, Pause? Paused);

    public sealed record Pause(string? By, DateTimeOffset Since, string? Reason);

    /// <param name="Phone">As a person types it; empty: none.</param>
    public sealed record Request(string Name, string TimeZone, string? Phone, int ReplyMinutes);

    public async Task<Answer> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        var found = await (
            from organisation in db.Organisations.AsNoTracking()
            join user in db.Users on organisation.PausedBy equals (Guid?)user.Id into pausers
            from pauser in pausers.DefaultIfEmpty()
            where organisation.RootId == rootId
            select new { organisation, By = pauser == null ? null : pauser.Name }).SingleAsync(cancel);
        var own = found.organisation;
        return new Answer(own.RootId, own.Name, own.TimeZone, PhoneNumber.FromWire(own.Phone), own.ReplyMinutes, own.IsDemo, own.TestMode,
            own.PausedAt is { } since ? new Pause(found.By, since, own.PausedReason) : null);
    }

    public async Task<Result<Answer>> SaveAsync(Viewer by, Request request, CancellationToken cancel)
    {
        if (Refuse(request) is { } refusal) return refusal;
        Result<PhoneNumber>? phone = string.IsNullOrWhiteSpace(request.Phone) ? default(Result<PhoneNumber>?) : TypedNumber.Read(request.Phone, texted: false);
        if (phone?.Refusal is { } unusable) return unusable;
        var own = await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel);
        var before = new { own.Name, own.TimeZone, own.Phone, own.ReplyMinutes };
        (own.Name, own.TimeZone, own.Phone, own.ReplyMinutes) = (request.Name.Trim(), request.TimeZone, phone?.Value.E164, request.ReplyMinutes);
        // The root of the tree carries the organisation's name.
        (await db.Accounts.SingleAsync(a => a.RootId == by.RootId && a.Id == by.RootId, cancel)).Name = own.Name;
        AuditLog.Add(db, AuditedAct.By(by, "organisation.changed", "organisation", by.RootId,
            new { before, after = new { own.Name, own.TimeZone, own.Phone, own.ReplyMinutes } }), clock);
        await db.SaveChangesAsync(cancel);
        organisations.Forget(by.RootId);
        return await ReadAsync(by.RootId, cancel);
    }

    static Refusal? Refuse(Request request)
    {
        if (request.Name.Trim().Length is 0 or > 80) return Refusals.NameMissing;
        if (!TimeZones.Knows(request.TimeZone)) return Refusals.TimeZoneUnknown(request.TimeZone);
        return request.ReplyMinutes is < 1 or > 1440 ? Refusals.ReplyMinutes : null;
    }
}
