using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Sending.Compose;

/// <summary>Stores a plan, set-based, in one round trip.</summary>
static class WriteComposed
{
    // A due text exists already and gets its place now; a new one is inserted.
    const string Messages = """
        insert into message (root_id, id, conversation_id, line_id, number, seq, direction, status, body, purpose, origin, author_id, segments, media, gate, created_at, due_at, expires_at)
        select i.root_id, i.id, i.conversation_id, i.line_id, i.number, i.seq, 1, i.status, i.body, i.purpose, i.origin, i.author_id, i.segments, i.media::jsonb, i.gate::jsonb, $16, i.due_at, i.expires_at
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::int[], $7::smallint[], $8::text[], $9::smallint[], $10::smallint[],
                    $11::uuid[], $12::smallint[], $13::text[], $14::text[], $15::timestamptz[], $17::timestamptz[])
             i(root_id, id, conversation_id, line_id, number, seq, status, body, purpose, origin, author_id, segments, media, gate, due_at, expires_at)
        order by i.root_id, i.id
        on conflict (root_id, id) do update set seq = excluded.seq, status = excluded.status, gate = excluded.gate, due_at = coalesce(excluded.due_at, message.due_at)
          where message.status in (0, 1)
        """;

    // Due and expiring by the database's clock, which the claim asks: on a node whose clock is fast the text would wait.
    const string Outbox = """
        insert into outbox (root_id, message_id, line_id, conversation_id, seq, number, lane, due_at, segments, exempt, state, expires_at)
        select i.root_id, i.id, i.line_id, i.conversation_id, i.seq, i.number, i.lane, now(), i.segments, false, case when i.head then 1 else 0 end, least(now() + $10, i.expires_at)
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::int[], $7::smallint[], $8::smallint[], $9::bool[], $11::timestamptz[])
             i(root_id, id, conversation_id, line_id, number, seq, lane, segments, head, expires_at)
        """;

    const string Conversations = """
        update conversation c set
          last_seq = i.seq, last_at = $5, last_outbound_at = $5, preview = i.preview, preview_direction = 1, preview_author = i.author_id, problem = false,
          attention = case when i.answers then 2 else c.attention end,
          attention_at = case when i.answers then $5 else c.attention_at end,
          assignee_id = case when i.by_hand then coalesce(c.assignee_id, i.author_id) else c.assignee_id end,
          answers_to = case when i.to_many then i.author_id else c.answers_to end,
          version = c.version + 1
        from (select distinct on (x.root_id, x.conversation_id) x.*
              from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $6::uuid[], $7::bool[], $8::bool[], $9::bool[])
                x(root_id, conversation_id, seq, preview, author_id, answers, by_hand, to_many)
              order by x.root_id, x.conversation_id, x.seq desc) i
        where c.root_id = i.root_id and c.id = i.conversation_id
        """;

    const string Notes = """
        insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at)
        select i.root_id, i.id, c.person_id, i.user_id, i.message_id, 1, $6
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) i(root_id, id, user_id, message_id, conversation_id)
        join conversation c on c.root_id = i.root_id and c.id = i.conversation_id
        """;

    const string AlsoNotes = """
        insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at)
        select i.root_id, i.id, i.person_id, i.user_id, i.message_id, 1, $6
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) i(root_id, id, person_id, user_id, message_id)
        """;

    const string Places = """
        update broadcast_recipient r set state = i.state, line_id = i.line_id, code = i.code, words = i.words, gate = i.gate::jsonb, decided_at = $9
        from unnest($1::uuid[], $2::uuid[], $3::int[], $4::smallint[], $5::uuid[], $6::text[], $7::text[], $8::text[]) i(root_id, broadcast_id, position, state, line_id, code, words, gate)
        where r.root_id = i.root_id and r.broadcast_id = i.broadcast_id and r.position = i.position
        """;

    const string Audit = """
        insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id)
        select i.root_id, i.id, $5, i.actor_id, 'text.written', 'message', i.subject_id
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) i(root_id, id, actor_id, subject_id)
        """;

    const string Attachments = """
        update media d set message_id = i.id
        from unnest($1::uuid[], $2::uuid[], $3::text[]) i(root_id, id, media) cross join lateral jsonb_array_elements(i.media::jsonb) e
        where d.root_id = i.root_id and d.id = (e.value ->> 'id')::uuid and d.message_id is null
        """;

    const string Keys = """
        insert into idempotency_key (root_id, account_id, key, body_hash, message_id, created_at)
        select i.root_id, i.account_id, i.key, i.body_hash, i.message_id, $6
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::uuid[]) i(root_id, account_id, key, body_hash, message_id)
        order by i.root_id, i.account_id, i.key
        """;

    const string Refusals = """
        insert into send_refusal (root_id, id, number, person_id, line_id, user_id, at, code, gate)
        select i.root_id, i.id, i.number, i.person_id, i.line_id, i.user_id, $9, i.code, i.gate::jsonb
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
             i(root_id, id, number, person_id, line_id, user_id, code, gate)
        """;

    const string RefusedReleases = """
        update message m set status = 10, gate = i.gate::jsonb
        from unnest($1::uuid[], $2::uuid[], $3::text[]) i(root_id, id, gate)
        where m.root_id = i.root_id and m.id = i.id and m.status in (0, 1)
        """;

    static readonly TimeSpan Expiry = TimeSpan.FromHours(24);

    public static async Task WriteAsync(NpgsqlTransaction transaction, ComposePlan plan, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        if (plan.Texts.Count > 0) AddTexts(batch, plan.Texts, now);
        if (plan.Refusals.Count > 0) AddRefusals(batch, plan.Refusals, now);
        AddPlaces(batch, plan, now);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancel);
    }

    static void AddTexts(NpgsqlBatch batch, List<PlannedText> texts, DateTimeOffset now)
    {
        batch.Add(Messages, Of(texts, t => t.Draft.RootId), Of(texts, t => t.Draft.MessageId), Of(texts, t => t.ConversationId), Of(texts, t => t.Draft.LineId),
            Of(texts, t => t.Draft.Number.Digits), Of(texts, t => t.Seq), Of(texts, t => (short)t.Status), Of(texts, t => t.Draft.Body),
            Of(texts, t => (short)t.Draft.Purpose), Of(texts, t => (short)t.Draft.Origin), Of(texts, t => t.Draft.AuthorId), Of(texts, t => t.Draft.Segments),
            Of(texts, t => t.Draft.Media), Of(texts, t => t.Gate), Of(texts, t => t.DueAt), now, Of(texts, t => t.Draft.ExpiresAt));
        var sendable = texts.Where(t => t.Seq is not null).ToList();
        if (sendable.Count > 0) AddSendable(batch, sendable, now);
        var written = texts.Where(t => !t.Draft.IsRelease).ToList();
        if (written.Count > 0)
            batch.Add(Audit, Of(written, t => t.Draft.RootId), Of(written, _ => Ids.New()), Of(written, t => t.Draft.AuthorId), Of(written, t => t.Draft.MessageId), now);
        // What goes to many belongs to the broadcast.
        var carrying = texts.Where(t => t.Draft.Media is not null && t.Draft.Place is null).ToList();
        if (carrying.Count > 0) batch.Add(Attachments, Of(carrying, t => t.Draft.RootId), Of(carrying, t => t.Draft.MessageId), Of(carrying, t => t.Draft.Media));
        var keyed = texts.Where(t => t.Draft.Key is not null).ToList();
        if (keyed.Count > 0)
            batch.Add(Keys, Of(keyed, t => t.Draft.RootId), Of(keyed, t => t.Draft.Key!.AccountId), Of(keyed, t => t.Draft.Key!.Key), Of(keyed, t => t.Draft.Key!.BodyHash), Of(keyed, t => t.Draft.MessageId), now);
    }

    static void AddSendable(NpgsqlBatch batch, List<PlannedText> texts, DateTimeOffset now)
    {
        var roots = Of(texts, t => t.Draft.RootId);
        var conversations = Of(texts, t => t.ConversationId);
        batch.Add(Outbox, roots, Of(texts, t => t.Draft.MessageId), conversations, Of(texts, t => t.Draft.LineId), Of(texts, t => t.Draft.Number.Digits),
            Of(texts, t => t.Seq!.Value), Of(texts, t => (short)t.Lane), Of(texts, t => t.Draft.Segments), Of(texts, t => t.IsHead), Expiry, Of(texts, t => t.Draft.ExpiresAt));
        batch.Add(Conversations, roots, conversations, Of(texts, t => t.Seq!.Value), Of(texts, t => Preview(t.Draft.Body)), now,
            Of(texts, t => t.Draft.AuthorId), Of(texts, t => t.Draft.Origin is Origin.Person or Origin.Api),
            Of(texts, t => t.Draft.Origin == Origin.Person), Of(texts, t => t.Draft.Origin == Origin.Broadcast));
        var shared = texts.SelectMany(t => t.Draft.Also.Select(person => (t.Draft, Person: person))).ToList();
        if (shared.Count > 0)
            batch.Add(AlsoNotes, Of(shared, s => s.Draft.RootId), Of(shared, _ => Ids.New()), Of(shared, s => s.Person), Of(shared, s => s.Draft.AuthorId), Of(shared, s => s.Draft.MessageId), now);
        batch.Add(Notes, roots, Of(texts, _ => Ids.New()), Of(texts, t => t.Draft.AuthorId), Of(texts, t => t.Draft.MessageId), conversations, now);
    }

    static void AddPlaces(NpgsqlBatch batch, ComposePlan plan, DateTimeOffset now)
    {
        List<(Draft Draft, short State, string? Code, string? Words, string Gate)> placed =
        [
            .. plan.Texts.Where(t => t.Draft.Place is not null).Select(t => (t.Draft, (short)1, (string?)null, (string?)null, t.Gate)),
            .. plan.Refusals.Where(r => r.Draft.Place is not null).Select(r => (r.Draft, (short)2, (string?)r.Refusal.Code, (string?)r.Refusal.Message, r.Gate)),
        ];
        if (placed.Count == 0) return;
        batch.Add(Places, Of(placed, p => p.Draft.RootId), Of(placed, p => p.Draft.Place!.BroadcastId), Of(placed, p => p.Draft.Place!.Position), Of(placed, p => p.State),
            Of(placed, p => p.Draft.LineId), Of(placed, p => p.Code), Of(placed, p => p.Words), Of(placed, p => p.Gate), now);
    }

    static void AddRefusals(NpgsqlBatch batch, List<PlannedRefusal> refusals, DateTimeOffset now)
    {
        batch.Add(Refusals, Of(refusals, r => r.Draft.RootId), Of(refusals, _ => Ids.New()), Of(refusals, r => r.Draft.Number.Digits), Of(refusals, r => r.Draft.PersonId),
            Of(refusals, r => r.Draft.LineId), Of(refusals, r => r.Draft.AuthorId), Of(refusals, r => r.Refusal.Code), Of(refusals, r => r.Gate), now);
        var releases = refusals.Where(r => r.Draft.IsRelease).ToList();
        if (releases.Count > 0)
            batch.Add(RefusedReleases, Of(releases, r => r.Draft.RootId), Of(releases, r => r.Draft.MessageId), Of(releases, r => r.Gate));
    }

    /// <summary>First line of a text, as the inbox shows it.</summary>
    public static string Preview(string body) => body.Length <= 120 ? body : body[..(char.IsHighSurrogate(body[119]) ? 119 : 120)];

    static TValue[] Of<TItem, TValue>(List<TItem> items, Func<TItem, TValue> value) => [.. items.Select(value)];
}
