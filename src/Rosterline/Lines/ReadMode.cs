using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>A line that was unread for each one becomes unread for all: what somebody has seen is seen.</summary>
sealed class ReadMode(NpgsqlDataSource database)
{
    // Conversations are locked in the order everybody takes them.
    const string Sql = """
        with kept as materialized (
          select c.id from conversation c where c.root_id = $1 and c.line_id = $2 and exists (
            select from conversation_view v where v.root_id = c.root_id and v.conversation_id = c.id)
          order by c.id for no key update),
        seen as (
          delete from conversation_view v using kept where v.root_id = $1 and v.conversation_id = kept.id returning v.conversation_id, v.seen),
        most as (select conversation_id, max(seen) as seen from seen group by 1)
        update conversation c set unread = greatest(0, c.unread - most.seen), version = c.version + 1 from most where c.root_id = $1 and c.id = most.conversation_id
        """;

    public Task<int> ShareAsync(Guid rootId, Guid lineId, CancellationToken cancel) => database.Command(Sql, rootId, lineId).RunAsync(cancel);
}
