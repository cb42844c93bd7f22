using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>The rows every organisation begins with.</summary>
static class NewOrganisation
{
    /// <summary>Stored by the next <c>SaveChangesAsync</c>.</summary>
    public static Organisation Add(RosterlineDb db, string name, string timeZone, Guid administrator, TimeProvider clock)
    {
        var organisation = new Organisation { RootId = Ids.New(), Name = name, TimeZone = timeZone, CreatedAt = clock.GetUtcNow() };
        var rootId = organisation.RootId;
        db.Organisations.Add(organisation);
        db.Accounts.Add(new Account { RootId = rootId, Id = rootId, Kind = AccountKind.Organisation, Name = name });
        db.Memberships.Add(new Membership { RootId = rootId, UserId = administrator, AccountId = rootId, Role = Role.Administrator });
        AuditLog.Add(db, new AuditedAct(rootId, administrator, "organisation.created", "organisation", rootId, new { after = new { name, timeZone } }), clock);
        return organisation;
    }
}
