using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>
/// Finds texts by their words, on the lines the viewer sees; newest first. It goes back by whole months and stops when it has enough, so that
/// a common word costs a month and not years, or when it has looked for long enough: then it says where to go on.
/// </summary>
public sealed class Search(NpgsqlDataSource database, TimeProvider clock)
{
    public sealed record Found(Guid MessageId, Guid ConversationId, int? Seq, string Title, string Snippet, DateTimeOffset At);

    /// <param name="Next">Texts written before this day are still to be looked at; null: there are none, or thirty were found.</param>
    public sealed record Answer(IReadOnlyList<Found> Messages, DateOnly? Next);

    /// <summary>So many lines are looked up in the words' own index; more are no help to it.</summary>
    const int MostMarked = 16;

    const int Most = 30;

    /// <summary>A phrase of common words makes every text that holds them be looked at: nobody waits for years of them in one request.</summary>
    static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(60), Quick = TimeSpan.FromMilliseconds(15);

    /// <param name="before">Looks at older texts only: the first day of a month, as <see cref="Answer.Next"/> gave it.</param>
    public async Task<Answer> ExecuteAsync(Viewer viewer, string words, DateOnly? before, CancellationToken cancel)
    {
        var found = new List<Found>();
        // Nobody texted people before the year 2000.
        if (string.IsNullOrWhiteSpace(words) || before is { Year: < 2000 }) return new Answer(found, null);
        var (began, months, until) = (clock.GetTimestamp(), 1, MonthOf(before));
        DateOnly? oldest = null;
        while (true)
        {
            var begun = clock.GetTimestamp();
            DateOnly? from = until is { } end ? end.AddMonths(-months) : ThisMonth;
            if (until is not null && oldest is null) oldest = await OldestAsync(cancel);
            if (from <= oldest) from = null;
            found.AddRange(await FindAsync(viewer, words, First(from), First(until), Most - found.Count, cancel));
            if (found.Count == Most || from is null) return new Answer(found, null);
            until = from;
            if (clock.GetElapsedTime(began) > Enough) return new Answer(found, until);
            months = clock.GetElapsedTime(begun) < Quick ? months * 2 : 1;
        }
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

    // Older texts than the oldest month lie together.
    async Task<DateOnly> OldestAsync(CancellationToken cancel) => (await database.Command("""
        select to_date(substr(min(c.relname), 9), 'YYYY_MM') from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'message'::regclass and c.relname ~ '^message_\d{4}_\d{2}$'
        """).ReadAllAsync(row => row.Maybe<DateOnly>(0), cancel))[0] ?? ThisMonth;

    DateOnly ThisMonth => MonthOf(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))!.Value;

    static DateOnly? MonthOf(DateOnly? day) => day is { } some ? new DateOnly(some.Year, some.Month, 1) : null;

    static Guid? First(DateOnly? day) => day is { } some ? Ids.FirstOf(new DateTimeOffset(some, TimeOnly.MinValue, TimeSpan.Zero)) : null;
}
