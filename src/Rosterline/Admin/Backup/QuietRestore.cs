using System.Globalization;
using Npgsql;
using Rosterline.Sending.Dispatch;

namespace Rosterline.Admin.Backup;

/// <summary>
/// Makes a restored or copied database quiet (P-05): everything is paused, and every text that may have gone out after the backup was taken,
/// waiting or scheduled, is looked up at its provider before anything else happens to it.
/// </summary>
static class QuietRestore
{
    // every organisation: the whole installation was restored
    const string Pause = """
        insert into restore_check (root_id, taken_at, restored_at) select root_id, $1, $2 from organisation
        on conflict (root_id) do update set taken_at = excluded.taken_at, restored_at = excluded.restored_at, settled_at = null
        """;

    const string PauseAll = "update organisation set paused_at = $1, paused_by = null, paused_reason = $2 where root_id in (select root_id from restore_check where settled_at is null)";

    // Their processes are gone, and so is every request of theirs.
    const string EndNodes = """
        with ended as (update node set ended_at = $1 where ended_at is null)
        insert into node (host, folder, process_id, ended_at) values ('before the restore', '', 0, $1) returning id
        """;

    // Scheduled and held texts that came due in between take their place now, so that they are looked up like the others.
    // every organisation: the whole installation was restored
    const string PlaceDue = """
        with due as (
          select m.root_id, m.id, m.conversation_id, m.line_id, m.number, m.segments, m.origin, m.due_at,
                 row_number() over (partition by m.root_id, m.conversation_id order by m.due_at, m.id) as nth
          from message m where m.later and m.due_at <= $1),
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

    // every organisation: the whole installation was restored
    const string LookUpAll = """
        update outbox o set look_up_first = true, sent_by = $1, claimed_by = $1, first_claimed_at = $2, lease_until = $2,
          state = case when o.state in (1, 2) then 3 else o.state end
        """;

    // every organisation: the whole installation was restored
    const string MarkMessages = """
        update message m set status = 3, handed_at = coalesce(m.handed_at, least($1, o.due_at))
        from outbox o where m.root_id = o.root_id and m.id = o.message_id and m.status in (2, 3)
        """;

    // every organisation: the whole installation was restored
    const string WithoutHead = """
        select o.root_id, o.conversation_id from outbox o group by 1, 2 having not bool_or(o.state in (1, 2, 3))
        """;

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("MMM d, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Answers how many texts are to be looked up.</summary>
    /// <param name="takenAt">From here on something may have happened elsewhere; earlier is never wrong.</param>
    /// <param name="reason">Shown as the reason of the pause.</param>
    public static async Task<int> ExecuteAsync(NpgsqlDataSource database, DateTimeOffset takenAt, DateTimeOffset now, string reason, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await RunAsync(Pause, takenAt, now);
        await RunAsync(PauseAll, now, reason);
        await using var node = Command(EndNodes, now);
        var before = (int)(await node.ExecuteScalarAsync(cancel))!;
        await RunAsync(PlaceDue, now);
        var unclear = await RunAsync(LookUpAll, before, now);
        await RunAsync(MarkMessages, takenAt);
        await PromoteAsync();
        await transaction.CommitAsync(cancel);
        return unclear;

        async Task PromoteAsync()
        {
            var heads = new List<(Guid Root, Guid Conversation)>();
            await using (var command = Command(WithoutHead))
            await using (var row = await command.ExecuteReaderAsync(cancel))
                while (await row.ReadAsync(cancel)) heads.Add((row.GetGuid(0), row.GetGuid(1)));
            await RunAsync(WriteOutcomes.Promote, heads.Select(h => h.Root).ToArray(), heads.Select(h => h.Conversation).ToArray());
        }

        async Task<int> RunAsync(string sql, params object[] values)
        {
            await using var command = Command(sql, values);
            return await command.ExecuteNonQueryAsync(cancel);
        }

        NpgsqlCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 };
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return command;
        }
    }
}
