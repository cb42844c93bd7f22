using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>
/// Gives the texts that were brought in their places: in order of time, before the first text of our own, whose places stay. Places of history
/// are 0 and below. Conversations that were empty stand in the inbox at the time of their last text, as done.
/// </summary>
sealed class PlaceHistory(NpgsqlDataSource database)
{
    const int AtOnce = 500;

    const string Next = "select distinct m.conversation_id from message m where m.root_id = $1 and m.origin = 5 and m.seq is null order by 1 limit $2";

    const string Lock = "select 1 from conversation c where c.root_id = $1 and c.id = any($2) order by c.id for no key update";

    const string Place = """
        update message m set seq = x.seq from (
          select h.id, (row_number() over (partition by h.conversation_id order by h.created_at, h.id) - count(*) over (partition by h.conversation_id))::int as seq
          from message h where h.root_id = $1 and h.conversation_id = any($2) and h.origin = 5) x
        where m.root_id = $1 and m.id = x.id and m.seq is distinct from x.seq
        """;

    const string Show = """
        update conversation c set version = c.version + 1, last_inbound_at = greatest(c.last_inbound_at, h.last_in), last_outbound_at = greatest(c.last_outbound_at, h.last_out),
          last_at = case when c.last_seq = 0 then h.last else greatest(c.last_at, h.last) end,
          preview = case when c.last_seq = 0 then left(n.body, 120) else c.preview end, preview_direction = case when c.last_seq = 0 then n.direction else c.preview_direction end
        from (select m.conversation_id, max(m.created_at) as last, max(m.created_at) filter (where m.direction = 0) as last_in, max(m.created_at) filter (where m.direction = 1) as last_out
              from message m where m.root_id = $1 and m.conversation_id = any($2) and m.origin = 5 group by m.conversation_id) h
        join message n on n.root_id = $1 and n.conversation_id = h.conversation_id and n.seq = 0 and n.origin = 5
        where c.root_id = $1 and c.id = h.conversation_id
        """;

    public async Task ExecuteAsync(Guid rootId, CancellationToken cancel)
    {
        while (true)
        {
            var some = (await database.Command(Next, rootId, AtOnce).ReadAllAsync(row => row.GetGuid(0), cancel)).ToArray();
            if (some.Length == 0) return;
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            foreach (var sql in new[] { Lock, Place, Show })
            {
                await using var command = transaction.Command(sql, rootId, some);
                command.CommandTimeout = 600;
                await command.ExecuteNonQueryAsync(cancel);
            }
            await transaction.CommitAsync(cancel);
        }
    }
}
