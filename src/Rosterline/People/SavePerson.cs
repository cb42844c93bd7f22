using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.People.Fields;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>Writes a new person or changes one, numbers included, and links conversations with the numbers.</summary>
public sealed class SavePerson(NpgsqlDataSource database, SsnLastFour ssn, CustomFields custom, TimeProvider clock)
{
    /// <summary>Adds a person; hands back the id.</summary>
    public async Task<Result<Guid>> CreateAsync(Viewer viewer, PersonFields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        if (fields.Refuse() is { } refusal) return refusal;
        var named = fields.FirstName?.Length > 0 || fields.LastName?.Length > 0 || fields.Numbers?.Any(n => n.Raw?.Length > 0) == true;
        if (!named) return Refusals.NobodyNamed;
        if (!(fields.IsCandidate == true || fields.IsEmployee == true || fields.IsContact == true)) return Refusals.KindMissing;
        return await WriteAsync(viewer, Ids.New(), isNew: true, fields, cancel);
    }

    /// <summary>Changes what <paramref name="fields"/> names.</summary>
    public async Task<Result<Guid>> ChangeAsync(Viewer viewer, Guid id, PersonFields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        return fields.Refuse() is { } refusal ? refusal : await WriteAsync(viewer, id, isNew: false, fields, cancel);
    }

    async Task<Result<Guid>> WriteAsync(Viewer viewer, Guid id, bool isNew, PersonFields fields, CancellationToken cancel)
    {
        if (fields.Custom is { } own)
        {
            var byKey = await custom.ByKeyAsync(viewer.RootId, own, cancel);
            if (byKey.Refusal is { } unknown) return unknown;
            fields = fields with { Custom = byKey.Value };
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (fields.SsnLastFour is { } digits && !viewer.May(SsnLastFour.Permission)) return Refusals.MayNotSeeSsn;
        if (fields.SsnLastFour is { Length: > 0 } typed && ssn.Hash(viewer.RootId, typed) is null) return Refusals.SsnDigits;
        if (fields.RepId is { } rep && rep != Guid.Empty && !await PersonWriting.ColleagueExistsAsync(connection, viewer.RootId, rep, cancel)) return Refusals.RepUnknown;
        if (fields.BranchId is { } branch && !await PersonWriting.BranchExistsAsync(connection, viewer.RootId, branch, cancel)) return Refusals.BranchUnknown;
        try
        {
            var company = await PersonWriting.CompanyAsync(connection, viewer.RootId, fields.Company, cancel);
            await using var command = isNew ? Insert(viewer) : Update();
            command.Connection = connection;
            Bind(command.Parameters, viewer, id, fields, company);
            if (await command.ExecuteScalarAsync(cancel) is not bool locked) return Refusals.NotFound;
            if (fields.CustomerId is { } customer) await PersonWriting.NameCustomerAsync(connection, viewer.RootId, id, customer, cancel);
            if (fields.Numbers is { } numbers) await ReplaceNumbersAsync(connection, viewer.RootId, id, numbers, locked, cancel);
            await AuditAsync(connection, viewer, id, isNew, fields, cancel);
            await transaction.CommitAsync(cancel);
            return id;
        }
        catch (PostgresException taken) when (taken is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "person_external_id" })
        {
            // The database alone can tell, whoever came first.
            await transaction.RollbackAsync(cancel);
            return Refusals.ExternalIdTaken(fields.ExternalId!, await HolderAsync(connection, viewer.RootId, fields.ExternalId!, cancel));
        }
    }

    static async Task ReplaceNumbersAsync(
        NpgsqlConnection connection, Guid rootId, Guid id, IReadOnlyList<PersonFields.Number> numbers, bool locked, CancellationToken cancel)
    {
        var touched = await PersonWriting.SetNumbersAsync(connection, rootId, id, numbers, cancel);
        var frozen = locked ? await PersonWriting.RefreshLocksAsync(connection, rootId, touched, cancel) : [];
        await PersonWriting.LinkAsync(connection, rootId, touched, cancel);
        if (frozen.Length > 0) await QueuedTexts.TakeBackAsync(connection, rootId, frozen, "locked", "Locked before this text went.", cancel);
    }

    async Task AuditAsync(NpgsqlConnection connection, Viewer viewer, Guid id, bool isNew, PersonFields fields, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        var detail = new { fields.FirstName, fields.LastName, fields.IsCandidate, fields.IsEmployee, fields.IsContact, fields.IsActive, fields.ExternalId, fields.Numbers, own = fields.Custom?.Keys };
        AuditLog.Add(batch, AuditedAct.By(viewer, isNew ? "person.created" : "person.changed", "person", id, detail), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    static NpgsqlCommand Insert(Viewer viewer)
    {
        var command = new NpgsqlCommand("""
            insert into person (root_id, id, account_id, first_name, last_name, is_candidate, is_employee, is_contact, is_active,
              email, external_id, company_id, title, language, city, state, zip, time_zone, notes, department, status, rep_id, is_assigned, has_resume, ssn_hash, custom, created_at, updated_at)
            values (@root, @id, coalesce(@branch, @home), coalesce(@first, ''), coalesce(@last, ''), coalesce(@candidate, false),
              coalesce(@employee, false), coalesce(@contact, false), coalesce(@active, true), nullif(@email, ''), nullif(@external, ''),
              @company_id, nullif(@title, ''), nullif(@language, ''), nullif(@city, ''), nullif(@state, ''), nullif(@zip, ''),
              nullif(@zone, ''), nullif(@notes, ''), nullif(@department, ''), nullif(@status, ''), nullif(@rep, @nobody), coalesce(@assigned, false),
              coalesce(@resume, false), @ssn, nullif(jsonb_strip_nulls(@custom), '{}'), @now, @now)
            returning false
            """);
        command.Parameters.AddWithValue("home", viewer.AccountId);
        return command;
    }

    static NpgsqlCommand Update() => new("""
        update person set account_id = coalesce(@branch, account_id), first_name = coalesce(@first, first_name),
          last_name = coalesce(@last, last_name), is_candidate = coalesce(@candidate, is_candidate),
          is_employee = coalesce(@employee, is_employee), is_contact = coalesce(@contact, is_contact), is_active = coalesce(@active, is_active),
          email = case when @email is null then email else nullif(@email, '') end,
          external_id = case when @external is null then external_id else nullif(@external, '') end,
          company_id = case when @company is null then company_id else @company_id end,
          title = case when @title is null then title else nullif(@title, '') end,
          language = case when @language is null then language else nullif(@language, '') end,
          city = case when @city is null then city else nullif(@city, '') end,
          state = case when @state is null then state else nullif(@state, '') end,
          zip = case when @zip is null then zip else nullif(@zip, '') end,
          time_zone = case when @zone is null then time_zone else nullif(@zone, '') end,
          notes = case when @notes is null then notes else nullif(@notes, '') end,
          department = case when @department is null then department else nullif(@department, '') end,
          status = case when @status is null then status else nullif(@status, '') end,
          rep_id = case when @rep is null then rep_id else nullif(@rep, @nobody) end,
          is_assigned = coalesce(@assigned, is_assigned), has_resume = coalesce(@resume, has_resume),
          ssn_hash = case when @ssn_given then @ssn else ssn_hash end,
          custom = case when @custom is null then custom else nullif(jsonb_strip_nulls(coalesce(custom, '{}') || @custom), '{}') end, updated_at = @now
        where root_id = @root and id = @id
        returning locked_at is not null
        """);

    void Bind(NpgsqlParameterCollection parameters, Viewer viewer, Guid id, PersonFields fields, Guid? company)
    {
        void Add(string name, NpgsqlDbType type, object? value) => parameters.Add(new(name, type) { Value = value ?? DBNull.Value });

        parameters.AddWithValue("root", viewer.RootId);
        parameters.AddWithValue("id", id);
        parameters.AddWithValue("now", clock.GetUtcNow());
        Add("branch", NpgsqlDbType.Uuid, fields.BranchId);
        Add("company_id", NpgsqlDbType.Uuid, company);
        Add("rep", NpgsqlDbType.Uuid, fields.RepId);
        Add("nobody", NpgsqlDbType.Uuid, Guid.Empty);
        Add("ssn", NpgsqlDbType.Bytea, ssn.Hash(viewer.RootId, fields.SsnLastFour ?? ""));
        Add("custom", NpgsqlDbType.Jsonb, fields.Custom is { } own ? JsonSerializer.Serialize(own) : null);
        Add("ssn_given", NpgsqlDbType.Boolean, fields.SsnLastFour is not null);
        foreach (var (name, value) in new (string, string?)[]
        {
            ("first", fields.FirstName), ("last", fields.LastName), ("email", fields.Email), ("external", fields.ExternalId), ("company", fields.Company),
            ("title", fields.Title), ("language", fields.Language), ("city", fields.City), ("state", fields.State), ("zip", fields.Zip),
            ("zone", fields.TimeZone), ("notes", fields.Notes), ("department", fields.Department), ("status", fields.Status),
        })
            Add(name, NpgsqlDbType.Text, value);
        foreach (var (name, value) in new (string, bool?)[]
        {
            ("candidate", fields.IsCandidate), ("employee", fields.IsEmployee), ("contact", fields.IsContact), ("active", fields.IsActive),
            ("assigned", fields.IsAssigned), ("resume", fields.HasResume),
        })
            Add(name, NpgsqlDbType.Boolean, value);
    }

    static async Task<string> HolderAsync(NpgsqlConnection connection, Guid rootId, string externalId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select name from person where root_id = $1 and external_id = $2", connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = externalId });
        return await command.ExecuteScalarAsync(cancel) as string is { Length: > 0 } name ? name : "somebody else";
    }
}
