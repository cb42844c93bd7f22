using Npgsql;
using Rosterline.People.Fields;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>Reads person rows with all a list needs in one statement; visibility of texts by the viewer's lines.</summary>
static class PersonSql
{
    /// <summary>Columns for <see cref="Read"/>; wants <c>p</c> = person, parameters root and lines.</summary>
    public const string Columns = """
        p.id, p.name, p.first_name, p.last_name, p.is_candidate, p.is_employee, p.is_contact, company.name, p.title, branch.name,
        p.email, p.is_active, p.locked_reason, p.locked_at, n.kinds, n.raws, n.numbers, n.problems,
        coalesce(s.blocked, 0)::smallint, s.opted_out_at, s.opted_out_words, s.problem, s.problem_at, t.last_at, o.time_zone,
        p.external_id, rep.name, p.department, p.status, p.zip, p.city, p.state, p.company_id, company.external_id,
        (p.is_assigned or exists (select from assignment a where a.root_id = p.root_id and a.person_id = p.id and a.status < 3)), p.has_resume,
        logged.action, logged.at, p.custom::text
        """;

    /// <summary>How many columns these are.</summary>
    public const int Count = 39;

    public const string Joins = """
        join organisation o on o.root_id = p.root_id
        left join company on company.root_id = p.root_id and company.id = p.company_id
        left join account branch on branch.root_id = p.root_id and branch.id = p.account_id
        left join lateral (
          select array_agg(kind order by kind) as kinds, array_agg(raw order by kind) as raws,
                 array_agg(number order by kind) as numbers, array_agg(problem order by kind) as problems
          from person_number where root_id = p.root_id and person_id = p.id) n on true
        left join app_user rep on rep.id = p.rep_id
        left join number_state s on s.root_id = p.root_id and s.number = n.numbers[1]
        left join lateral (
          select max(greatest(c.last_inbound_at, c.last_outbound_at)) as last_at from conversation c
          where c.root_id = p.root_id and c.number = n.numbers[1] and c.line_id = any(@lines)) t on true
        left join lateral (
          select j.action, j.at from journal_note j
          where j.root_id = p.root_id and j.person_id = p.id and j.kind = 2 order by j.at desc, j.id desc limit 1) logged on true
        """;

    public static PersonRow Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var numbers = Numbers(row);
        var chosen = TextingNumber.Choose(numbers);
        var locked = row.IsDBNull(13) ? null : new PersonRow.Lock(Text(row, 12) ?? "", At(row, 13)!.Value);
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6),
            Text(row, 7), Text(row, 8), Text(row, 9), chosen is null ? null : Shown(chosen), Text(row, 10), row.GetBoolean(11), locked,
            TextIcons.Of(chosen, locked, State(row), At(row, 23), row.GetString(24), now))
        {
            ExternalId = Text(row, 25), Rep = Text(row, 26), Department = Text(row, 27), Status = Text(row, 28), Zip = Text(row, 29), City = Text(row, 30),
            State = Text(row, 31), CompanyId = row.IsDBNull(32) ? null : row.GetGuid(32), CustomerId = Text(row, 33), IsAssigned = row.GetBoolean(34),
            HasResume = row.GetBoolean(35), CellPhone = Phone(numbers, NumberKind.Cell), OfficePhone = Phone(numbers, NumberKind.Office),
            Custom = row.IsDBNull(38) ? null : CustomValues.Read(row.GetString(38)),
            LastMessage = Last(At(row, 23), Text(row, 36), At(row, 37)),
        };
    }

    // Whichever came later: the newest text, or the newest note logged by hand.
    static PersonRow.LastContact? Last(DateTimeOffset? text, string? action, DateTimeOffset? logged) =>
        text is { } at && (logged is null || at > logged) ? new("Text", at) : logged is { } noted ? new(action ?? "", noted) : null;

    static string? Phone(List<NumberOnRecord> numbers, NumberKind kind)
    {
        foreach (var number in numbers)
            if (number.Kind == kind) return number.Number is { } digits ? new PhoneNumber(digits).Display : number.Raw;
        return null;
    }

    static List<NumberOnRecord> Numbers(NpgsqlDataReader row)
    {
        if (row.IsDBNull(14)) return [];
        var (kinds, raws) = (row.GetFieldValue<short[]>(14), row.GetFieldValue<string[]>(15));
        var (numbers, problems) = (row.GetFieldValue<long?[]>(16), row.GetFieldValue<string?[]>(17));
        return [.. kinds.Select((kind, i) => new NumberOnRecord((NumberKind)kind, raws[i], numbers[i], problems[i]))];
    }

    static NumberFacts State(NpgsqlDataReader row) => new(row.GetInt16(18), At(row, 19), Text(row, 20), Text(row, 21), At(row, 22));

    static PersonRow.ChosenNumber Shown(TextingNumber texting)
    {
        var (kind, raw, number, problem) = texting.Chosen;
        var phone = number is { } digits ? new PhoneNumber(digits) : (PhoneNumber?)null;
        var other = texting.Alternative is { Number: { } good } alternative
            ? new PersonRow.OtherNumber(alternative.Kind, new PhoneNumber(good).E164, new PhoneNumber(good).Display) : null;
        return new(kind, phone?.E164, phone?.Display ?? raw, problem, texting.ProblemWords, other);
    }

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
