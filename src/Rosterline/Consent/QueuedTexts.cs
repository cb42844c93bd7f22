using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>
/// Takes back texts that wait for numbers nobody may text any more. The caller's transaction holds the numbers' rows of
/// <c>number_state</c>; here conversations, messages and outbox follow in the order everybody locks them.
/// </summary>
public static class QueuedTexts
{
    // Each by its own index: "either in the outbox or for later" as one condition would read every text there is.
    const string Waiting = """
        (select o.message_id as id, o.conversation_id from outbox o where o.root_id = $1 and o.number = any($2) and o.state in (0, 1) and not o.exempt
         union all
         select l.id, l.conversation_id from message l where l.root_id = $1 and l.number = any($2) and l.later) w
        """;

    /// <param name="code">Stable code kept with the texts: opted_out or locked.</param>
    /// <param name="words">What their author reads.</param>
    public static async Task TakeBackAsync(
        NpgsqlConnection connection, Guid rootId, long[] numbers, string code, string words, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("select 1 from conversation where root_id = $1 and number = any($2) order by id for update", rootId, numbers);
        batch.Add($"select 1 from message m where m.root_id = $1 and m.id in (select w.id from {Waiting}) order by m.id for update", rootId, numbers);
        batch.Add($"""
            update conversation c set version = c.version + 1
            where c.root_id = $1 and c.id in (select w.conversation_id from {Waiting})
            """, rootId, numbers);
        RefuseWaiting.Add(batch, [.. numbers.Select(_ => rootId)], numbers, code, words);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
