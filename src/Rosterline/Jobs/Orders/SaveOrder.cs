using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.Platform;

namespace Rosterline.Jobs.Orders;

/// <summary>Writes a new order or changes one. A changed start moves those who start with the order, not those with a start of their own.</summary>
public sealed class SaveOrder(NpgsqlDataSource database, FindOrders find, TimeProvider clock)
{
    /// <summary>Absent leaves a field as it is, empty text clears it.</summary>
    /// <param name="TimeZone">Of the place; the organisation's when absent.</param>
    public sealed record Fields(
        string? Title, string? Company, Guid? BranchId, string? Location, DateOnly? StartsOn, TimeOnly? StartsTime, string? TimeZone, string? Shift, string? Pay, int? Openings, bool? IsOpen)
    {
        public Fields Cleaned() => this with { Title = Clean(Title), Company = Clean(Company), Location = Clean(Location), TimeZone = Clean(TimeZone), Shift = Clean(Shift), Pay = Clean(Pay) };

        public Refusal? Refuse()
        {
            foreach (var (label, value) in new[] { ("Title", Title), ("Company", Company), ("Location", Location), ("Shift", Shift), ("Pay", Pay) })
                if (value?.Length > 200) return Refusals.TooLong(label, 200);
            if (TimeZone is { Length: > 0 } zone && !TimeZones.Knows(zone)) return Refusals.ZoneUnknown(zone.Length > 60 ? zone[..60] : zone);
            return Openings is < 1 or > 10_000 ? Refusals.OpeningsWrong : null;
        }

        static string? Clean(string? text) => text is null ? null : CleanText.Of(text);
    }

    public async Task<Result<Order>> CreateAsync(Viewer viewer, Fields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        if (string.IsNullOrEmpty(fields.Title)) return Refusals.TitleMissing;
        if (fields.StartsOn is null || fields.StartsTime is null) return Refusals.StartMissing;
        return await WriteAsync(viewer, Ids.New(), "order.created", """
            insert into job_order (root_id, id, account_id, company_id, title, location, starts_on, starts_time, time_zone, shift, pay, openings, is_open, created_at, created_by, updated_at)
            select @root, @id, coalesce(@branch, @home), @company_id, @title, nullif(@location, ''), @day, @time,
              coalesce(nullif(@zone, ''), (select a.time_zone from account a where a.root_id = @root and a.id = coalesce(@branch, @home)), o.time_zone),
              nullif(@shift, ''), nullif(@pay, ''), coalesce(@openings, 1), coalesce(@open, true), @now, @user, @now
            from organisation o where o.root_id = @root
            """, fields, cancel);
    }

    /// <summary>Neither value nor refusal: there is no such order.</summary>
    public async Task<Result<Order>> ChangeAsync(Viewer viewer, Guid id, Fields fields, CancellationToken cancel)
    {
        fields = fields.Cleaned();
        return fields.Title is "" ? Refusals.TitleMissing : await WriteAsync(viewer, id, "order.changed", """
            select 1 from job_order j where j.root_id = @root and j.id = @id for update;
            with former as (select j.starts_on, j.starts_time from job_order j where j.root_id = @root and j.id = @id),
            along as (
              update assignment a set starts_on = coalesce(@day, a.starts_on), starts_time = coalesce(@time, a.starts_time)
              from former where a.root_id = @root and a.order_id = @id and a.status < 2 and (a.starts_on, a.starts_time) = (former.starts_on, former.starts_time) and (@day is not null or @time is not null)
              returning 1)
            update job_order j set account_id = coalesce(@branch, account_id), title = coalesce(@title, title),
              company_id = case when @company is null then company_id else @company_id end,
              location = case when @location is null then location else nullif(@location, '') end,
              starts_on = coalesce(@day, j.starts_on), starts_time = coalesce(@time, j.starts_time), time_zone = coalesce(nullif(@zone, ''), time_zone),
              shift = case when @shift is null then shift else nullif(@shift, '') end, pay = case when @pay is null then pay else nullif(@pay, '') end,
              openings = coalesce(@openings, openings), is_open = coalesce(@open, is_open), updated_at = @now
            where j.root_id = @root and j.id = @id
            """, fields, cancel);
    }

    async Task<Result<Order>> WriteAsync(Viewer viewer, Guid id, string action, string sql, Fields fields, CancellationToken cancel)
    {
        if (fields.Refuse() is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (fields.BranchId is { } branch && !await PersonWriting.BranchExistsAsync(connection, viewer.RootId, branch, cancel)) return Refusals.BranchUnknown;
        var company = await PersonWriting.CompanyAsync(connection, viewer.RootId, fields.Company, cancel);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        Bind(command.Parameters, viewer, id, fields, company);
        if (await command.ExecuteNonQueryAsync(cancel) == 0) return default(Result<Order>);
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "order", id, fields), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (await find.FindAsync(viewer, id, cancel))!;
    }

    void Bind(NpgsqlParameterCollection parameters, Viewer viewer, Guid id, Fields fields, Guid? company)
    {
        void Add(string name, NpgsqlDbType type, object? value) => parameters.Add(new(name, type) { Value = value ?? DBNull.Value });

        foreach (var (name, value) in new (string, Guid?)[] { ("root", viewer.RootId), ("id", id), ("home", viewer.AccountId), ("user", viewer.UserId), ("branch", fields.BranchId), ("company_id", company) })
            Add(name, NpgsqlDbType.Uuid, value);
        foreach (var (name, value) in new[] { ("title", fields.Title), ("company", fields.Company), ("location", fields.Location), ("zone", fields.TimeZone), ("shift", fields.Shift), ("pay", fields.Pay) })
            Add(name, NpgsqlDbType.Text, value);
        Add("day", NpgsqlDbType.Date, fields.StartsOn);
        Add("time", NpgsqlDbType.Time, fields.StartsTime);
        Add("openings", NpgsqlDbType.Integer, fields.Openings);
        Add("open", NpgsqlDbType.Boolean, fields.IsOpen);
        Add("now", NpgsqlDbType.TimestampTz, clock.GetUtcNow());
    }
}
