using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.Platform;
using Rosterline.Sending.Gate;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Audience;

/// <summary>Chooses number and line for many people in one statement, in the order asked; who shares a number is texted once.</summary>
public sealed class ReadRecipients(NpgsqlDataSource database)
{
    // Number: the first field filled in (EN-17); the next good one instead only where the organisation wants that (EN-18), or when the sender chose a field.
    static readonly string Choose = $"""
        with asked as (select i.id, i.field, i.ord from unnest(@people, @fields) with ordinality i(id, field, ord))
        select p.id, p.name, n.kind, n.raw, n.number, n.problem, other.kind, chosen.line_id, c.id, p.time_zone, p.state, p.language,
               coalesce(s.blocked, 0)::smallint, s.opted_out_at, s.opted_out_how, s.opted_out_words, s.problem, s.problem_at,
               case when p.is_contact and not p.is_employee and not p.is_candidate then 3 when p.is_employee then 2 else 1 end::smallint
        from asked i join person p on p.root_id = @root and p.id = i.id
        left join lateral (
          select x.kind, x.raw, x.number, x.problem from person_number x
          where x.root_id = @root and x.person_id = p.id and btrim(x.raw) <> ''
          order by x.kind = i.field desc nulls last, @fall_through and (x.problem is not null or x.number is null), x.kind limit 1) n on true
        left join lateral (
          select x.kind from person_number x
          where x.root_id = @root and x.person_id = p.id and x.number is not null and x.problem is null and n.problem is not null order by x.kind limit 1) other on true
        cross join lateral (select coalesce(@line, {FromLine.Sql("n.number", "p.id")}) as line_id) chosen
        left join conversation c on c.root_id = @root and c.number = n.number and c.line_id = chosen.line_id
        left join number_state s on s.root_id = @root and s.number = n.number
        order by i.ord
        """;

    /// <param name="lineId">One line for everybody; null: for each the usual one (<see cref="FromLine"/>).</param>
    /// <param name="fields">For some people the field whose number the sender chose.</param>
    /// <returns>Fewer than asked when somebody is gone, or shares a number with one before.</returns>
    public async Task<IReadOnlyList<Recipient>> ExecuteAsync(
        Viewer viewer, IReadOnlyList<Guid> people, Guid? lineId, IReadOnlyDictionary<Guid, NumberKind>? fields, bool fallThrough, DateTimeOffset now, CancellationToken cancel)
    {
        Guid[] once = [.. people.Distinct()];
        var chosen = once.Select(id => fields is not null && fields.TryGetValue(id, out var kind) ? (short?)kind : null).ToArray();
        await using var command = database.CreateCommand(Choose);
        FromLine.Bind(command, viewer, now);
        command.Parameters.AddWithValue("people", once);
        command.Parameters.AddWithValue("fields", chosen);
        command.Parameters.AddWithValue("fall_through", fallThrough);
        command.Parameters.Add(new NpgsqlParameter("line", NpgsqlTypes.NpgsqlDbType.Uuid) { Value = lineId is { } one ? one : DBNull.Value });
        return OnePerNumber(await command.ReadAllAsync(Read, cancel));
    }

    static Recipient Read(NpgsqlDataReader row)
    {
        var number = row.Maybe<long>(4) is { } digits ? new PhoneNumber(digits) : (PhoneNumber?)null;
        var typed = row.Text(3) ?? "";
        var (kind, problem, other) = ((NumberKind?)row.Maybe<short>(2), row.Text(5), (NumberKind?)row.Maybe<short>(6));
        return new Recipient
        {
            PersonId = row.GetGuid(0), Name = row.GetString(1), Field = kind, Typed = typed, Number = number, OtherField = other,
            NumberFault = Fault(kind, typed, number, problem, other), LineId = row.Maybe<Guid>(7), ConversationId = row.Maybe<Guid>(8),
            Place = Whereabouts.Of(row.Text(9), row.Text(10), number ?? default), Language = row.Text(11), Blocked = (Block)row.GetInt16(12),
            OptedOutAt = row.Maybe<DateTimeOffset>(13), OptedOutHow = row.Text(14), OptedOutWords = row.Text(15), NumberProblem = row.Text(16),
            NumberProblemAt = row.Maybe<DateTimeOffset>(17), Suits = (Purpose)row.GetInt16(18),
        };
    }

    static Refusal? Fault(NumberKind? kind, string typed, PhoneNumber? number, string? problem, NumberKind? other)
    {
        if (kind is not { } field) return new Refusal(PhoneProblem.MissingCode, PhoneProblem.Missing.Words);
        if (number is not null && problem is null) return null;
        var words = TypedNumber.WordsFor(typed);
        return new Refusal(problem ?? PhoneProblem.NotANumberCode,
            other is { } better ? $"{field.Label()}: {words} A good number stands under {better.Label()}." : words);
    }

    static List<Recipient> OnePerNumber(List<Recipient> all)
    {
        var sharing = all.Where(r => r.Number is not null).GroupBy(r => r.Number!.Value.Digits)
            .Where(group => group.Skip(1).Any()).ToDictionary(group => group.Key, group => group.ToList());
        if (sharing.Count == 0) return all;
        return [.. all.Where(r => r.Number is null || !sharing.TryGetValue(r.Number.Value.Digits, out var group) || group[0].PersonId == r.PersonId)
            .Select(r => r.Number is { } number && sharing.TryGetValue(number.Digits, out var group)
                ? r with { Also = [.. group.Skip(1).Select(other => (other.PersonId, other.Name))] } : r)];
    }
}
