using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Compose;

/// <summary>A conversation as it stands while we hold its row.</summary>
sealed record LockedConversation(Guid Id, int LastSeq, DateTimeOffset? LastInboundAt, bool LastIsOurs, Guid? LastAuthor);

/// <summary>The state of a number while we hold its row.</summary>
sealed record LockedNumber(Block Blocked, DateTimeOffset? OptedOutAt, string? How, string? Words, string? Problem, DateTimeOffset? ProblemAt);

/// <summary>
/// Locks and reads, in one round trip, what composing a batch of drafts depends on. Lock order as everywhere: number state
/// (shared, so that a STOP and this batch are one line of events), then conversation, each sorted by key. What a broadcast's text waits
/// for comes before them: pausing and cancelling take that row and nothing after it.
/// </summary>
sealed class ComposeFacts
{
    const string LockPlaces = """
        select r.message_id from unnest($1::uuid[], $2::uuid[], $3::int[]) i(root_id, broadcast_id, position)
        join broadcast b on b.root_id = i.root_id and b.id = i.broadcast_id
        join broadcast_recipient r on r.root_id = i.root_id and r.broadcast_id = i.broadcast_id and r.position = i.position
        where b.state = 2 and r.state = 0
        order by r.root_id, r.broadcast_id, r.position for share of b for no key update of r
        """;

    const string MakeNumbers = """
        insert into number_state (root_id, number)
        select distinct i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number) order by 1, 2
        on conflict do nothing
        """;

    const string LockNumbers = """
        select n.root_id, n.number, n.blocked, n.opted_out_at, n.opted_out_how, n.opted_out_words, n.problem, n.problem_at
        from number_state n
        where (n.root_id, n.number) in (select i.root_id, i.number from unnest($1::uuid[], $2::bigint[]) i(root_id, number))
        order by n.root_id, n.number for share
        """;

    const string MakeConversations = """
        insert into conversation (root_id, id, line_id, number, person_id, last_at)
        select distinct on (i.root_id, i.line_id, i.number) i.root_id, i.id, i.line_id, i.number,
               coalesce(i.person_id, (select min(p.person_id::text)::uuid from person_number p
                                      where p.root_id = i.root_id and p.number = i.number having count(distinct p.person_id) = 1)),
               $6
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[]) i(root_id, id, line_id, number, person_id)
        where not exists (select 1 from conversation c where c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number)
        order by i.root_id, i.line_id, i.number
        on conflict do nothing
        """;

    const string LockConversations = """
        select c.root_id, c.line_id, c.number, c.id, c.last_seq, c.last_inbound_at, c.preview_direction = 1, c.preview_author
        from conversation c
        where (c.root_id, c.line_id, c.number) in
              (select i.root_id, i.line_id, i.number from unnest($1::uuid[], $2::uuid[], $3::bigint[]) i(root_id, line_id, number))
        order by c.root_id, c.id for no key update
        """;

    // After the lock, in a statement of its own: an outcome that freed the conversation a moment ago must be seen.
    // Ordered, so that only the index by conversation fits: the outbox is often empty when it is analysed, and then every index that begins
    // with the organisation looks as good, also one that reads its whole backlog for each conversation.
    const string FindBusy = """
        select distinct c.root_id, c.line_id, c.number
        from unnest($1::uuid[], $2::uuid[], $3::bigint[]) i(root_id, line_id, number)
        join conversation c on c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number
        cross join lateral (select 1 from outbox o where o.root_id = c.root_id and o.conversation_id = c.id order by o.seq limit 1) o
        """;

    const string FindSameText = """
        select i.message_id, m.created_at
        from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::uuid[]) i(root_id, line_id, number, body, message_id)
        join conversation c on c.root_id = i.root_id and c.line_id = i.line_id and c.number = i.number and c.last_outbound_at is not null
        cross join lateral (
          select m.created_at from message m
          where m.root_id = c.root_id and m.conversation_id = c.id and m.direction = 1 and m.created_at > $6 and m.id >= $7 and m.id < $8
            and m.body = i.body and m.status not in (7, 9, 10) and m.id <> i.message_id
          order by m.created_at desc limit 1) m
        """;

    const string FindKeys = """
        select k.root_id, k.account_id, k.key, k.body_hash, k.message_id
        from unnest($1::uuid[], $2::uuid[], $3::text[]) i(root_id, account_id, key)
        join idempotency_key k on k.root_id = i.root_id and k.account_id = i.account_id and k.key = i.key and k.created_at > $4
        """;

    // An id is made before the text has its time, and by its node's clock; the bound spares looking into every month there is.
    static readonly TimeSpan ClocksDiffer = TimeSpan.FromDays(30);

    static readonly TimeSpan SameTextWithin = TimeSpan.FromHours(24), KeysKept = TimeSpan.FromDays(7);

    public Dictionary<(Guid Root, long Number), LockedNumber> Numbers { get; } = [];

    public Dictionary<(Guid Root, Guid Line, long Number), LockedConversation> Conversations { get; } = [];

    public HashSet<(Guid Root, Guid Line, long Number)> Busy { get; } = [];

    public Dictionary<Guid, DateTimeOffset> SameText { get; } = [];

    public Dictionary<(Guid Root, Guid Account, string Key), (byte[] Hash, Guid MessageId)> Keys { get; } = [];

    /// <summary>Texts of broadcasts whose place still waits for them.</summary>
    public HashSet<Guid> Waiting { get; } = [];

    public static async Task<ComposeFacts> LockAsync(NpgsqlTransaction transaction, IReadOnlyList<Draft> drafts, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var roots = drafts.Select(d => d.RootId).ToArray();
        var lines = drafts.Select(d => d.LineId).ToArray();
        var numbers = drafts.Select(d => d.Number.Digits).ToArray();
        var placed = drafts.Where(d => d.Place is not null).ToArray();
        if (placed.Length > 0)
            batch.Add(LockPlaces, placed.Select(d => d.RootId).ToArray(), placed.Select(d => d.Place!.BroadcastId).ToArray(), placed.Select(d => d.Place!.Position).ToArray());
        batch.Add(MakeNumbers, roots, numbers);
        batch.Add(LockNumbers, roots, numbers);
        batch.Add(MakeConversations, roots, drafts.Select(_ => Ids.New()).ToArray(), lines, numbers, drafts.Select(d => d.PersonId).ToArray(), now);
        batch.Add(LockConversations, roots, lines, numbers);
        batch.Add(FindBusy, roots, lines, numbers);
        batch.Add(FindSameText, roots, lines, numbers, drafts.Select(d => d.Body).ToArray(), drafts.Select(d => d.MessageId).ToArray(), now - SameTextWithin, Ids.Ago(SameTextWithin + ClocksDiffer), Ids.Ago(-SameTextWithin));
        var keyed = drafts.Where(d => d.Key is not null).ToArray();
        if (keyed.Length > 0)
            batch.Add(FindKeys, keyed.Select(d => d.RootId).ToArray(), keyed.Select(d => d.Key!.AccountId).ToArray(), keyed.Select(d => d.Key!.Key).ToArray(), now - KeysKept);
        var facts = new ComposeFacts();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (placed.Length > 0)
        {
            while (await reader.ReadAsync(cancel)) facts.Waiting.Add(reader.GetGuid(0));
            await reader.NextResultAsync(cancel);
        }
        await facts.ReadAsync(reader, cancel);
        return facts;
    }

    async Task ReadAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
            Numbers[(reader.GetGuid(0), reader.GetInt64(1))] = new((Block)reader.GetInt16(2), reader.Maybe<DateTimeOffset>(3), reader.Text(4), reader.Text(5), reader.Text(6), reader.Maybe<DateTimeOffset>(7));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            Conversations[(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2))] = new(reader.GetGuid(3), reader.GetInt32(4), reader.Maybe<DateTimeOffset>(5), reader.GetBoolean(6), reader.Maybe<Guid>(7));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) Busy.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2)));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) SameText[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        if (!await reader.NextResultAsync(cancel)) return;
        while (await reader.ReadAsync(cancel))
            Keys[(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2))] = (reader.GetFieldValue<byte[]>(3), reader.GetGuid(4));
    }
}
