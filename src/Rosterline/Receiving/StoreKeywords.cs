using Npgsql;
using Rosterline.Consent;
using Rosterline.Platform;
using Rosterline.Sending;
using Rosterline.Sending.Gate;

namespace Rosterline.Receiving;

/// <summary>Writes what keywords changed; the numbers and conversations are locked by the caller.</summary>
static class StoreKeywords
{
    const string Numbers = """
        update number_state n set blocked = i.blocked, opted_out_at = case when i.stopped then $5 end, opted_out_how = case when i.stopped then 'text' end,
               opted_out_words = case when i.stopped then i.words end
        from (select distinct on (x.root_id, x.number) x.* from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::bool[], $6::text[])
                with ordinality x(root_id, number, blocked, stopped, words, ord) order by x.root_id, x.number, x.ord desc) i
        where n.root_id = i.root_id and n.number = i.number
        """;

    const string Events = """
        insert into consent_event (root_id, id, number, at, kind, source, wording, message_id)
        select i.root_id, i.id, i.number, $7, i.kind, 'text', i.words, i.message_id
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::uuid[]) i(root_id, id, number, kind, words, message_id)
        """;

    const string Confirm = """
        with input as (
          select i.*, c.last_seq + row_number() over (partition by c.root_id, c.id order by i.ord) as seq,
                 row_number() over (partition by c.root_id, c.id order by i.ord) as nth, c.line_id, c.number
          from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::smallint[], $6::text[], $8::uuid[], $9::uuid[]) with ordinality
               i(root_id, id, conversation_id, body, segments, gate, via_line_id, entry_id, ord)
          join conversation c on c.root_id = i.root_id and c.id = i.conversation_id),
        msg as (
          insert into message (root_id, id, conversation_id, line_id, via_line_id, number, seq, direction, status, body, origin, segments, gate, created_at)
          select root_id, id, conversation_id, line_id, via_line_id, number, seq, 1, 2, body, 2, segments, gate::jsonb, $7 from input),
        written as (
          insert into audit_entry (root_id, id, at, action, subject_kind, subject_id) select root_id, entry_id, $7, 'text.written', 'message', id from input),
        conv as (
          update conversation c set last_seq = a.seq, version = c.version + 1, last_outbound_at = $7
          from (select root_id, conversation_id, max(seq)::int as seq from input group by 1, 2) a
          where c.root_id = a.root_id and c.id = a.conversation_id)
        insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, exempt, state, expires_at)
        select i.root_id, i.id, coalesce(i.via_line_id, i.line_id), i.conversation_id, i.seq, i.number, 0, now(), i.segments, true,
               case when i.nth = 1 and not exists (select 1 from outbox o where o.root_id = i.root_id and o.conversation_id = i.conversation_id) then 1 else 0 end,
               now() + interval '5 minutes'
        from input i
        """;

    const string Helped = """
        update number_state n set confirmed_at = $3 where (n.root_id, n.number) in (select * from unnest($1::uuid[], $2::bigint[]))
        """;

    public static async Task ExecuteAsync(
        NpgsqlTransaction transaction, List<ConsentChange> changes, List<Confirmation> confirmations, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        if (changes.Count > 0) AddChanges(batch, changes, now);
        if (confirmations.Count > 0) AddConfirmations(batch, confirmations, now);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }

    static void AddChanges(NpgsqlBatch batch, List<ConsentChange> changes, DateTimeOffset now)
    {
        var (roots, numbers) = (Of(changes, c => c.Cause.Text.RootId), Of(changes, c => c.Cause.Text.Number));
        var words = Of(changes, c => c.Cause.Text.Text.Body.Trim());
        batch.Add(Numbers, roots, numbers, Of(changes, c => (short)c.Blocked), Of(changes, c => c.Blocked.HasFlag(Block.OptedOut)), now, words);
        batch.Add(Events, roots, Of(changes, _ => Ids.New()), numbers, Of(changes, c => c.Blocked.HasFlag(Block.OptedOut) ? "opt_out" : "opt_in"), words, Of(changes, c => c.Cause.Text.MessageId), now);
        var stopped = changes.Where(c => c.Blocked.HasFlag(Block.OptedOut)).ToList();
        if (stopped.Count > 0) RefuseWaiting.Add(batch, Of(stopped, c => c.Cause.Text.RootId), Of(stopped, c => c.Cause.Text.Number), "opted_out", "Opted out before this text went.");
    }

    static void AddConfirmations(NpgsqlBatch batch, List<Confirmation> all, DateTimeOffset now)
    {
        batch.Add(Confirm, Of(all, c => c.Cause.Text.RootId), Of(all, c => c.MessageId), Of(all, c => c.Cause.ConversationId), Of(all, c => c.Body),
            Of(all, c => SegmentsOf.Text(c.Body)), Of(all, c => c.Gate), now, Of(all, c => c.Cause.Text.ViaLineId), Of(all, _ => Ids.New()));
        var helped = all.Where(c => c.Cause.Text.Keyword.Keyword == Keyword.Help).ToList();
        if (helped.Count > 0) batch.Add(Helped, Of(helped, c => c.Cause.Text.RootId), Of(helped, c => c.Cause.Text.Number), now);
    }

    static TValue[] Of<TItem, TValue>(List<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
