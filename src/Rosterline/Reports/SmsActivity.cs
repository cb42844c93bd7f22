using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Reports;

/// <summary>
/// SMS Activity: every text of the organisation with who, whom, line and words, newest first (AR-12). It reads past the assignment of
/// lines, so it has a permission of its own and each run is in the audit log (AR-13).
/// </summary>
public sealed class SmsActivity(NpgsqlDataSource database, TimeProvider clock)
{
    public sealed record Row(
        Guid Id, DateTimeOffset At, Direction Direction, Who? User, Who? Person, string Number, Who Line, DeliveryStatus Status, string StatusWords, string Body);

    public sealed record Question(DateTimeOffset? From, DateTimeOffset? To, Guid? LineId, Guid? UserId, Guid? Before, int Limit);

    // Message ids begin with their time, so the primary key is the time order and bounds both dates.
    const string Sql = """
        select m.id, m.created_at, m.direction, m.author_id, u.name, c.person_id, p.name, m.number, l.id, l.name, m.status, m.sent_at, m.body
        from message m
        join line l on l.root_id = m.root_id and l.id = m.line_id
        join conversation c on c.root_id = m.root_id and c.id = m.conversation_id
        left join person p on p.root_id = c.root_id and p.id = c.person_id
        left join app_user u on u.id = m.author_id
        where m.root_id = $1 and m.id >= $2 and m.id < $3 and m.origin <> 5 and ($4::uuid is null or m.line_id = $4) and ($5::uuid is null or m.author_id = $5)
        order by m.id desc limit $6
        """;

    public async Task<(IReadOnlyList<Row> Items, string? Next)> ExecuteAsync(Viewer viewer, Question question, CancellationToken cancel)
    {
        var to = question.Before ?? Ids.FirstOf(question.To ?? clock.GetUtcNow().AddDays(1));
        var rows = await database.Command(Sql, viewer.RootId, Ids.FirstOf(question.From ?? DateTimeOffset.UnixEpoch), to,
            question.LineId is { } line ? line : DBNull.Value, question.UserId is { } user ? user : DBNull.Value, question.Limit + 1).ReadAllAsync(Read, cancel);
        var more = rows.Count > question.Limit;
        if (more) rows.RemoveAt(question.Limit);
        return (rows, more ? rows[^1].Id.ToString("N") : null);
    }

    Row Read(NpgsqlDataReader row)
    {
        var (at, status) = (row.GetFieldValue<DateTimeOffset>(1), (DeliveryStatus)row.GetInt16(10));
        var number = row.GetInt64(7);
        return new Row(
            row.GetGuid(0), at, (Direction)row.GetInt16(2), row.IsDBNull(3) ? null : new Who(row.GetGuid(3), row.Text(4) ?? "Former colleague"),
            row.IsDBNull(5) ? null : new Who(row.GetGuid(5), row.Text(6) ?? ""), number > 0 ? new PhoneNumber(number).E164 : "",
            new Who(row.GetGuid(8), row.GetString(9)), status, StatusWords.For(status, at, row.Maybe<DateTimeOffset>(11), clock.GetUtcNow()), row.GetString(12));
    }
}
