using Npgsql;
using Rosterline.People;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.Jobs.Apply;

/// <summary>Somebody on record who is the one applying.</summary>
sealed record KnownApplicant(Guid Id, string First, string Last, string? Email, bool IsLocked, IReadOnlyList<NumberKind> Kinds, IReadOnlyList<string> Raws, IReadOnlyList<long?> Numbers)
{
    public bool Has(TypedNumber number) => number.Number is { } digits ? Numbers.Contains(digits) : Raws.Contains(number.Raw);

    /// <summary>What the form says otherwise than the record, for whoever reads the application; null when nothing.</summary>
    public string? Differences(ApplyForm form) =>
        form.Email.Length > 0 && Email is { Length: > 0 } known && !known.Equals(form.Email, StringComparison.OrdinalIgnoreCase) ? $"Gave the e-mail {form.Email}; the record has {known}." : null;
}

/// <summary>Recognises an applicant as an import does: by number and name, else by e-mail and name. Two people on one number stay two (P-33).</summary>
static class FindApplicant
{
    public static async Task<KnownApplicant?> ExecuteAsync(NpgsqlConnection connection, Guid rootId, ApplyForm form, TypedNumber? phone, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with hit as (
              select n.person_id as id, true as by_number from person_number n where n.root_id = @root and n.number = @number
              union all select p.id, false from person p where p.root_id = @root and lower(p.email) = @email and p.email is not null)
            select p.id, p.first_name, p.last_name, p.email, p.locked_at is not null,
                   array(select n.kind from person_number n where n.root_id = p.root_id and n.person_id = p.id order by n.kind),
                   array(select n.raw from person_number n where n.root_id = p.root_id and n.person_id = p.id order by n.kind),
                   array(select n.number from person_number n where n.root_id = p.root_id and n.person_id = p.id order by n.kind)
            from (select id, bool_or(by_number) as by_number from hit group by id) hit join person p on p.root_id = @root and p.id = hit.id
            order by hit.by_number desc, p.external_id is null, p.id
            """, connection);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.Add(new("number", NpgsqlTypes.NpgsqlDbType.Bigint) { Value = phone?.Number is { } digits ? digits : DBNull.Value });
        command.Parameters.AddWithValue("email", form.Email.Length > 0 ? form.Email.ToLowerInvariant() : " ");
        var name = PersonNames.Key(form.First, form.Last);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var all = await reader.ReadAllAsync(Read, cancel);
        return all.FirstOrDefault(known => PersonNames.Key(known.First, known.Last) == name);
    }

    static KnownApplicant Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetBoolean(4),
        [.. row.GetFieldValue<short[]>(5).Select(kind => (NumberKind)kind)], row.GetFieldValue<string[]>(6), row.GetFieldValue<long?[]>(7));
}
