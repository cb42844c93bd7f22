using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Jobs.Applicants;

/// <summary>Applicants of one posting, or the pool: everybody who ever applied, once, by the latest application. Newest first.</summary>
public sealed class FindApplicants(NpgsqlDataSource database, TimeProvider clock)
{
    const int DefaultPage = 50, LargestPage = 200;

    /// <param name="PostingId">Null: the pool.</param>
    public sealed record Query(Guid? PostingId = null, Stage? Stage = null, string? Q = null, string? Cursor = null, int? Limit = null);

    public sealed record Page(IReadOnlyList<Applicant> Items, string? Next);

    // In the pool each person stands once: no later application of hers, of equal moments the one of the higher posting.
    const string LatestOnly = """
         and not exists (select 1 from application later where later.root_id = a.root_id and later.person_id = a.person_id
                         and (later.applied_at, later.posting_id) > (a.applied_at, a.posting_id))
        """;

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        viewer.Bind(command);
        command.Parameters.AddWithValue("limit", limit + 1);
        var conditions = PeopleSearch.Condition(query.Q, command.Parameters) + (query.PostingId is null ? LatestOnly : " and a.posting_id = @posting");
        if (query.PostingId is { } posting) command.Parameters.AddWithValue("posting", posting);
        if (query.Stage is { } stage)
        {
            command.Parameters.AddWithValue("stage", (short)stage);
            conditions += " and a.stage = @stage";
        }
        if (Place(query.Cursor, command.Parameters) is not { } place) return Refusals.Position;
        command.CommandText = Sql(conditions + place);
        var (now, rows) = (clock.GetUtcNow(), new List<Applicant>(limit + 1));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) rows.Add(Read(reader, now));
        var items = rows.Take(limit).ToList();
        return new Page(items, rows.Count > limit ? PageCursor.Write(items[^1].AppliedAt.ToString("O", CultureInfo.InvariantCulture), items[^1].Person.Id.ToString()) : null);
    }

    // Agreed to texts, or wrote first: that is consent to the exchange they began (P-01).
    static string Sql(string conditions) => $"""
        with page as materialized (
          select a.posting_id, a.person_id, a.stage, a.stage_at, a.applied_at, a.said_yes_to_texts, a.note
          from application a join person p on p.root_id = a.root_id and p.id = a.person_id
          where a.root_id = @root{conditions} order by a.applied_at desc, a.person_id desc limit @limit)
        select {PersonSql.Columns},
               page.posting_id as applied_posting, posting.title as applied_title, page.stage as applied_stage, page.stage_at as applied_stage_at, page.applied_at as applied_when,
               page.said_yes_to_texts as applied_yes, page.note as applied_note,
               (select count(*)::int from application every where every.root_id = p.root_id and every.person_id = p.id) as applied_count,
               (exists (select 1 from consent_event e where e.root_id = p.root_id and e.number = n.numbers[1] and e.kind in ('opt_in', 'inquiry'))
                 or exists (select 1 from conversation wrote where wrote.root_id = p.root_id and wrote.number = n.numbers[1] and wrote.last_inbound_at is not null)) as applied_agreed
        from page join person p on p.root_id = @root and p.id = page.person_id
        join posting on posting.root_id = p.root_id and posting.id = page.posting_id
        {PersonSql.Joins}
        order by page.applied_at desc, page.person_id desc
        """;

    static Applicant Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        int At(string name) => row.GetOrdinal(name);

        var person = PersonSql.Read(row, now);
        var mayText = row.GetBoolean(At("applied_agreed"));
        return new(person, new(row.GetGuid(At("applied_posting")), row.GetString(At("applied_title"))), (Stage)row.GetInt16(At("applied_stage")),
            row.GetFieldValue<DateTimeOffset>(At("applied_stage_at")), row.GetFieldValue<DateTimeOffset>(At("applied_when")), mayText,
            mayText || person.TextState.State is not (TextState.Free or TextState.Texted) ? null : NoOptIn(person),
            row.Maybe<bool>(At("applied_yes")), row.Text(At("applied_note")), row.GetInt32(At("applied_count")));
    }

    static string NoOptIn(PersonRow person) =>
        $"No opt-in yet. You can text once {(person.FirstName.Length > 0 ? person.FirstName : "this person")} ticks it on the application or texts you.";

    static string? Place(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 2) is not [var at, var text] || !Guid.TryParse(text, out var id)
            || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return null;
        parameters.AddWithValue("beforeAt", moment);
        parameters.AddWithValue("beforeId", id);
        return " and (a.applied_at, a.person_id) < (@beforeAt, @beforeId)";
    }
}
