using Npgsql;
using NpgsqlTypes;
using Rosterline.People.Import.Rows;

namespace Rosterline.People.Import.Matching;

/// <summary>Finds everybody of the organisation who could be one of these rows.</summary>
static class LoadKnown
{
    public static async Task<List<KnownPerson>> ReadAsync(
        NpgsqlConnection connection, Guid rootId, IReadOnlyList<ImportedPerson> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        await using var command = new NpgsqlCommand("""
            with hit as (
              select id from person where root_id = @root and external_id = any(@ids)
              union select person_id from person_number where root_id = @root and number = any(@numbers)
              union select id from person where root_id = @root and lower(email) = any(@emails) and email is not null
              union select p.id from person p
                where p.root_id = @root and lower(p.last_name) = any(@lasts) and p.email is null and p.external_id is null and not exists (
                  select 1 from person_number n where n.root_id = p.root_id and n.person_id = p.id and n.number is not null))
            select p.id, p.external_id, p.first_name, p.last_name, p.email, p.account_id, p.is_candidate, p.is_employee, p.is_contact, p.is_active,
              c.name, p.title, p.city, p.state, p.zip, p.language, p.time_zone, p.notes, n.kinds, n.raws, n.numbers, n.extensions, n.problems,
              c.external_id, p.department, p.status, p.rep_id, p.is_assigned, p.has_resume, p.ssn_hash, p.custom::text
            from hit join person p on p.root_id = @root and p.id = hit.id
            left join company c on c.root_id = p.root_id and c.id = p.company_id
            left join lateral (
              select array_agg(kind order by kind) as kinds, array_agg(raw order by kind) as raws, array_agg(number order by kind) as numbers,
                array_agg(extension order by kind) as extensions, array_agg(problem order by kind) as problems
              from person_number where root_id = p.root_id and person_id = p.id) n on true
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue("root", rootId);
        parameters.AddWithValue("ids", rows.Select(r => r.ExternalId).OfType<string>().Distinct().ToArray());
        parameters.AddWithValue("numbers", rows.SelectMany(r => r.GoodNumbers).Distinct().ToArray());
        parameters.AddWithValue("emails", rows.Select(r => r.Email?.ToLowerInvariant()).OfType<string>().Distinct().ToArray());
        parameters.AddWithValue("lasts", NpgsqlDbType.Array | NpgsqlDbType.Text, rows
            .Where(r => r.Email is null && !r.GoodNumbers.Any()).Select(r => r.LastName.ToLowerInvariant()).Distinct().ToArray());
        var known = new List<KnownPerson>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) known.Add(Read(reader));
        return known;
    }

    static KnownPerson Read(NpgsqlDataReader row)
    {
        var (first, last) = (row.GetString(2), row.GetString(3));
        var person = new KnownPerson
        {
            Id = row.GetGuid(0), ExternalId = Text(row, 1), FirstName = first, LastName = last, NameKey = PersonNames.Key(first, last),
            Email = Text(row, 4), AccountId = row.GetGuid(5), IsCandidate = row.GetBoolean(6), IsEmployee = row.GetBoolean(7),
            IsContact = row.GetBoolean(8), IsActive = row.GetBoolean(9), Company = Text(row, 10), Title = Text(row, 11), City = Text(row, 12),
            State = Text(row, 13), Zip = Text(row, 14), Language = Text(row, 15), TimeZone = Text(row, 16), Notes = Text(row, 17),
            CustomerId = Text(row, 23), Department = Text(row, 24), Status = Text(row, 25), RepId = row.IsDBNull(26) ? null : row.GetGuid(26), IsAssigned = row.GetBoolean(27),
            HasResume = row.GetBoolean(28), SsnHash = row.IsDBNull(29) ? null : row.GetFieldValue<byte[]>(29), Own = Text(row, 30),
        };
        if (row.IsDBNull(18)) return person;
        var (kinds, raws, numbers) = (row.GetFieldValue<short[]>(18), row.GetFieldValue<string[]>(19), row.GetFieldValue<long?[]>(20));
        var (extensions, problems) = (row.GetFieldValue<string?[]>(21), row.GetFieldValue<string?[]>(22));
        for (var i = 0; i < kinds.Length; i++) person.Numbers[(NumberKind)kinds[i]] = new(raws[i], numbers[i], extensions[i], problems[i]);
        return person;
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
