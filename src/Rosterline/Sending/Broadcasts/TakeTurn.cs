using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Broadcasts;

/// <summary>
/// One node at a time feeds broadcasts and schedules; another goes on three seconds after it was last heard of. Whoever finds that nobody ran for
/// long marks what was due then (P-27): up to half an hour late it goes, later its author is asked. What only waits for its line was not missed.
/// </summary>
static class TakeTurn
{
    // every organisation: one clock for all
    const string Take = """
        with before as (select alive_at from sending_clock where fed_by = $1 or fed_until < now() for update)
        update sending_clock set alive_at = now(), fed_by = $1, fed_until = now() + interval '3 seconds' from before
        returning before.alive_at, before.alive_at < now() - interval '30 minutes'
        """;

    // every organisation: one outage for all; what has its own expiry keeps to that
    const string Recipients = """
        update broadcast_recipient r set state = 4, code = 'missed', words = 'Was due while the system was down.', decided_at = now()
        from broadcast b
        where b.root_id = r.root_id and b.id = r.broadcast_id and b.state in (1, 2) and r.state = 0
          and r.due_at > $1 and r.due_at < now() - interval '30 minutes' and r.expires_at is null
        """;

    // every organisation: one outage for all; without its time nothing releases it until its author says so
    const string Messages = """
        update message m set due_at = null, gate = '{"v":2,"by":"missed","words":"Was due while the system was down."}'
        where m.later and m.status = 0 and m.due_at > $1 and m.due_at < now() - interval '30 minutes' and m.expires_at is null
        """;

    /// <returns>Whether it is this node's turn.</returns>
    public static async Task<bool> ExecuteAsync(NpgsqlDataSource database, int node, CancellationToken cancel)
    {
        var taken = await database.Command(Take, node).ReadAllAsync(row => (Before: row.GetFieldValue<DateTimeOffset>(0), WasDown: row.GetBoolean(1)), cancel);
        if (taken.Count == 0) return false;
        if (!taken[0].WasDown) return true;
        await database.Command(Recipients, taken[0].Before).RunAsync(cancel);
        await database.Command(Messages, taken[0].Before).RunAsync(cancel);
        return true;
    }
}
