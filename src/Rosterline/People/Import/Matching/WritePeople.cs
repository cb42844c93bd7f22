using Npgsql;
using NpgsqlTypes;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People.Import.Matching;

/// <summary>Stores the people of one chunk: new ones by COPY, changed ones in one statement each for people and numbers.</summary>
static class WritePeople
{
    public static async Task ExecuteAsync(
        NpgsqlConnection connection, Guid rootId, IReadOnlyCollection<KnownPerson> people, DateTimeOffset now, CancellationToken cancel)
    {
        var added = people.Where(p => p.IsNew).ToList();
        var changed = people.Where(p => p is { IsNew: false, IsChanged: true }).OrderBy(p => p.Id).ToList();
        var companies = await CompaniesAsync(connection, rootId, [.. added, .. changed], cancel);
        if (added.Count > 0)
        {
            await CopyAsync(connection, "person", rootId, added, companies, now, cancel);
            await CopyNumbersAsync(connection, "person_number", rootId, added, p => p.Numbers.Keys, cancel);
        }

        if (changed.Count > 0) await ChangeAsync(connection, rootId, changed, companies, now, cancel);
        await AfterNumbersAsync(connection, rootId, [.. added.Concat(changed)], changed, cancel);
    }

    static async Task<Dictionary<string, Guid>> CompaniesAsync(
        NpgsqlConnection connection, Guid rootId, IReadOnlyList<KnownPerson> people, CancellationToken cancel)
    {
        var names = people.Select(p => p.Company).OfType<string>().DistinctBy(n => n.ToLowerInvariant()).Order(StringComparer.Ordinal).ToArray();
        var found = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        if (names.Length == 0) return found;
        await using var batch = new NpgsqlBatch(connection);
        var insert = new NpgsqlBatchCommand("insert into company (root_id, id, name) select $1, t.id, t.name from unnest($2, $3) as t (id, name) on conflict do nothing");
        insert.Parameters.Add(new() { Value = rootId });
        insert.Parameters.Add(new() { Value = names.Select(_ => Ids.New()).ToArray() });
        insert.Parameters.Add(new() { Value = names });
        var read = new NpgsqlBatchCommand("select t.name, c.id from unnest($2) as t (name) join company c on c.root_id = $1 and lower(c.name) = lower(t.name)");
        read.Parameters.Add(new() { Value = rootId });
        read.Parameters.Add(new() { Value = names });
        batch.BatchCommands.Add(insert);
        batch.BatchCommands.Add(read);
        var wanted = people.Where(p => p is { Company: not null, CustomerId: not null }).DistinctBy(p => p.Company!.ToLowerInvariant()).ToList();
        if (wanted.Count > 0)
            batch.Add("update company c set external_id = t.id from unnest($2::text[], $3::text[]) t (name, id) where c.root_id = $1 and lower(c.name) = lower(t.name) and c.external_id is distinct from t.id",
                rootId, wanted.Select(p => p.Company!).ToArray(), wanted.Select(p => p.CustomerId!).ToArray());
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found[reader.GetString(0)] = reader.GetGuid(1);
        return found;
    }

    static async Task CopyAsync(
        NpgsqlConnection connection, string table, Guid rootId, List<KnownPerson> people, Dictionary<string, Guid> companies, DateTimeOffset now,
        CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy {table} (root_id, id, account_id, first_name, last_name, is_candidate, is_employee, is_contact, is_active, email, external_id,
              company_id, title, city, state, zip, language, time_zone, notes, department, status, rep_id,
              is_assigned, has_resume, ssn_hash, custom, created_at, updated_at) from stdin (format binary)
            """, cancel);
        foreach (var p in people) Write(copy, rootId, p, companies, now);
        await copy.CompleteAsync(cancel);
    }

    // Into the copy's buffer: awaiting each cell would cost more than the cells.
    static void Write(NpgsqlBinaryImporter copy, Guid rootId, KnownPerson p, Dictionary<string, Guid> companies, DateTimeOffset now)
    {
        copy.StartRow();
        copy.Write(rootId);
        copy.Write(p.Id);
        copy.Write(p.AccountId);
        copy.Write(p.FirstName);
        copy.Write(p.LastName);
        copy.Write(p.IsCandidate);
        copy.Write(p.IsEmployee);
        copy.Write(p.IsContact);
        copy.Write(p.IsActive);
        Write(copy, p.Email);
        Write(copy, p.ExternalId);
        if (p.Company is { } company) copy.Write(companies[company]);
        else copy.WriteNull();
        foreach (var text in new[] { p.Title, p.City, p.State, p.Zip, p.Language, p.TimeZone, p.Notes, p.Department, p.Status }) Write(copy, text);
        if (p.RepId is { } rep) copy.Write(rep);
        else copy.WriteNull();
        copy.Write(p.IsAssigned);
        copy.Write(p.HasResume);
        if (p.SsnHash is { } hash) copy.Write(hash);
        else copy.WriteNull();
        if (p.Own is { } own) copy.Write(own, NpgsqlDbType.Jsonb);
        else copy.WriteNull();
        copy.Write(now, NpgsqlDbType.TimestampTz);
        copy.Write(now, NpgsqlDbType.TimestampTz);
    }

    static async Task CopyNumbersAsync(
        NpgsqlConnection connection, string table, Guid rootId, List<KnownPerson> people, Func<KnownPerson, IEnumerable<NumberKind>> which, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} (root_id, person_id, kind, raw, number, extension, problem) from stdin (format binary)", cancel);
        foreach (var person in people)
            foreach (var kind in which(person)) Write(copy, rootId, person.Id, kind, person.Numbers[kind]);
        await copy.CompleteAsync(cancel);
    }

    static void Write(NpgsqlBinaryImporter copy, Guid rootId, Guid personId, NumberKind kind, TypedNumber number)
    {
        copy.StartRow();
        copy.Write(rootId);
        copy.Write(personId);
        copy.Write((short)kind);
        copy.Write(number.Raw);
        if (number.Number is { } digits) copy.Write(digits);
        else copy.WriteNull();
        Write(copy, number.Extension);
        Write(copy, number.Problem);
    }

    // Through tables of this transaction, in the same shape as the real ones.
    static async Task ChangeAsync(
        NpgsqlConnection connection, Guid rootId, List<KnownPerson> changed, Dictionary<string, Guid> companies, DateTimeOffset now, CancellationToken cancel)
    {
        await RunAsync(connection, """
            create temp table changed_person on commit drop as select * from person where root_id is null with no data;
            create temp table changed_number on commit drop as select * from person_number where root_id is null with no data
            """, null, cancel);
        await CopyAsync(connection, "changed_person", rootId, changed, companies, now, cancel);
        await CopyNumbersAsync(connection, "changed_number", rootId, changed, p => p.ChangedNumbers.Order(), cancel);
        await RunAsync(connection, """
            update person p set account_id = c.account_id, first_name = c.first_name, last_name = c.last_name, is_candidate = c.is_candidate,
              is_employee = c.is_employee, is_contact = c.is_contact, is_active = c.is_active, email = c.email, external_id = c.external_id,
              company_id = c.company_id, title = c.title, city = c.city, state = c.state, zip = c.zip, language = c.language,
              time_zone = c.time_zone, notes = c.notes, department = c.department, status = c.status, rep_id = c.rep_id, is_assigned = c.is_assigned,
              has_resume = c.has_resume, ssn_hash = c.ssn_hash, custom = c.custom, updated_at = c.updated_at
            from changed_person c where p.root_id = @root and p.id = c.id
            """, rootId, cancel);
        await RunAsync(connection, """
            insert into person_number (root_id, person_id, kind, raw, number, extension, problem)
            select root_id, person_id, kind, raw, number, extension, problem from changed_number where root_id = @root
            on conflict (root_id, person_id, kind) do update
            set raw = excluded.raw, number = excluded.number, extension = excluded.extension, problem = excluded.problem
            """, rootId, cancel);
    }

    // A number that came to a locked person is locked too; conversations find their person.
    static async Task AfterNumbersAsync(NpgsqlConnection connection, Guid rootId, List<KnownPerson> written, List<KnownPerson> changed, CancellationToken cancel)
    {
        long[] frozen = [];
        if (changed.Count > 0)
        {
            await using var command = new NpgsqlCommand("""
                select distinct n.number from person p join person_number n on n.root_id = p.root_id and n.person_id = p.id
                where p.root_id = @root and p.id = any(@people) and p.locked_at is not null and n.number is not null order by n.number
                """, connection);
            command.Parameters.AddWithValue("root", rootId);
            command.Parameters.AddWithValue("people", changed.Where(p => p.ChangedNumbers.Count > 0).Select(p => p.Id).ToArray());
            var locked = new List<long>();
            await using (var reader = await command.ExecuteReaderAsync(cancel))
                while (await reader.ReadAsync(cancel)) locked.Add(reader.GetInt64(0));
            frozen = await PersonWriting.RefreshLocksAsync(connection, rootId, [.. locked], cancel);
        }

        long[] numbers = [.. written.SelectMany(p => p.Numbers.Values).Select(n => n.Number).OfType<long>().Distinct()];
        await PersonWriting.LinkAsync(connection, rootId, numbers, cancel);
        if (frozen.Length > 0) await QueuedTexts.TakeBackAsync(connection, rootId, frozen, "locked", "Locked before this text went.", cancel);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, Guid? rootId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (rootId is { } root) command.Parameters.AddWithValue("root", root);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static void Write(NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null) copy.WriteNull();
        else copy.Write(text);
    }
}
