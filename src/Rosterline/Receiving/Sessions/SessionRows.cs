using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Receiving.Sessions;

/// <summary>What everybody may know about the links this node keeps, and the texts whose answers may still get lost.</summary>
public sealed class SessionRows(NpgsqlDataSource database)
{
    // A text with the same octets is the same text only where its first answer may not have arrived: the link that took it has ended
    // (or its node has), and never proved that what we wrote after it was read.
    const string Name = """
        insert into unproven_text as u (root_id, connection_id, digest, provider_message_id, session_id) values ($1, $2, $3, $4, $5)
        on conflict (root_id, connection_id, digest) do update set session_id = excluded.session_id, taken_at = now(), provider_message_id =
          case when u.session_id <> excluded.session_id and u.taken_at > now() - interval '10 minutes' and not exists (
                 select 1 from provider_session s join node n on n.id = s.node
                 where s.root_id = u.root_id and s.id = u.session_id and s.state = 1 and n.ended_at is null and n.seen_at > now() - interval '15 seconds')
               then u.provider_message_id else excluded.provider_message_id end
        returning provider_message_id
        """;

    /// <param name="before">The link before this one, whose end may not have been noted.</param>
    public Task BeginAsync(Guid rootId, Guid connectionId, Guid id, int node, Guid? before, CancellationToken cancel) => database.Command("""
        with old as (delete from provider_session s where root_id = $1 and connection_id = $3 and changed_at < now() - interval '1 day'
                     and (state = 2 or not exists (select 1 from node n where n.id = s.node and n.seen_at > now() - interval '1 day'))),
             ended as (update provider_session set state = 2, words = 'The link ended.', changed_at = now() where root_id = $1 and id = $5 and state < 2),
             forgotten as (delete from unproven_text where root_id = $1 and connection_id = $3 and taken_at < now() - interval '1 day')
        insert into provider_session (root_id, id, connection_id, node, words) values ($1, $2, $3, $4, 'Connecting.')
        """, rootId, id, connectionId, node, before).RunAsync(cancel);

    public Task ChangeAsync(Guid rootId, Guid id, bool bound, string words, CancellationToken cancel) =>
        database.Command("update provider_session set state = $3, words = $4, changed_at = now() where root_id = $1 and id = $2", rootId, id, bound ? (short)1 : (short)2, words).RunAsync(cancel);

    /// <summary>The id of a text that came without one: the suggested one, or the one it had when it came before.</summary>
    public async Task<string> NameAsync(Guid rootId, Guid connectionId, Guid session, byte[] digest, string suggested, CancellationToken cancel) =>
        (await database.Command(Name, rootId, connectionId, digest, suggested, session).ReadAllAsync(row => row.GetString(0), cancel))[0];

    public Task ProvenAsync(Guid rootId, Guid session, IReadOnlyList<string> ids, CancellationToken cancel) =>
        database.Command("delete from unproven_text where root_id = $1 and session_id = $2 and provider_message_id = any($3)", rootId, session, ids.ToArray()).RunAsync(cancel);
}
