using Npgsql;
using Rosterline.Consent;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending;

namespace Rosterline.Receiving.Elsewhere;

/// <summary>A text a provider says went from one of our lines, with its line found.</summary>
public sealed record LoggedText(Guid RootId, Guid ConnectionId, Guid LineId, Guid MessageId, SentText Text);

/// <summary>
/// Keeps texts that were sent in the provider's own app, many in one transaction, each once for ever (I7). A text of ours is known by its
/// provider's id; one that is still under way, whose id we do not have yet, by its conversation and words. None of them comes near the outbox.
/// Lock order as everywhere: conversation, receipt, message.
/// </summary>
public sealed class LogSentTexts(HotPath database, TimeProvider clock, LiveHints live)
{
    const string Store = """
        with input as (
          select i.*, c.id as conversation_id, c.person_id, c.last_seq
          from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::smallint[], $10::timestamptz[], $11::text[])
            with ordinality i(root_id, connection_id, provider_message_id, message_id, line_id, number, body, media, segments, at, email, ord)
          join conversation c on c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number),
        strange as (
          select i.*, row_number() over (partition by i.root_id, i.conversation_id, btrim(i.body, $13) order by i.ord) as nth from input i
          where not exists (select 1 from message m where m.root_id = i.root_id and m.connection_id = i.connection_id
            and m.provider_message_id = i.provider_message_id and m.direction = 1)),
        under_way as (
          select m.root_id, m.id, m.conversation_id, btrim(m.body, $13) as body,
                 row_number() over (partition by m.root_id, m.conversation_id, btrim(m.body, $13) order by m.seq) as nth
          from message m where (m.root_id, m.conversation_id) in (select s.root_id, s.conversation_id from strange s)
            and m.direction = 1 and m.provider_message_id is null and m.status in (3, 8) and m.handed_at > $12 - interval '1 day'),
        mine as (
          select s.root_id, s.message_id, w.id, s.connection_id, s.provider_message_id
          from strange s join under_way w on w.root_id = s.root_id and w.conversation_id = s.conversation_id and w.body = btrim(s.body, $13) and w.nth = s.nth),
        named as (
          update message m set provider_message_id = x.provider_message_id, connection_id = x.connection_id
          from mine x where m.root_id = x.root_id and m.id = x.id),
        receipt as (
          insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
          select s.root_id, s.connection_id, s.provider_message_id, s.message_id from strange s
          where not exists (select 1 from mine x where x.root_id = s.root_id and x.message_id = s.message_id)
          order by s.root_id, s.connection_id, s.provider_message_id
          on conflict do nothing returning root_id, message_id),
        fresh as materialized (
          select s.*, (s.last_seq + row_number() over (partition by s.root_id, s.conversation_id order by s.ord))::int as seq,
                 (select u.id from app_user u join membership b on b.user_id = u.id and b.root_id = s.root_id where u.normalized_email = s.email limit 1) as author_id
          from strange s join receipt r on r.root_id = s.root_id and r.message_id = s.message_id),
        msg as (
          insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, origin, author_id, segments, media, connection_id,
                               provider_message_id, created_at, sent_at)
          select root_id, message_id, conversation_id, line_id, number, seq, 1, 4, body, 4, author_id, segments, media::jsonb, connection_id,
                 provider_message_id, $12, at from fresh),
        note as (
          insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at)
          select root_id, message_id, person_id, author_id, message_id, 1, $12 from fresh),
        conv as (
          update conversation c set last_seq = a.seq, last_at = $12, last_outbound_at = $12, preview = a.preview, preview_direction = 1, preview_author = a.author_id,
            problem = false, attention = 2, attention_at = $12, assignee_id = coalesce(c.assignee_id, a.author_id), version = c.version + 1
          from (select distinct on (f.root_id, f.conversation_id) f.root_id, f.conversation_id, f.seq, left(f.body, 120) as preview, f.author_id
                from fresh f order by f.root_id, f.conversation_id, f.seq desc) a
          where c.root_id = a.root_id and c.id = a.conversation_id)
        select message_id, conversation_id, seq from fresh order by ord
        """;

    const string Blank = " \r\n\t";

    /// <summary>For each whether it was new to us.</summary>
    public async Task<IReadOnlyList<bool>> ExecuteAsync(IReadOnlyList<LoggedText> texts, CancellationToken cancel)
    {
        var once = texts.GroupBy(t => (t.RootId, t.ConnectionId, t.Text.ProviderMessageId)).Select(g => g.First()).ToList();
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var fresh = await StoreAsync(transaction, once, now, cancel);
        await MediaOf.StoreAsync(transaction, fresh, now, cancel);
        await transaction.CommitAsync(cancel);
        foreach (var one in fresh) live.Changed(one.Text.RootId, one.Text.LineId, one.ConversationId);
        var stored = fresh.Select(f => f.Text.MessageId).ToHashSet();
        return [.. texts.Select(t => stored.Contains(t.MessageId))];
    }

    static async Task<List<FreshText>> StoreAsync(NpgsqlTransaction transaction, List<LoggedText> texts, DateTimeOffset now, CancellationToken cancel)
    {
        var (roots, lines, numbers) = (Of(texts, t => t.RootId), Of(texts, t => t.LineId), Of(texts, t => t.Text.To.Digits));
        var shown = texts.ToDictionary(t => t.MessageId, AsShown);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add(IngestTexts.MakeConversations, roots, Of(texts, _ => Ids.New()), lines, numbers, Of(texts, _ => (string?)null), now);
        batch.Add(IngestTexts.LockConversations, roots, lines, numbers);
        batch.Add(Store, roots, Of(texts, t => t.ConnectionId), Of(texts, t => t.Text.ProviderMessageId), Of(texts, t => t.MessageId), lines, numbers,
            Of(texts, t => shown[t.MessageId].Text.Body), Of(texts, t => MediaOf.Json(shown[t.MessageId])), Of(texts, t => SegmentsOf.Text(t.Text.Body)),
            Of(texts, t => t.Text.At < now ? t.Text.At.Value.ToUniversalTime() : now), Of(texts, t => t.Text.AuthorEmail?.Trim().ToUpperInvariant()), now, Blank);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        return await reader.ReadAllAsync(row => new FreshText(shown[row.GetGuid(0)], row.GetGuid(1), row.GetInt32(2)), cancel);
    }

    // As a received text is written down, so that attachments are kept and fetched the same way.
    static InboundText AsShown(LoggedText t) => new(t.RootId, t.ConnectionId, t.LineId, t.MessageId,
        new ReceivedText(t.Text.ProviderMessageId, t.Text.To, t.Text.To.E164, t.Text.From, IngestTexts.Clean(t.Text.Body).ReplaceLineEndings("\n"), t.Text.At, t.Text.Media, true),
        default, null);

    static TValue[] Of<TValue>(List<LoggedText> items, Func<LoggedText, TValue> value) => [.. items.Select(value)];
}
