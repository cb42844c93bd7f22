using Npgsql;
using Rosterline.Consent;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving;

/// <summary>A delivery receipt of one connection.</summary>
public sealed record Receipt(Guid RootId, Guid ConnectionId, DeliveryUpdate Update);

/// <summary>
/// Applies delivery receipts, many in one transaction. A status only moves forward (design, I6): receipts may come twice, late,
/// and before the reply to the send, where our own reference finds the message.
/// </summary>
public sealed class ApplyUpdates(HotPath database, TimeProvider clock, LiveHints live)
{
    const string Find = """
        select i.ord, m.root_id, m.id, m.conversation_id, m.line_id, m.number
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) with ordinality i(root_id, connection_id, reference, provider_message_id, ord)
        join message m on m.root_id = i.root_id and m.id = i.reference and m.direction = 1
        union all
        select i.ord, m.root_id, m.id, m.conversation_id, m.line_id, m.number
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) with ordinality i(root_id, connection_id, reference, provider_message_id, ord)
        join message m on m.connection_id = i.connection_id and m.provider_message_id = i.provider_message_id and m.direction = 1 and m.root_id = i.root_id
        where i.reference is null
        """;

    const string LockConversations = """
        select 1 from conversation c where (c.root_id, c.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
        order by c.root_id, c.id for no key update
        """;

    const string LockMessages = """
        select 1 from message m where (m.root_id, m.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
        order by m.root_id, m.id for no key update
        """;

    // Several receipts of one text in a batch: the furthest counts.
    const string Apply = """
        update message m set status = i.status,
          error_code = coalesce(i.error_code, m.error_code), provider_code = coalesce(i.provider_code, m.provider_code),
          provider_message_id = coalesce(m.provider_message_id, i.provider_message_id),
          sent_at = coalesce(m.sent_at, case when i.status in (4, 5) then i.at end),
          delivered_at = case when i.status = 5 then i.at else m.delivered_at end
        from (select distinct on (x.root_id, x.id) x.* from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
                x(root_id, id, status, error_code, provider_code, provider_message_id, at) order by x.root_id, x.id, delivery_rank(x.status) desc) i
        where m.root_id = i.root_id and m.id = i.id and delivery_rank(i.status) > delivery_rank(m.status)
        """;

    const string MarkProblem = """
        update conversation c set problem = true, version = c.version + 1
        from unnest($1::uuid[], $2::uuid[]) i(root_id, id) join message m on m.root_id = i.root_id and m.id = i.id and m.status in (6, 7)
        where c.root_id = m.root_id and c.id = m.conversation_id and c.last_seq = m.seq and not c.problem
        """;

    sealed record Known(Receipt Receipt, Guid MessageId, Guid ConversationId, Guid LineId, long Number)
    {
        public bool IsBad => Receipt.Update.Status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
    }

    public async Task<IReadOnlyList<bool>> ExecuteAsync(IReadOnlyList<Receipt> receipts, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var known = await FindAsync(transaction, receipts, cancel);
        var lessons = known.Where(k => k.Receipt.Update.Problem is not null)
            .Select(k => LearnAboutNumbers.From(k.Receipt.RootId, k.Number, k.Receipt.Update.Problem!.Value)).OfType<NumberLesson>().ToList();
        if (lessons.Count > 0) await LearnAboutNumbers.ExecuteAsync(transaction, lessons, clock.GetUtcNow(), cancel);
        if (known.Count > 0) await ApplyAsync(transaction, known, lessons, cancel);
        await transaction.CommitAsync(cancel);
        foreach (var one in known) live.Changed(one.Receipt.RootId, one.LineId, one.ConversationId);
        return [.. receipts.Select(_ => true)];
    }

    static async Task<List<Known>> FindAsync(NpgsqlTransaction transaction, IReadOnlyList<Receipt> all, CancellationToken cancel) =>
        await transaction.Command(Find, all.Select(r => r.RootId).ToArray(), all.Select(r => r.ConnectionId).ToArray(),
                all.Select(r => r.Update.Reference).ToArray(), all.Select(r => r.Update.ProviderMessageId).ToArray())
            .ReadAllAsync(row => new Known(all[(int)row.GetInt64(0) - 1], row.GetGuid(2), row.GetGuid(3), row.GetGuid(4), row.GetInt64(5)), cancel);

    async Task ApplyAsync(NpgsqlTransaction transaction, List<Known> known, List<NumberLesson> lessons, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var bad = known.Where(k => k.IsBad).ToList();
        if (bad.Count > 0) batch.Add(LockConversations, Of(bad, k => k.Receipt.RootId), Of(bad, k => k.ConversationId));
        var (roots, ids) = (Of(known, k => k.Receipt.RootId), Of(known, k => k.MessageId));
        batch.Add(LockMessages, roots, ids);
        batch.Add(Apply, roots, ids, Of(known, k => (short)k.Receipt.Update.Status), Of(known, k => k.Receipt.Update.Problem?.ToString()),
            Of(known, k => k.Receipt.Update.ProviderCode), Of(known, k => k.Receipt.Update.ProviderMessageId), Of(known, k => At(k.Receipt.Update.At, now)));
        if (bad.Count > 0) batch.Add(MarkProblem, Of(bad, k => k.Receipt.RootId), Of(bad, k => k.MessageId));
        LearnAboutNumbers.TakeBack(batch, lessons);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    // A provider's clock may be ahead of ours; the future is not shown.
    static DateTimeOffset At(DateTimeOffset? theirs, DateTimeOffset now) => theirs < now ? theirs.Value.ToUniversalTime() : now;

    static TValue[] Of<TValue>(List<Known> items, Func<Known, TValue> value) => [.. items.Select(value)];
}
