using Rosterline.Accounts;
using Rosterline.Accounts.Tree;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Makes an organisation with its root account and first administrator, in test mode (P-10, P-11).</summary>
sealed class StartAgency(RosterlineDb db, TimeProvider clock)
{
    public sealed record Request(string Name, string? TimeZone);

    public async Task<Result<Organisation>> ExecuteAsync(Guid creator, Request request, CancellationToken cancel)
    {
        var zone = request.TimeZone ?? "America/Chicago";
        if (request.Name.Trim().Length is 0 or > 80) return Refusals.NameMissing;
        if (!TimeZones.Knows(zone)) return Refusals.TimeZoneUnknown(zone);
        var made = NewOrganisation.Add(db, request.Name.Trim(), zone, creator, clock);
        await db.SaveChangesAsync(cancel);
        return made;
    }
}
