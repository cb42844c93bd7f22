using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>Finds texts by their words, on the lines the viewer sees; newest first.</summary>
public sealed class Search(NpgsqlDataSource database)
{
    public sealed record Found(Guid MessageId, Guid ConversationId, int? Seq, string Title, string Snippet, DateTimeOffset At);

    const int Most = 30;

    public async Task<IReadOnlyList<Found>> ExecuteAsync(Viewer viewer, string words, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words)) return [];
        // The newest matches are taken first and only those are joined and highlighted.
        await using var command = database.CreateCommand($"""
            select x.id, x.conversation_id, x.seq, coalesce(p.name, ''), c.number,
                   ts_headline('simple', x.body, q.q, 'StartSel=<<, StopSel=>>, MaxFragments=1, MaxWords=18, MinWords=6'), x.created_at
            from websearch_to_tsquery('simple', @words) as q(q)
            cross join lateral (
              select m.id, m.root_id, m.conversation_id, m.seq, m.body, m.created_at from message m
              where {Viewer.Condition("m")} and m.search @@ q.q order by m.created_at desc limit @most) x
            join conversation c on c.root_id = x.root_id and c.id = x.conversation_id
            left join person p on p.root_id = c.root_id and p.id = c.person_id
            order by x.created_at desc
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("words", words);
        command.Parameters.AddWithValue("most", Most);
        return await command.ReadAllAsync(row => new Found(row.GetGuid(0), row.GetGuid(1), row.Maybe<int>(2),
            row.GetString(3) is { Length: > 0 } name ? name : new PhoneNumber(row.GetInt64(4)).Display, row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)), cancel);
    }
}
