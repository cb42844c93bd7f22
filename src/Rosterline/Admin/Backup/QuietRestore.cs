using System.Globalization;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Makes a restored or copied database quiet (P-05): everything is paused, and every text that may have gone out after the backup was taken,
/// waiting or scheduled, is looked up at its provider before anything else happens to it.
/// </summary>
static class QuietRestore
{
    const string Pause = """
        insert into restore_check (root_id, taken_at, restored_at) select root_id, $1, $2 from organisation where root_id = any($3)
        on conflict (root_id) do update set taken_at = excluded.taken_at, restored_at = excluded.restored_at, settled_at = null
        """;

    const string PauseAll = "update organisation set paused_at = $1, paused_by = null, paused_reason = $2 where root_id = any($3)";

    // Their processes are gone, and so is every request of theirs.
    const string EndNodes = "update node set ended_at = $1 where ended_at is null";

    // Stands for whoever had the texts before.
    const string Before = "insert into node (host, folder, process_id, ended_at) values ('before the restore', '', 0, $1) returning id";

    // Scheduled and held texts that came due in between take their place now, so that they are looked up like the others.
    const string PlaceDue = """
        with due as (
          select m.root_id, m.id, m.conversation_id, m.line_id, m.number, m.segments, m.origin, m.due_at,
                 row_number() over (partition by m.root_id, m.conversation_id order by m.due_at, m.id) as nth
          from message m where m.root_id = any($2) and m.later and m.due_at <= $1),
        conv as (
          update conversation c set last_seq = c.last_seq + d.n, version = c.version + 1
          from (select root_id, conversation_id, count(*)::int as n from due group by root_id, conversation_id) d
          where c.root_id = d.root_id and c.id = d.conversation_id returning c.root_id, c.id, c.last_seq - d.n as before),
        placed as (
          update message m set seq = conv.before + d.nth, status = 2
          from due d join conv on conv.root_id = d.root_id and conv.id = d.conversation_id
          where m.root_id = d.root_id and m.id = d.id
          returning m.root_id, m.id, m.line_id, m.conversation_id, m.seq, m.number, m.segments, m.origin, d.due_at)
        insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, state, expires_at)
        select root_id, id, line_id, conversation_id, seq, number, case when origin = 3 then 2 else 1 end, due_at, segments, 0, $1 + interval '24 hours' from placed
        """;

    const string LookUpAll = """
        update outbox o set look_up_first = true, sent_by = $1, claimed_by = $1, first_claimed_at = $2, lease_until = $2,
          state = case when o.state in (1, 2) then 3 else o.state end
        where o.root_id = any($3)
        """;

    const string MarkMessages = """
        update message m set status = 3, handed_at = coalesce(m.handed_at, least($1, o.due_at))
        from outbox o where o.root_id = any($2) and m.root_id = o.root_id and m.id = o.message_id and m.status in (2, 3)
        """;

    const string WithoutHead = """
        select o.root_id, o.conversation_id from outbox o where o.root_id = any($1) group by 1, 2 having not bool_or(o.state in (1, 2, 3))
        """;

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("MMM d, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>The whole installation was restored or copied. Answers how many texts are to be looked up.</summary>
    /// <param name="takenAt">From here on something may have happened elsewhere; earlier is never wrong.</param>
    /// <param name="reason">Shown as the reason of the pause.</param>
    public static async Task<int> ExecuteAsync(NpgsqlDataSource database, DateTimeOffset takenAt, DateTimeOffset now, string reason, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command(EndNodes, now).RunAsync(cancel);
        // every organisation: the whole installation was restored
        var all = (await transaction.Command("select root_id from organisation").ReadAllAsync(row => row.GetGuid(0), cancel)).ToArray();
        var unclear = await QuietAsync(transaction, all, takenAt, now, reason, cancel);
        await transaction.CommitAsync(cancel);
        return unclear;
    }

    /// <summary>Some organisations alone, within the transaction that brings them. Answers how many texts are to be looked up.</summary>
    public static async Task<int> QuietAsync(NpgsqlTransaction transaction, Guid[] roots, DateTimeOffset takenAt, DateTimeOffset now, string reason, CancellationToken cancel)
    {
        await RunAsync(Pause, takenAt, now, roots);
        await RunAsync(PauseAll, now, reason, roots);
        var before = (await transaction.Command(Before, now).ReadAllAsync(row => row.GetInt32(0), cancel))[0];
        await RunAsync(PlaceDue, now, roots);
        var unclear = await RunAsync(LookUpAll, before, now, roots);
        await RunAsync(MarkMessages, takenAt, roots);
        var heads = await transaction.Command(WithoutHead, (object)roots).ReadAllAsync(row => (Root: row.GetGuid(0), Conversation: row.GetGuid(1)), cancel);
        await RunAsync(WriteOutcomes.Promote, heads.Select(h => h.Root).ToArray(), heads.Select(h => h.Conversation).ToArray());
        return unclear;

        async Task<int> RunAsync(string sql, params object[] values)
        {
            await using var command = transaction.Command(sql, values);
            command.CommandTimeout = 600;
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
