using Npgsql;
using Rosterline.Conversations;
using Rosterline.People.Import;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>
/// Stores some thousand texts in one transaction, together with how far the import is. They are marked, have no place in their threads yet, and
/// nothing follows from them: no keyword, no journal note, no badge.
/// </summary>
sealed class WriteHistory(NpgsqlDataSource database)
{
    const string MakeConversations = """
        insert into conversation (root_id, id, line_id, number, person_id, last_at)
        select $1, i.id, i.line_id, i.number,
               (select min(p.person_id::text)::uuid from person_number p where p.root_id = $1 and p.number = i.number having count(distinct p.person_id) = 1), i.at
        from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::timestamptz[]) i(id, line_id, number, at)
        order by i.line_id, i.number on conflict do nothing
        """;

    // What stands here already: by print, or by the provider's own id, then with the text it is.
    const string Known = """
        select i.id, case when own.known then null else coalesce(r.message_id, o.id) end
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::smallint[]) i(id, line_id, provider_id, direction)
        join line l on l.root_id = $1 and l.id = i.line_id
        cross join lateral (select exists (select 1 from message m where m.root_id = $1 and m.id = i.id) or exists (select 1 from history_row h where h.root_id = $1 and h.print = i.id) as known) own
        left join inbound_receipt r on i.direction = 0 and r.root_id = $1 and r.connection_id = l.connection_id and r.provider_message_id = i.provider_id
        left join lateral (select m.id from message m where i.direction = 1 and m.root_id = $1 and m.connection_id = l.connection_id and m.provider_message_id = i.provider_id and m.direction = 1 limit 1) o on true
        where own.known or r.message_id is not null or o.id is not null
        """;

    // Texts of our own with the same words, the nearest first: what a gap filler brought has the time of its arrival, which may be days after.
    const string Alike = """
        select i.id, m.id from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::smallint[], $6::text[], $7::timestamptz[]) i(id, line_id, number, direction, body, at)
        join conversation c on c.root_id = $1 and c.line_id = i.line_id and c.number = i.number and c.last_seq > 0
        join message m on m.root_id = $1 and m.conversation_id = c.id and m.seq > 0 and m.origin <> 5 and m.direction = i.direction and m.body = i.body
          and m.created_at between i.at - interval '5 minutes' and i.at + case when i.direction = 0 then interval '3 days' else interval '5 minutes' end
        where not exists (select 1 from history_row h where h.root_id = $1 and h.message_id = m.id)
        order by abs(extract(epoch from m.created_at - i.at)), i.at
        """;

    const string Receipts = """
        insert into inbound_receipt (root_id, connection_id, provider_message_id, message_id)
        select $1, l.connection_id, i.provider_id, i.id from unnest($2::uuid[], $3::uuid[], $4::text[]) i(id, line_id, provider_id)
        join line l on l.root_id = $1 and l.id = i.line_id order by 2, 3 on conflict do nothing
        """;

    const string Store = """
        insert into message (root_id, id, conversation_id, line_id, number, direction, status, body, origin, connection_id, provider_message_id, created_at, sent_at, brought_from)
        select $1, i.id, c.id, i.line_id, i.number, i.direction, i.status, i.body, 5, case when i.provider_id is not null then l.connection_id end, i.provider_id, i.at,
               case when i.direction = 1 then i.at end, $10
        from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::smallint[], $6::smallint[], $7::text[], $8::text[], $9::timestamptz[]) i(id, line_id, number, direction, status, body, provider_id, at)
        join conversation c on c.root_id = $1 and c.line_id = i.line_id and c.number = i.number
        join line l on l.root_id = $1 and l.id = i.line_id
        on conflict do nothing
        """;

    /// <summary>False: the import was cancelled meanwhile, nothing of this chunk is stored.</summary>
    public async Task<bool> ExecuteAsync(RunningImport import, string product, IReadOnlyList<HistoryRead> rows, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var texts = rows.Select(row => row.Text).OfType<HistoryText>().Where(text => text.LineId is not null).ToList();
        var problems = rows.Select(row => row.Problem ?? Homeless(row)).OfType<RowProblem>().ToList();
        var already = texts.Count == 0 ? [] : await WriteAsync(transaction, import.RootId, product, texts, cancel);
        await ImportProblems.WriteAsync(connection, import.RootId, import.Id, problems, cancel);
        var figures = new ChunkFigures(rows.Count, texts.Count - already.Count, 0, already.Count, 0, problems.Count, 0, 0);
        if (!await ImportProgress.AdvanceAsync(connection, import, rows[^1].Row, figures, cancel)) return false;
        await transaction.CommitAsync(cancel);
        return true;
    }

    static async Task<HashSet<Guid>> WriteAsync(NpgsqlTransaction transaction, Guid rootId, string product, List<HistoryText> texts, CancellationToken cancel)
    {
        var found = await transaction.Command(Known, rootId, Of(texts, t => t.Print), Of(texts, t => t.LineId!.Value), Of(texts, t => t.ProviderId), Of(texts, t => (short)t.Direction))
            .ReadAllAsync(row => (Print: row.GetGuid(0), Message: row.Maybe<Guid>(1)), cancel);
        await AbsorbAsync(transaction, rootId, found.Where(one => one.Message is not null).Select(one => (one.Print, one.Message!.Value)), cancel);
        var known = found.Select(one => one.Print).ToHashSet();
        var fresh = texts.FindAll(text => !known.Contains(text.Print));
        if (fresh.Count == 0) return known;
        var pairs = fresh.DistinctBy(text => (text.LineId, text.Theirs)).ToList();
        await transaction.Command(MakeConversations, rootId, Of(pairs, _ => Ids.New()), Of(pairs, t => t.LineId!.Value), Of(pairs, t => t.Theirs), Of(pairs, t => t.At)).RunAsync(cancel);
        var alike = Pairs(await transaction.Command(Alike, rootId, Of(fresh, t => t.Print), Of(fresh, t => t.LineId!.Value), Of(fresh, t => t.Theirs), Of(fresh, t => (short)t.Direction), Of(fresh, t => t.Body), Of(fresh, t => t.At))
            .ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel));
        await AbsorbAsync(transaction, rootId, alike.Select(pair => (pair.Key, pair.Value)), cancel);
        known.UnionWith(alike.Keys);
        var stored = fresh.FindAll(text => !alike.ContainsKey(text.Print)).OrderBy(text => text.Print).ToList();
        var received = stored.FindAll(text => text is { Direction: Direction.In, ProviderId: not null });
        await transaction.Command(Receipts, rootId, Of(received, t => t.Print), Of(received, t => t.LineId!.Value), Of(received, t => t.ProviderId)).RunAsync(cancel);
        await transaction.Command(Store, rootId, Of(stored, t => t.Print), Of(stored, t => t.LineId!.Value), Of(stored, t => t.Theirs), Of(stored, t => (short)t.Direction),
            Of(stored, t => (short)t.Status), Of(stored, t => t.Body), Of(stored, t => t.ProviderId), Of(stored, t => t.At), product).RunAsync(cancel);
        return known;
    }

    // A text of ours stands for one row and no other.
    static async Task AbsorbAsync(NpgsqlTransaction transaction, Guid rootId, IEnumerable<(Guid Print, Guid Message)> rows, CancellationToken cancel)
    {
        var all = rows.ToList();
        if (all.Count > 0)
            await transaction.Command("insert into history_row (root_id, print, message_id) select $1, i.print, i.id from unnest($2::uuid[], $3::uuid[]) i(print, id) on conflict do nothing",
                rootId, all.ConvertAll(row => row.Print).ToArray(), all.ConvertAll(row => row.Message).ToArray()).RunAsync(cancel);
    }

    static Dictionary<Guid, Guid> Pairs(List<(Guid Row, Guid Message)> candidates)
    {
        var (taken, pairs) = (new HashSet<Guid>(), new Dictionary<Guid, Guid>());
        foreach (var (row, message) in candidates)
            if (!pairs.ContainsKey(row) && taken.Add(message)) pairs[row] = message;
        return pairs;
    }

    static RowProblem? Homeless(HistoryRead row) => row.Text is { LineId: null } text
        ? new(row.Row, null, null, text.Ours is { } number ? $"{new PhoneNumber(number).Display} is no line here, and none was chosen for it. Skipped." : "names no number of ours, and no line was chosen. Skipped.", false, "")
        : null;

    static TValue[] Of<TValue>(List<HistoryText> texts, Func<HistoryText, TValue> value) => [.. texts.Select(value)];
}
