using System.Runtime.CompilerServices;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.People;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Sending.Broadcasts;

/// <summary>One person of a broadcast and what became of her text.</summary>
/// <param name="StatusWords">As P-20 has it, or why she was not texted.</param>
/// <param name="Answer">Her first answer, on lines one may see.</param>
public sealed record RecipientRow(
    int Position, Guid PersonId, string Name, PhoneNumber? Number, NumberKind? Field, string State, string StatusWords, string? Code, DateTimeOffset? DueAt, Guid? MessageId, Guid? ConversationId,
    RecipientRow.FirstAnswer? Answer, int Also)
{
    public sealed record FirstAnswer(string Body, DateTimeOffset At, AnswerKind Kind);
}

/// <summary>People of a broadcast, a page at a time, by tab (P-15); or all of them for a file.</summary>
sealed class FindRecipients(NpgsqlDataSource database, TimeProvider clock)
{
    const int DefaultPage = 100, LargestPage = 500;

    public sealed record Page(IReadOnlyList<RecipientRow> Items, string? Next);

    const string Select = """
        select r.position, r.person_id, p.name, r.number, r.field, r.state, r.code, r.words, r.due_at, m.id, m.conversation_id, m.status, m.created_at, m.sent_at, m.error_code, m.gate::text,
               m.due_at, a.body, a.created_at, coalesce(cardinality(r.also), 0)
        from broadcast_recipient r
        left join person p on p.root_id = r.root_id and p.id = r.person_id
        left join message m on m.root_id = r.root_id and m.id = r.message_id and r.state in (1, 3)
        left join lateral (
          select x.body, x.created_at from message x
          where x.root_id = m.root_id and x.conversation_id = m.conversation_id and x.seq > m.seq and x.direction = 0 and x.line_id = any($4) order by x.seq limit 1) a on true
        where r.root_id = $1 and r.broadcast_id = $2 and r.position > $3
        """;

    public async Task<Page> ExecuteAsync(Viewer viewer, Guid id, string? tab, AnswerKind? kind, int? after, int? limit, CancellationToken cancel)
    {
        var size = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var rows = new List<RecipientRow>();
        // Kinds of answers are read from the words, so a page may take more than one look.
        await foreach (var row in ReadAsync(viewer, id, Condition(tab), after ?? -1, cancel))
        {
            if (kind is not null && row.Answer?.Kind != kind) continue;
            rows.Add(row);
            if (rows.Count > size) break;
        }
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new Page(rows, more ? rows[^1].Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Everybody, streamed.</summary>
    public IAsyncEnumerable<RecipientRow> AllAsync(Viewer viewer, Guid id, CancellationToken cancel) => ReadAsync(viewer, id, "", -1, cancel);

    async IAsyncEnumerable<RecipientRow> ReadAsync(Viewer viewer, Guid id, string condition, int after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = database.Command($"{Select} {condition} order by r.position", viewer.RootId, id, after, viewer.WholeLineIds.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var now = clock.GetUtcNow();
        while (await reader.ReadAsync(cancel)) yield return Read(reader, now);
    }

    static string Condition(string? tab) => tab switch
    {
        "replied" => "and a.body is not null",
        "no_reply" => "and r.state = 1 and a.body is null and m.status not in (6, 7, 9, 10)",
        "not_delivered" => "and m.status in (6, 7, 10)",
        "not_texted" => "and r.state in (2, 3, 4)",
        "waiting" => "and r.state = 0",
        _ => "",
    };

    static RecipientRow Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var state = row.GetInt16(5);
        var status = (DeliveryStatus?)row.Maybe<short>(11);
        var answer = row.Text(17) is { } body ? new RecipientRow.FirstAnswer(body, row.GetFieldValue<DateTimeOffset>(18), AnswerKinds.Of(body)) : null;
        return new RecipientRow(
            row.GetInt32(0), row.GetGuid(1), row.Text(2) ?? "Somebody who was removed", row.Maybe<long>(3) is { } number ? new PhoneNumber(number) : null, (NumberKind?)row.Maybe<short>(4),
            state switch { 0 => "waiting", 1 => "written", 2 => "not_texted", 3 => "cancelled", _ => "missed" }, Words(row, state, status, now), row.Text(6), row.Maybe<DateTimeOffset>(8),
            row.Maybe<Guid>(9), row.Maybe<Guid>(10), answer, row.GetInt32(19));
    }

    static string Words(NpgsqlDataReader row, short state, DeliveryStatus? status, DateTimeOffset now) => state switch
    {
        0 => row.GetFieldValue<DateTimeOffset>(8) > now ? "Scheduled" : "Waiting",
        3 => "Cancelled",
        1 when status is { } known => StatusWords.Problem(known, row.Text(14), row.Text(15)) is { } problem
            ? $"{StatusWords.For(known, row.GetFieldValue<DateTimeOffset>(12), row.Maybe<DateTimeOffset>(13), now)}: {problem}"
            : StatusWords.For(known, row.GetFieldValue<DateTimeOffset>(12), row.Maybe<DateTimeOffset>(13), now),
        _ => row.Text(7) ?? "Not texted",
    };
}
