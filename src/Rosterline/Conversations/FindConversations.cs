using System.Globalization;
using System.Text;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>What the inbox asks for.</summary>
public sealed record InboxQuestion(InboxView View, Attention? State, Guid? LineId, Guid? PersonId, string? Cursor, int Limit)
{
    /// <summary>Only conversations with people of this kind: candidate, employee or contact (HS-28).</summary>
    public string? Kind { get; init; }
}

/// <summary>
/// Reads pages of the inbox from the conversation's own row, newest first, by key and not by offset. Each line is read from its own
/// index and merged, so that the cost follows the page and not the number of conversations.
/// </summary>
public sealed class FindConversations(NpgsqlDataSource database, HotPath hot)
{
    internal const string Columns = """
        c.id, c.line_id, l.name, l.number, c.number, c.address, p.id, p.name, p.is_candidate, p.is_employee, p.is_contact,
        c.last_at, c.preview, c.preview_direction, c.preview_author, pu.name, case when l.read_each then greatest(0, c.unread - coalesce(v.seen, 0)) else c.unread end, c.attention, c.attention_at, c.assignee_id, au.name, c.problem, c.version, c.last_seq,
        (select count(distinct n.person_id) from person_number n where n.root_id = c.root_id and n.number = c.number)::int
        """;

    internal const string Joins = """
        join line l on l.root_id = c.root_id and l.id = c.line_id
        left join conversation_view v on l.read_each and v.root_id = c.root_id and v.conversation_id = c.id and v.user_id = @me
        left join person p on p.root_id = c.root_id and p.id = c.person_id
        left join app_user pu on pu.id = c.preview_author
        left join app_user au on au.id = c.assignee_id
        """;

    public async Task<(IReadOnlyList<ConversationRow> Items, string? Next)> PageAsync(Viewer viewer, InboxQuestion question, CancellationToken cancel)
    {
        var lines = LinesOf(viewer, question);
        var wanted = question.Limit + 1;
        // Of many lines few rows each are enough, unless one of them gave all it was asked for: then more of each.
        var ofEach = lines.Length <= 8 ? wanted : Math.Min(wanted, 8 + 4 * wanted / lines.Length);
        var rows = await ReadAsync(viewer, question, lines, wanted, ofEach, cancel);
        while (ofEach < wanted && rows.CountBy(row => row.Line.Id).Any(line => line.Value == ofEach))
        {
            ofEach = Math.Min(wanted, ofEach * 4);
            rows = await ReadAsync(viewer, question, lines, wanted, ofEach, cancel);
        }
        var more = rows.Count == wanted;
        if (more) rows.RemoveAt(question.Limit);
        return (rows, more ? Cursor(rows[^1]) : null);
    }

    async Task<List<ConversationRow>> ReadAsync(Viewer viewer, InboxQuestion question, Guid[] lines, int wanted, int ofEach, CancellationToken cancel)
    {
        await using var command = hot.Command($"""
            select {Columns}
            from (select x.* from unnest(@asked) i(line_id) cross join lateral (
                    select c.id, c.last_at from conversation c
                    where c.root_id = @root and c.line_id = i.line_id {Conditions(viewer, question)}
                    order by c.last_at desc, c.id desc limit @each) x
                  order by x.last_at desc, x.id desc limit @limit) page
            cross join lateral (select c.* from conversation c where {viewer.SeesConversation("c")} and c.id = page.id offset 0) c
            {Joins}
            order by c.last_at desc, c.id desc
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("asked", lines);
        command.Parameters.AddWithValue("limit", wanted);
        command.Parameters.AddWithValue("each", ofEach);
        command.Parameters.AddWithValue("me", viewer.UserId);
        Bind(command, question);
        return await command.ReadAllAsync(Read, cancel);
    }

    public async Task<ConversationRow?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"select {Columns} from conversation c {Joins} where {viewer.SeesConversation("c")} and c.id = @id");
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("me", viewer.UserId);
        return (await command.ReadAllAsync(Read, cancel)).FirstOrDefault();
    }

    /// <summary>How many need a reply and how many texts are unread, over the viewer's own lines and what is assigned to her.</summary>
    public async Task<(int NeedsReply, int Unread)> CountAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select count(*) filter (where c.attention = 1)::int, coalesce(sum(case when l.read_each then greatest(0, c.unread - coalesce(v.seen, 0)) else c.unread end), 0)::int
            from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id
            left join conversation_view v on l.read_each and v.root_id = c.root_id and v.conversation_id = c.id and v.user_id = @me
            where {viewer.SeesConversation("c")} and c.line_id = any(@own) and c.attention = 1
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("me", viewer.UserId);
        command.Parameters.AddWithValue("own", viewer.LineIds.Concat(viewer.Assigned.Select(each => each.LineId)).ToArray());
        return (await command.ReadAllAsync(row => (row.GetInt32(0), row.GetInt32(1)), cancel))[0];
    }

    // Colleagues' lines only for the team's view, for a person, or when one of them is asked for: the inbox is one's own.
    static Guid[] LinesOf(Viewer viewer, InboxQuestion question)
    {
        var seen = question.View == InboxView.Team || question.PersonId is not null || question.LineId is not null
            ? viewer.SeenLineIds : viewer.LineIds.Concat(viewer.Assigned.Select(each => each.LineId)).Distinct();
        return [.. seen.Where(id => question.LineId is null || id == question.LineId)];
    }

    static string Conditions(Viewer viewer, InboxQuestion question)
    {
        var all = new StringBuilder();
        if (!viewer.SeesWholeLinesOnly) all.Append(" and ").Append(viewer.SeesConversation("c"));
        if (question.State is not null) all.Append(" and c.attention = @state");
        if (question.View == InboxView.Mine) all.Append(" and (c.assignee_id = @me or (c.assignee_id is null and c.preview_author = @me))");
        if (question.View == InboxView.Unassigned) all.Append(" and c.assignee_id is null");
        if (question.PersonId is not null) all.Append(" and c.number in (select n.number from person_number n where n.root_id = @root and n.person_id = @person)");
        if (KindColumn(question.Kind) is { } kind) all.Append(" and exists (select from person k where k.root_id = @root and k.id = c.person_id and k.").Append(kind).Append(')');
        if (question.Cursor is not null) all.Append(" and (c.last_at, c.id) < (@at, @after)");
        return all.ToString();
    }

    /// <summary>Null: no such kind.</summary>
    internal static string? KindColumn(string? kind) => kind switch { "candidate" => "is_candidate", "employee" => "is_employee", "contact" => "is_contact", _ => null };

    static void Bind(NpgsqlCommand command, InboxQuestion question)
    {
        if (question.State is { } state) command.Parameters.AddWithValue("state", (short)state);
        if (question.PersonId is { } person) command.Parameters.AddWithValue("person", person);
        if (question.Cursor is null || !TryReadCursor(question.Cursor, out var at, out var after)) return;
        command.Parameters.AddWithValue("at", at);
        command.Parameters.AddWithValue("after", after);
    }

    // Microseconds, PostgreSQL's own grain: nothing is skipped or repeated at a page's edge.
    static string Cursor(ConversationRow last) => $"{last.LastAt.UtcTicks / 10}.{last.Id:N}";

    internal static bool TryReadCursor(string cursor, out DateTimeOffset at, out Guid id)
    {
        (at, id) = (default, default);
        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var micros) || micros > DateTime.MaxValue.Ticks / 10) return false;
        at = new DateTimeOffset(micros * 10, TimeSpan.Zero);
        return Guid.TryParseExact(cursor.AsSpan(dot + 1), "N", out id);
    }

    internal static ConversationRow Read(NpgsqlDataReader row)
    {
        var number = row.GetInt64(4);
        var shown = row.Text(5) ?? new PhoneNumber(number).E164;
        var person = row.IsDBNull(6) ? null : new PersonName(row.GetGuid(6), row.GetString(7), row.GetBoolean(8), row.GetBoolean(9), row.GetBoolean(10));
        return new ConversationRow(
            row.GetGuid(0), new LineName(row.GetGuid(1), row.GetString(2), new PhoneNumber(row.GetInt64(3)).E164), shown, person,
            Math.Max(0, row.GetInt32(24) - (person is null ? 0 : 1)), person?.Name ?? row.Text(5) ?? new PhoneNumber(number).Display,
            row.GetFieldValue<DateTimeOffset>(11), row.GetString(12), (Direction)row.GetInt16(13),
            row.IsDBNull(14) ? null : new Who(row.GetGuid(14), row.Text(15) ?? "Former colleague"), row.GetInt32(16), (Attention)row.GetInt16(17),
            row.Maybe<DateTimeOffset>(18), row.IsDBNull(19) ? null : new Who(row.GetGuid(19), row.Text(20) ?? "Former colleague"),
            row.GetBoolean(21), row.GetInt64(22), row.GetInt32(23));
    }
}
