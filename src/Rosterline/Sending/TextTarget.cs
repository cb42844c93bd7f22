using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending;

/// <summary>The number a text goes to, the person it is meant for, and the purpose that fits her kind (P-03).</summary>
public sealed record TextTarget(PhoneNumber Number, Guid? PersonId, Purpose Purpose)
{
    /// <summary>Where she is, for texts that are bound to hours.</summary>
    public Whereabouts Where { get; private init; } = Whereabouts.Of(null, null, Number);

    public static async Task<Result<TextTarget>> FindAsync(NpgsqlDataSource database, Guid rootId, Guid? personId, PhoneNumber? to, CancellationToken cancel)
    {
        if (to is { } number && personId is null) return new TextTarget(number, null, Purpose.Application);
        if (personId is not { } id) return Refusals.NoTarget;
        await using var command = database.Command("""
            select p.is_contact, p.is_employee, n.number, n.problem, n.raw, p.time_zone, p.state from person p
            left join lateral (select x.number, x.problem, x.raw from person_number x where x.root_id = p.root_id and x.person_id = p.id and btrim(x.raw) <> '' order by x.kind limit 1) n on true
            where p.root_id = $1 and p.id = $2
            """, rootId, id);
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel)) return Refusals.NoSuchPerson;
        var purpose = row.GetBoolean(1) ? Purpose.Assignment : row.GetBoolean(0) ? Purpose.Client : Purpose.JobOffer;
        var place = (Zone: row.Text(5), State: row.Text(6));
        if (to is { } given) return Of(given);
        // The first number present counts, even when it cannot be texted: falling through would be a silent choice (EN-18).
        return row.Maybe<long>(2) is { } chosen && row.Text(3) is null ? Of(new PhoneNumber(chosen))
            : row.Text(4) is null ? Refusals.NoNumber
            : new Refusal("number_problem", $"“{row.GetString(4)}” cannot be texted. See the reason on the record.");

        TextTarget Of(PhoneNumber number) => new(number, id, purpose) { Where = Whereabouts.Of(place.Zone, place.State, number) };
    }
}
