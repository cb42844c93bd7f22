using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Admin.Health;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Ends test mode. The checks beside the button say what is ready and what skipping means; none of them forbids it (P-11).</summary>
sealed class GoLive(RosterlineDb db, NpgsqlDataSource database, Settings settings, OrganisationReader organisations, TimeProvider clock)
{
    public async Task<IReadOnlyList<HealthCheck>> CheckAsync(Guid rootId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select (select count(*) from account where root_id = $1 and kind = 2),
                   (select count(*) from line where root_id = $1 and active),
                   (select count(*) from line where root_id = $1 and active and receiving_checked_at is not null),
                   (select count(distinct user_id) from line_user where root_id = $1),
                   (select count(*) from person where root_id = $1),
                   (select phone is not null from organisation where root_id = $1)
            """);
        command.Parameters.Add(new() { Value = rootId });
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return
        [
            Counted("Your branches", row.GetInt64(0), n => $"{n} set up.", "None yet: everybody works for the whole organisation."),
            Lines(row.GetInt64(1), row.GetInt64(2)),
            Counted("People who text", row.GetInt64(3), n => $"{n} assigned to a line.", "Nobody is assigned to a line, so nobody sees replies."),
            Counted("People", row.GetInt64(4), n => $"{n} records.", "No records yet: import people or type a number."),
            row.GetBoolean(5) ? HealthCheck.Ok("Number for HELP", "Given in the answer to HELP.")
                : HealthCheck.Warning("Number for HELP", "Not set: carriers expect a number to call in the answer to HELP."),
            settings.PublicUrl is null ? HealthCheck.Warning("Public address", "Not set: replies are received by asking the provider.")
                : HealthCheck.Ok("Public address", $"Replies arrive at {settings.PublicUrl.Host}."),
        ];
    }

    public async Task ExecuteAsync(Viewer by, CancellationToken cancel)
    {
        var own = await db.Organisations.SingleAsync(o => o.RootId == by.RootId, cancel);
        if (!own.TestMode) return;
        own.TestMode = false;
        AuditLog.Add(db, AuditedAct.By(by, "organisation.went_live", "organisation", by.RootId), clock);
        await db.SaveChangesAsync(cancel);
        organisations.Forget(by.RootId);
    }

    static HealthCheck Lines(long active, long receiving) =>
        active == 0 ? HealthCheck.Problem("Provider and numbers", "No number to text from: nothing can be sent.")
        : receiving < active ? HealthCheck.Warning("Provider and numbers", $"{receiving} of {active} numbers can receive; the others may not send.")
        : HealthCheck.Ok("Provider and numbers", $"{active} ready.");

    static HealthCheck Counted(string name, long count, Func<long, string> some, string none) =>
        count > 0 ? HealthCheck.Ok(name, some(count)) : HealthCheck.Warning(name, none);
}
