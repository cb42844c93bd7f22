using Npgsql;
using Rosterline.Consent;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Sending.Dispatch;

/// <summary>
/// Stores what became of claimed texts, many in one transaction, and lets the next text of each conversation go. Locks number
/// states that a carrier's answer changes, then conversations, then messages, then the outbox, each sorted by key.
/// </summary>
public sealed class WriteOutcomes(HotPath database, TimeProvider clock, LiveHints live)
{
    const string LockNumbers = """
        select 1 from number_state n
        where (n.root_id, n.number) in (select i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number))
        order by n.root_id, n.number for
        """;

    const string LockConversations = """
        select 1 from conversation c
        where (c.root_id, c.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
        order by c.root_id, c.id for no key update
        """;

    // Bounds on ids beside the list of them let PostgreSQL leave other months alone before it begins.
    const string LockMessages = """
        select 1 from message m
        where (m.root_id, m.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id)) and m.id >= $3 and m.id <= $4
        order by m.root_id, m.id for no key update
        """;

    // The status only moves forward: a receipt that came before this reply keeps what it said (design, I6).
    const string Messages = """
        update message m set
          status = case when i.status = 2 and m.status = 3 then i.status when delivery_rank(i.status) > delivery_rank(m.status) then i.status else m.status end,
          error_code = case when delivery_rank(i.status) > delivery_rank(m.status) then coalesce(i.error_code, m.error_code) else m.error_code end,
          provider_code = case when delivery_rank(i.status) > delivery_rank(m.status) then coalesce(i.provider_code, m.provider_code) else m.provider_code end,
          provider_message_id = coalesce(m.provider_message_id, i.provider_message_id),
          connection_id = coalesce(m.connection_id, l.connection_id),
          gate = coalesce(i.gate::jsonb, m.gate),
          sent_at = case when i.status in (4, 5) then coalesce(m.sent_at, $8) else m.sent_at end
        from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $9::uuid[])
               i(root_id, id, status, provider_message_id, error_code, provider_code, gate, line_id)
        join line l on l.root_id = i.root_id and l.id = i.line_id
        where m.root_id = i.root_id and m.id = i.id and m.id >= $10 and m.id <= $11
        """;

    const string Finish = """
        delete from outbox o using unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[]) i(root_id, id, node, attempt)
        where o.root_id = i.root_id and o.message_id = i.id and o.state in (2, 3) and o.claimed_by = i.node and o.attempt = i.attempt
        """;

    // How long from now, not when: the database's clock decides, and this node's may differ.
    const string PutBack = """
        update outbox o set state = i.state, due_at = greatest(now() + (i.at - $7), now()), lease_until = greatest(now() + (i.at - $7), now()), look_up_first = o.look_up_first and i.state = 3,
          -- A text that was waiting when the system was restored has not been tried yet.
          first_claimed_at = case when o.look_up_first and i.state = 1 then null else o.first_claimed_at end
        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[], $5::smallint[], $6::timestamptz[]) i(root_id, id, node, attempt, state, at)
        where o.root_id = i.root_id and o.message_id = i.id and o.state in (2, 3) and o.claimed_by = i.node and o.attempt = i.attempt
        """;

    // A retry blocks its conversation for two minutes at most; then it goes behind those that wait (design, I5).
    const string StepBehind = """
        with late as (
          select o.root_id, o.message_id, o.conversation_id from outbox o
          join unnest($1::uuid[], $2::uuid[]) i(root_id, id) on o.root_id = i.root_id and o.message_id = i.id
          where o.state = 1 and o.first_claimed_at < now() - interval '2 minutes'
            and exists (select 1 from outbox w where w.root_id = o.root_id and w.conversation_id = o.conversation_id and w.state = 0)),
        place as (update conversation c set last_seq = c.last_seq + 1 from late where c.root_id = late.root_id and c.id = late.conversation_id
                  returning c.root_id, c.id, c.last_seq),
        moved as (update message m set seq = place.last_seq from late join place on place.root_id = late.root_id and place.id = late.conversation_id
                  where m.root_id = late.root_id and m.id = late.message_id)
        update outbox o set seq = place.last_seq, state = 0, first_claimed_at = null
        from late join place on place.root_id = late.root_id and place.id = late.conversation_id
        where o.root_id = late.root_id and o.message_id = late.message_id
        """;

    // A number that closed while its text was under way: STOP could not take this text back, so it ends here instead of waiting for ever.
    const string RefuseClosed = """
        with gone as (
          delete from outbox o using unnest($1::uuid[], $2::uuid[]) i(root_id, id), number_state n
          where o.root_id = i.root_id and o.message_id = i.id and o.state in (0, 1) and not o.exempt
            and n.root_id = o.root_id and n.number = o.number and n.blocked <> 0
          returning o.root_id, o.message_id)
        update message m set status = 10, gate = $3::jsonb from gone where m.root_id = gone.root_id and m.id = gone.message_id
        """;

    /// <summary>
    /// Lets the oldest waiting text of each conversation without a head go; the conversation rows are locked by the caller. It takes its place
    /// among the ready ones of its line now, see <see cref="ReadyFrom"/>.
    /// </summary>
    internal const string Promote = """
        update outbox o set state = case when o.look_up_first then 3 else 1 end, due_at = greatest(o.due_at, now()),
          lease_until = case when o.look_up_first then now() else o.lease_until end
        from (select distinct on (w.root_id, w.conversation_id) w.root_id, w.message_id
              from unnest($1::uuid[], $2::uuid[]) i(root_id, id)
              join outbox w on w.root_id = i.root_id and w.conversation_id = i.id and w.state = 0
              where not exists (select 1 from outbox h where h.root_id = i.root_id and h.conversation_id = i.id and h.state in (1, 2, 3))
              order by w.root_id, w.conversation_id, w.seq) n
        where o.root_id = n.root_id and o.message_id = n.message_id and o.state = 0
        """;

    const string MarkProblem = """
        update conversation c set problem = true, version = c.version + 1
        from unnest($1::uuid[], $2::uuid[]) i(root_id, message_id)
        join message m on m.root_id = i.root_id and m.id = i.message_id and m.id >= $3 and m.id <= $4
        where c.root_id = m.root_id and c.id = m.conversation_id and c.last_seq = m.seq
        """;

    public async Task<IReadOnlyList<bool>> ExecuteAsync(IReadOnlyList<OutcomeOf> outcomes, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var lasting = outcomes.Select(Lasting).OfType<NumberLesson>().ToList();
        await LockNumbersAsync(transaction, outcomes, lasting, cancel);
        if (lasting.Count > 0) await LearnAboutNumbers.ExecuteAsync(transaction, lasting, clock.GetUtcNow(), cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            Add(batch, outcomes);
            LearnAboutNumbers.TakeBack(batch, lasting);
            await batch.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        foreach (var one in outcomes) live.Changed(one.RootId, one.LineId, one.ConversationId);
        return [.. outcomes.Select(_ => true)];
    }

    // A STOP comes before this transaction, and is seen by it, or after it, and finds the text ready.
    static async Task LockNumbersAsync(NpgsqlTransaction transaction, IReadOnlyList<OutcomeOf> outcomes, List<NumberLesson> lasting, CancellationToken cancel)
    {
        var numbers = outcomes.Where(o => o.Outcome is Outcome.Retry).Select(o => (o.RootId, o.Number)).Concat(lasting.Select(l => (l.RootId, l.Number))).ToList();
        if (numbers.Count == 0) return;
        await transaction.Command(LockNumbers + (lasting.Count > 0 ? " no key update" : " share"), Of(numbers, n => n.RootId), Of(numbers, n => n.Number)).RunAsync(cancel);
    }

    void Add(NpgsqlBatch batch, IReadOnlyList<OutcomeOf> all)
    {
        var roots = all.Select(o => o.RootId).ToArray();
        var conversations = all.Select(o => o.ConversationId).ToArray();
        batch.Add(LockConversations, roots, conversations);
        var (lowest, highest) = (all.Min(o => o.MessageId), all.Max(o => o.MessageId));
        batch.Add(LockMessages, roots, all.Select(o => o.MessageId).ToArray(), lowest, highest);
        AddMessages(batch, all, lowest, highest);
        var final = all.Where(o => o.Outcome is not (Outcome.Retry or Outcome.ToLookUp)).ToList();
        if (final.Count > 0) batch.Add(Finish, Of(final, o => o.RootId), Of(final, o => o.MessageId), Of(final, o => o.Node), Of(final, o => o.Attempt));
        var back = all.Where(o => o.Outcome is Outcome.Retry or Outcome.ToLookUp).ToList();
        if (back.Count > 0)
        {
            batch.Add(PutBack, Of(back, o => o.RootId), Of(back, o => o.MessageId), Of(back, o => o.Node), Of(back, o => o.Attempt),
                Of(back, o => (short)(o.Outcome is Outcome.Retry ? 1 : 3)), Of(back, o => o.Outcome is Outcome.Retry r ? r.NotBefore : ((Outcome.ToLookUp)o.Outcome).From), clock.GetUtcNow());
            batch.Add(StepBehind, Of(back, o => o.RootId), Of(back, o => o.MessageId));
            batch.Add(RefuseClosed, Of(back, o => o.RootId), Of(back, o => o.MessageId), SendWork.ClosedMeanwhile);
        }
        batch.Add(Promote, roots, conversations);
        var failed = final.Where(o => o.Outcome is Outcome.Rejected or Outcome.Accepted { Status: DeliveryStatus.Failed or DeliveryStatus.Undelivered }).ToList();
        if (failed.Count > 0) batch.Add(MarkProblem, Of(failed, o => o.RootId), Of(failed, o => o.MessageId), lowest, highest);
    }

    void AddMessages(NpgsqlBatch batch, IReadOnlyList<OutcomeOf> all, Guid lowest, Guid highest) => batch.Add(Messages,
        all.Select(o => o.RootId).ToArray(), all.Select(o => o.MessageId).ToArray(), all.Select(o => (short)Status(o.Outcome)).ToArray(),
        all.Select(o => (o.Outcome as Outcome.Accepted)?.ProviderMessageId).ToArray(), all.Select(o => Problem(o.Outcome)?.ToString()).ToArray(),
        all.Select(o => o.Outcome switch { Outcome.Rejected r => r.ProviderCode, Outcome.Accepted a => a.ProviderCode, _ => null }).ToArray(),
        all.Select(o => (o.Outcome as Outcome.Stopped)?.Gate).ToArray(), clock.GetUtcNow(),
        all.Select(o => o.LineId).ToArray(), lowest, highest);

    static NumberLesson? Lasting(OutcomeOf one) => Problem(one.Outcome) is { } problem ? LearnAboutNumbers.From(one.RootId, one.Number, problem) : null;

    static DeliveryProblem? Problem(Outcome outcome) => outcome switch { Outcome.Rejected r => r.Problem, Outcome.Accepted a => a.Problem, _ => null };

    static DeliveryStatus Status(Outcome outcome) => outcome switch
    {
        Outcome.Accepted accepted => accepted.Status,
        Outcome.Rejected => DeliveryStatus.Failed,
        Outcome.Undecided => DeliveryStatus.Unknown,
        Outcome.Stopped => DeliveryStatus.Refused,
        Outcome.Retry => DeliveryStatus.Queued,
        _ => DeliveryStatus.Sending,
    };

    static TValue[] Of<TItem, TValue>(List<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
