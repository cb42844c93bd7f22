using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.History;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>One round trip for a whole record: the row, numbers, threads, consent, others on the same number.</summary>
static class PersonRecordSql
{
    static string Row(Viewer viewer) => $"""
        select {PersonSql.Columns}, p.account_id, p.language, p.time_zone, p.notes, p.rep_id, p.created_at, p.updated_at, p.ssn_hash,
               elsewhere.conversations, elsewhere.texts, elsewhere.all_texts
        from person p {PersonSql.Joins}
        cross join lateral (
          select (count(*) filter (where not ({viewer.SeesConversation("c")})))::int as conversations,
            coalesce(sum(c.last_seq) filter (where not ({viewer.SeesConversation("c")})), 0)::int as texts, coalesce(sum(c.last_seq), 0)::int as all_texts
          from conversation c where c.root_id = @root and {ReadHistory.Theirs}) elsewhere
        where {viewer.ReachesPerson("p")} and p.id = @id
        """;

    const string Numbers = """
        select n.kind, n.raw, n.number, n.extension, n.problem, s.problem, s.problem_at, o.time_zone, coalesce(s.blocked & 1 = 1, false)
        from person_number n join organisation o on o.root_id = n.root_id
        left join number_state s on s.root_id = n.root_id and s.number = n.number
        where n.root_id = @root and n.person_id = @id order by n.kind
        """;

    static string Threads(Viewer viewer) => $"""
        select c.id, c.line_id, l.name, l.number, c.number, c.last_at, c.preview, c.preview_direction, case when l.read_each then greatest(0, c.unread - coalesce(v.seen, 0)) else c.unread end
        from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id
        left join conversation_view v on l.read_each and v.root_id = c.root_id and v.conversation_id = c.id and v.user_id = @reader
        where {viewer.SeesConversation("c")} and {ReadHistory.Theirs}
        order by c.last_at desc limit 50
        """;

    // The latest event of the number that is used for texting decides what is shown.
    const string Consent = """
        select e.kind, e.level, e.at, e.source, e.wording from consent_event e
        where e.root_id = @root and e.kind in ('opt_in', 'opt_out', 'inquiry') and e.number = (
          select number from person_number where root_id = @root and person_id = @id order by kind limit 1)
        order by e.at desc, e.id desc limit 1
        """;

    static string SameNumber(Viewer viewer) => $"""
        select o.id, o.name, theirs.number from person_number mine
        join person_number theirs on theirs.root_id = mine.root_id and theirs.number = mine.number and theirs.person_id <> mine.person_id
        join person o on o.root_id = theirs.root_id and o.id = theirs.person_id
        where mine.root_id = @root and mine.person_id = @id and {viewer.ReachesPerson("o")} order by o.name, o.id limit 20
        """;

    public static NpgsqlBatch Batch(NpgsqlConnection connection, Viewer viewer, Guid id)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { Row(viewer), Numbers, Threads(viewer), Consent, SameNumber(viewer) })
        {
            var command = new NpgsqlBatchCommand(sql);
            viewer.Bind(command.Parameters);
            command.Parameters.AddWithValue("id", id);
            if (sql.Contains("@reader", StringComparison.Ordinal)) command.Parameters.AddWithValue("reader", viewer.UserId);
            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    /// <param name="digits">Tells the last four digits behind a hash, to those who may see them.</param>
    public static async Task<PersonRecord?> ReadAsync(NpgsqlDataReader reader, DateTimeOffset now, Func<byte[], string?> digits, CancellationToken cancel)
    {
        if (!await reader.ReadAsync(cancel)) return null;
        var row = PersonSql.Read(reader, now);
        var record = Record(row, reader, digits);
        var numbers = await reader.ReadNextAsync(r => NumberOf(r, row, now), cancel);
        var threads = await reader.ReadNextAsync(ThreadOf, cancel);
        var consent = await reader.ReadNextAsync(ConsentOf, cancel);
        var sharing = await reader.ReadNextAsync(r => new PersonRecord.Sharing(r.GetGuid(0), r.GetString(1), new PhoneNumber(r.GetInt64(2)).E164), cancel);
        return record with { Numbers = numbers, Conversations = threads, Consent = consent.FirstOrDefault(), SameNumber = sharing };
    }

    static PersonRecord Record(PersonRow person, NpgsqlDataReader row, Func<byte[], string?> digits)
    {
        const int First = PersonSql.Count;
        return new(person)
        {
            BranchId = row.GetGuid(First), Language = PersonSql.Text(row, First + 1), TimeZone = PersonSql.Text(row, First + 2), Notes = PersonSql.Text(row, First + 3),
            RepId = row.IsDBNull(First + 4) ? null : row.GetGuid(First + 4), CreatedAt = PersonSql.At(row, First + 5)!.Value,
            UpdatedAt = PersonSql.At(row, First + 6)!.Value, SsnLastFour = row.IsDBNull(First + 7) ? null : digits(row.GetFieldValue<byte[]>(First + 7)),
            OtherConversations = row.GetInt32(First + 8), OtherTexts = row.GetInt32(First + 9), Texts = row.GetInt32(First + 10),
        };
    }

    static PersonRecord.NumberField NumberOf(NpgsqlDataReader row, PersonRow person, DateTimeOffset now)
    {
        var (kind, raw) = ((NumberKind)row.GetInt16(0), row.GetString(1));
        var phone = row.IsDBNull(2) ? (PhoneNumber?)null : new PhoneNumber(row.GetInt64(2));
        var problem = PersonSql.Text(row, 4);
        var mark = PersonSql.Text(row, 5) is { } said ? TextIcons.CarrierWords(said, PersonSql.At(row, 6), row.GetString(7), now) : null;
        return new(kind, raw, phone?.E164, phone?.Display ?? raw, PersonSql.Text(row, 3), problem,
            problem is null ? null : TypedNumber.WordsFor(raw), person.Number?.Kind == kind) { CarrierMark = mark, OptedOut = row.GetBoolean(8) };
    }

    static PersonRecord.Thread ThreadOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), new(row.GetGuid(1), row.GetString(2), new PhoneNumber(row.GetInt64(3)).E164), new PhoneNumber(row.GetInt64(4)).E164,
        row.GetFieldValue<DateTimeOffset>(5), row.GetString(6), row.GetInt16(7) == 0 ? "in" : "out", row.GetInt32(8));

    static PersonRecord.ConsentFact ConsentOf(NpgsqlDataReader row) =>
        new(row.GetString(0), PersonSql.Text(row, 1), PersonSql.At(row, 2), PersonSql.Text(row, 3), PersonSql.Text(row, 4));
}
