using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>
/// Finds texts by their words, on the lines the viewer sees; newest first. It goes back by whole months and stops when it has enough, so that
/// a common word costs a month and not years.
/// </summary>
public sealed class Search(NpgsqlDataSource database, TimeProvider clock)
{
    public sealed record Found(Guid MessageId, Guid ConversationId, int? Seq, string Title, string Snippet, DateTimeOffset At);

    /// <summary>So many lines are looked up in the words' own index; more are no help to it.</summary>
    const int MostMarked = 16;

    const int Most = 30;

    static readonly int[] MonthsBack = [0, 1, 4, 13];

    public async Task<IReadOnlyList<Found>> ExecuteAsync(Viewer viewer, string words, CancellationToken cancel)
    {
        var found = new List<Found>();
        if (string.IsNullOrWhiteSpace(words)) return found;
        Guid? before = null;
        foreach (var from in (Guid?[])[.. MonthsBack.Select(back => (Guid?)FirstOfMonth(back)), null])
        {
            found.AddRange(await FindAsync(viewer, words, from, before, Most - found.Count, cancel));
            if (found.Count == Most) break;
            before = from;
        }
        return found;
    }

    // The newest matches are taken first and only those are joined and highlighted. The bounds are written out: PostgreSQL then leaves other
    // months aside before it plans, and sees that whole months need no second index.
    async Task<List<Found>> FindAsync(Viewer viewer, string words, Guid? from, Guid? before, int most, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select x.id, x.conversation_id, x.seq, coalesce(p.name, ''), c.number,
                   ts_headline('simple', x.body, websearch_to_tsquery('simple', @words), 'StartSel=<<, StopSel=>>, MaxFragments=1, MaxWords=18, MinWords=6'), x.created_at
            from (select m.id, m.root_id, m.conversation_id, m.seq, m.body, m.created_at from message m
                  where {viewer.SeesMessage("m")} {(from is null ? "" : $"and m.id >= '{from}'")} {(before is null ? "" : $"and m.id < '{before}'")}
                    and m.search @@ websearch_to_tsquery('simple', @words) {Marks(viewer)}
                  order by m.created_at desc limit @most) x
            join conversation c on c.root_id = x.root_id and c.id = x.conversation_id
            left join person p on p.root_id = c.root_id and p.id = c.person_id
            order by x.created_at desc
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("words", words);
        command.Parameters.AddWithValue("most", most);
        if (IsMarked(viewer)) command.Parameters.AddWithValue("marks", string.Join(" | ", viewer.SeenLineIds.Select(line => $"'#{line.ToString("N")[^8..]}'")));
        return await command.ReadAllAsync(row => new Found(row.GetGuid(0), row.GetGuid(1), row.Maybe<int>(2),
            row.GetString(3) is { Length: > 0 } name ? name : new PhoneNumber(row.GetInt64(4)).Display, row.GetString(5), row.GetFieldValue<DateTimeOffset>(6)), cancel);
    }

    // Each text carries a mark of its line beside its words: what others wrote about forklifts is not even looked at.
    static string Marks(Viewer viewer) => IsMarked(viewer) ? "and m.search @@ @marks::tsquery" : "";

    static bool IsMarked(Viewer viewer) => viewer.SeenLineIds.Count() is > 0 and <= MostMarked;

    Guid FirstOfMonth(int monthsBack)
    {
        var now = clock.GetUtcNow();
        return Ids.FirstOf(new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-monthsBack));
    }
}
