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
    // Bounds on ids beside the list of them let PostgreSQL leave other months alone before it begins.
    const string FindByReference = """
        select i.ord, m.id, m.conversation_id, m.line_id, m.number
        from unnest($1::uuid[], $2::uuid[]) with ordinality i(root_id, reference, ord)
        join message m on m.root_id = i.root_id and m.id = i.reference and m.direction = 1 and m.id >= $3 and m.id <= $4
        """;

    const string FindByProvider = """
        select i.ord, m.id, m.conversation_id, m.line_id, m.number
        from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality i(root_id, connection_id, provider_message_id, ord)
        join message m on m.connection_id = i.connection_id and m.provider_message_id = i.provider_message_id and m.direction = 1 and m.root_id = i.root_id
        where m.id >= $4 and m.id < $5
        """;

    const string LockConversations = """
        select 1 from conversation c where (c.root_id, c.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
        order by c.root_id, c.id for no key update
        """;

    const string LockMessages = """
        select 1 from message m where (m.root_id, m.id) in (select i.root_id, i.id from unnest($1::uuid[], $2::uuid[]) i(root_id, id))
          and m.id >= $3 and m.id <= $4
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
        where m.root_id = i.root_id and m.id = i.id and m.id >= $8 and m.id <= $9 and delivery_rank(i.status) > delivery_rank(m.status)
        """;

    const string MarkProblem = """
        update conversation c set problem = true, version = c.version + 1
        from unnest($1::uuid[], $2::uuid[]) i(root_id, id) join message m on m.root_id = i.root_id and m.id = i.id and m.status in (6, 7)
          and m.id >= $3 and m.id <= $4
        where c.root_id = m.root_id and c.id = m.conversation_id and c.last_seq = m.seq and not c.problem
        """;

    static readonly TimeSpan Recent = TimeSpan.FromDays(35);

    static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

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

    // Nearly every receipt carries our reference or tells of a text of the last weeks; whoever is not found there may have been planned long ago.
    static async Task<List<Known>> FindAsync(NpgsqlTransaction transaction, IReadOnlyList<Receipt> all, CancellationToken cancel)
    {
        var found = new List<Known>(all.Count);
        if (all.Where(r => r.Update.Reference is not null).ToList() is { Count: > 0 } ours) found.AddRange(await ByReferenceAsync(transaction, ours, cancel));
        if (all.Where(r => r.Update.Reference is null).ToList() is not { Count: > 0 } theirs) return found;
        var since = Ids.Ago(Recent);
        var recent = await ByProviderAsync(transaction, theirs, since, Last, cancel);
        found.AddRange(recent);
        var missing = theirs.Except(recent.Select(k => k.Receipt)).ToList();
        if (missing.Count > 0) found.AddRange(await ByProviderAsync(transaction, missing, Guid.Empty, since, cancel));
        return found;
    }

    static Task<List<Known>> ByReferenceAsync(NpgsqlTransaction transaction, List<Receipt> all, CancellationToken cancel)
    {
        Guid[] ids = [.. all.Select(r => r.Update.Reference!.Value)];
        return transaction.Command(FindByReference, all.Select(r => r.RootId).ToArray(), ids, ids.Min(), ids.Max()).ReadAllAsync(row => Read(row, all), cancel);
    }

    static Task<List<Known>> ByProviderAsync(NpgsqlTransaction transaction, List<Receipt> all, Guid from, Guid before, CancellationToken cancel) =>
        transaction.Command(FindByProvider, all.Select(r => r.RootId).ToArray(), all.Select(r => r.ConnectionId).ToArray(),
            all.Select(r => r.Update.ProviderMessageId).ToArray(), from, before).ReadAllAsync(row => Read(row, all), cancel);

    static Known Read(NpgsqlDataReader row, List<Receipt> all) => new(all[(int)row.GetInt64(0) - 1], row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetInt64(4));

    async Task ApplyAsync(NpgsqlTransaction transaction, List<Known> known, List<NumberLesson> lessons, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var bad = known.Where(k => k.IsBad).ToList();
        var (lowest, highest) = (known.Min(k => k.MessageId), known.Max(k => k.MessageId));
        if (bad.Count > 0) batch.Add(LockConversations, Of(bad, k => k.Receipt.RootId), Of(bad, k => k.ConversationId));
        var (roots, ids) = (Of(known, k => k.Receipt.RootId), Of(known, k => k.MessageId));
        batch.Add(LockMessages, roots, ids, lowest, highest);
        batch.Add(Apply, roots, ids, Of(known, k => (short)k.Receipt.Update.Status), Of(known, k => k.Receipt.Update.Problem?.ToString()),
            Of(known, k => k.Receipt.Update.ProviderCode), Of(known, k => k.Receipt.Update.ProviderMessageId), Of(known, k => At(k.Receipt.Update.At, now)), lowest, highest);
        if (bad.Count > 0) batch.Add(MarkProblem, Of(bad, k => k.Receipt.RootId), Of(bad, k => k.MessageId), lowest, highest);
        LearnAboutNumbers.TakeBack(batch, lessons);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    // A provider's clock may be ahead of ours; the future is not shown.
    static DateTimeOffset At(DateTimeOffset? theirs, DateTimeOffset now) => theirs < now ? theirs.Value.ToUniversalTime() : now;

    static TValue[] Of<TValue>(List<Known> items, Func<Known, TValue> value) => [.. items.Select(value)];
}
