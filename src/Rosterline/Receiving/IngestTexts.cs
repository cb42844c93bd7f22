using Npgsql;
using Rosterline.Consent;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Sending.Compose;

namespace Rosterline.Receiving;

/// <summary>
/// Stores received texts, many in one transaction: receipt (once for ever, I7), conversation, message, unread, journal note, and
/// what a keyword does (I3). Lock order as everywhere: number state, conversation, receipt, message, outbox.
/// </summary>
public sealed class IngestTexts(HotPath database, TimeProvider clock, LiveHints live, KeywordEffects keywords, ReceivingFigures figures)
{
    internal const string MakeConversations = """
        insert into conversation (root_id, id, line_id, number, address, person_id, last_at)
        select distinct on (i.root_id, i.line_id, i.number) i.root_id, i.id, i.line_id, i.number, i.address,
               (select min(p.person_id::text)::uuid from person_number p
                where p.root_id = i.root_id and p.number = i.number having count(distinct p.person_id) = 1), $6
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[]) i(root_id, id, line_id, number, address)
        where not exists (select 1 from conversation c where c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number)
        order by i.root_id, i.line_id, i.number
        on conflict do nothing
        """;

    internal const string LockConversations = """
        select c.root_id, c.line_id, c.number from conversation c
        where (c.root_id, c.line_id, c.number) in
              (select i.root_id, i.line_id, i.number from unnest($1::uuid[], $2::uuid[], $3::bigint[]) i(root_id, line_id, number))
        order by c.root_id, c.id for no key update
        """;

    // A text without a conversation is passed over. A repeated webhook finds its receipt and stores nothing; everything else
    // hangs on the receipts that are new.
    const string Store = """
        with input as (
          select i.*, c.id as conversation_id, c.person_id, c.last_seq
          from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::bool[])
            with ordinality i(root_id, connection_id, provider_message_id, message_id, line_id, number, body, media, answered, ord)
          join conversation c on c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number),
        receipt as (
          insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
          select root_id, connection_id, provider_message_id, message_id from input order by root_id, connection_id, provider_message_id
          on conflict do nothing returning root_id, message_id),
        fresh as materialized (
          select i.*, (i.last_seq + row_number() over (partition by i.root_id, i.conversation_id order by i.ord))::int as seq
          from input i join receipt r on r.root_id = i.root_id and r.message_id = i.message_id),
        msg as (
          insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, media, connection_id, provider_message_id, created_at)
          select root_id, message_id, conversation_id, line_id, number, seq, 0, 11, body, media::jsonb, connection_id, provider_message_id, $10 from fresh),
        note as (
          insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at)
          select f.root_id, f.message_id, f.person_id, null, f.message_id, 0, $10 from fresh f),
        conv as (
          update conversation c set last_seq = a.seq, last_at = $10, last_inbound_at = $10, preview = a.preview, preview_direction = 0, preview_author = null,
            unread = c.unread + a.n, assignee_id = coalesce(c.assignee_id, c.answers_to),
            attention = case when a.answered then c.attention else 1 end,
            attention_at = case when a.answered or c.attention = 1 then c.attention_at else $10 end,
            version = c.version + 1
          from (select root_id, conversation_id, max(seq) as seq, count(*)::int as n, (array_agg(left(body, 120) order by seq desc))[1] as preview,
                       bool_and(answered) as answered
                from fresh group by root_id, conversation_id) a
          where c.root_id = a.root_id and c.id = a.conversation_id)
        select message_id, conversation_id, seq from fresh order by ord
        """;

    public async Task<IReadOnlyList<Ingested>> ExecuteAsync(IReadOnlyList<InboundText> texts, CancellationToken cancel)
    {
        // One webhook repeated within a batch: the first stands for all.
        var once = texts.GroupBy(t => (t.RootId, t.ConnectionId, t.Text.ProviderMessageId)).Select(g => g.First()).ToList();
        var now = clock.GetUtcNow();
        var began = clock.GetTimestamp();
        await using var connection = await database.OpenAsync(cancel);
        var wroteKeyword = once.Any(t => t.Keyword.Keyword != Keyword.None);
        var (fresh, confirmed) = wroteKeyword || once.Any(t => t.Text.Media.Count > 0)
            ? await WithEffectsAsync(connection, once, now, cancel)
            : (await PlainAsync(connection, once, now, cancel), 0);
        figures.Stored(once.Count, clock.GetElapsedTime(began));
        foreach (var one in fresh) live.Changed(one.Text.RootId, one.Text.LineId, one.ConversationId);
        if (confirmed > 0) keywords.Wake();
        var stored = fresh.Select(f => f.Text.MessageId).ToHashSet();
        return [.. texts.Select(t => new Ingested(t.MessageId, stored.Contains(t.MessageId)))];
    }

    // Nearly every text is an answer in a conversation that exists: one round trip, committed with it.
    static async Task<List<FreshText>> PlainAsync(NpgsqlConnection connection, List<InboundText> texts, DateTimeOffset now, CancellationToken cancel)
    {
        var (fresh, homeless) = await StoreAsync(connection, null, texts, now, false, cancel);
        if (homeless.Count > 0) fresh.AddRange((await StoreAsync(connection, null, homeless, now, true, cancel)).Fresh);
        return fresh;
    }

    async Task<(List<FreshText> Fresh, int Confirmed)> WithEffectsAsync(NpgsqlConnection connection, List<InboundText> texts, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var states = await KeywordEffects.LockAsync(transaction, texts, cancel);
        var (fresh, _) = await StoreAsync(connection, transaction, texts, now, true, cancel);
        var confirmed = states is null ? [] : await keywords.ApplyAsync(transaction, states, fresh, now, cancel);
        await MediaOf.StoreAsync(transaction, fresh, now, cancel);
        await transaction.CommitAsync(cancel);
        return (fresh, confirmed.Count);
    }

    /// <summary>Without a transaction the batch is one by itself. Texts whose conversation is missing are returned as homeless unless they are made.</summary>
    static async Task<(List<FreshText> Fresh, List<InboundText> Homeless)> StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, List<InboundText> texts, DateTimeOffset now, bool makeConversations, CancellationToken cancel)
    {
        var roots = Of(texts, t => t.RootId);
        var lines = Of(texts, t => t.LineId);
        var numbers = Of(texts, t => t.Number);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (makeConversations) batch.Add(MakeConversations, roots, Of(texts, _ => Ids.New()), lines, numbers, Of(texts, t => t.Address), now);
        batch.Add(LockConversations, roots, lines, numbers);
        batch.Add(Store, roots, Of(texts, t => t.ConnectionId), Of(texts, t => t.Text.ProviderMessageId), Of(texts, t => t.MessageId), lines, numbers,
            Of(texts, t => Clean(t.Kept)), Of(texts, MediaOf.Json), Of(texts, t => t.Keyword.Keyword is Keyword.Stop or Keyword.Start or Keyword.Help), now);
        var byId = texts.ToDictionary(t => t.MessageId);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var found = (await reader.ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1), row.GetInt64(2)), cancel)).ToHashSet();
        await reader.NextResultAsync(cancel);
        var fresh = await reader.ReadAllAsync(row => new FreshText(byId[row.GetGuid(0)], row.GetGuid(1), row.GetInt32(2)), cancel);
        return (fresh, texts.FindAll(t => !found.Contains((t.RootId, t.LineId, t.Number))));
    }

    // PostgreSQL's text cannot hold NUL; nothing a person wrote is lost with it.
    internal static string Clean(string body) => body.Replace("\0", "", StringComparison.Ordinal);

    static TValue[] Of<TValue>(List<InboundText> items, Func<InboundText, TValue> value) => [.. items.Select(value)];
}

/// <summary>A text that was stored just now, with its place.</summary>
public sealed record FreshText(InboundText Text, Guid ConversationId, int Seq);
