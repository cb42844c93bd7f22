using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Records;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Jobs.Orders;

/// <summary>Orders by their start, the latest first; and who is on one.</summary>
public sealed class FindOrders(NpgsqlDataSource database, TimeProvider clock)
{
    const int DefaultPage = 50, LargestPage = 200, MostAssigned = 1000;

    public sealed record Query
    {
        public string? Q { get; init; }
        public bool? Open { get; init; }
        public string? Cursor { get; init; }
        public int? Limit { get; init; }
    }

    public sealed record Page(IReadOnlyList<Order> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        var conditions = query.Open switch { true => " and j.is_open", false => " and not j.is_open", _ => "" };
        if (CleanText.OrNull(query.Q is { Length: > 200 } typed ? typed[..200] : query.Q) is { } q)
        {
            command.Parameters.AddWithValue("q", q.ToLowerInvariant());
            conditions += " and strpos(lower(concat_ws(' ', j.title, client.name, j.location)), @q) > 0";
        }
        if (Place(query.Cursor, command.Parameters) is not { } place) return Refusals.Position;
        command.Parameters.AddWithValue("limit", limit + 1);
        var rows = await ReadAsync(viewer, command, conditions + place, cancel);
        var items = rows.Take(limit).ToList();
        return new Page(items, rows.Count > limit ? PageCursor.Write(items[^1].StartsOn.ToString("O", CultureInfo.InvariantCulture), items[^1].Id.ToString()) : null);
    }

    public async Task<Order?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("limit", 1);
        return (await ReadAsync(viewer, command, " and j.id = @id", cancel)).SingleOrDefault();
    }

    /// <summary>By name; the cancelled ones last.</summary>
    public async Task<IReadOnlyList<Assigned>> AssignedAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select {PersonSql.Columns}, a.status as assigned_status, a.starts_on as assigned_day, a.starts_time as assigned_time
            from assignment a join person p on p.root_id = a.root_id and p.id = a.person_id
            {PersonSql.Joins}
            where a.root_id = @root and a.order_id = @id
            order by a.status = 4, lower(p.last_name), lower(p.first_name), p.id limit @limit
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("limit", MostAssigned);
        var now = clock.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAllAsync(row => new Assigned(PersonSql.Read(row, now), (AssignmentStatus)row.GetInt16(row.GetOrdinal("assigned_status")),
            row.GetFieldValue<DateOnly>(row.GetOrdinal("assigned_day")), row.GetFieldValue<TimeOnly>(row.GetOrdinal("assigned_time"))), cancel);
    }

    static async Task<List<Order>> ReadAsync(Viewer viewer, NpgsqlCommand command, string conditions, CancellationToken cancel)
    {
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.CommandText = $"""
            with page as materialized (
              select j.*, client.name as client from job_order j
              left join company client on client.root_id = j.root_id and client.id = j.company_id
              where j.root_id = @root{conditions} order by j.starts_on desc, j.id desc limit @limit)
            select page.id, page.title, page.client, page.account_id, coalesce(branch.name, ''), page.location, page.starts_on, page.starts_time, page.time_zone,
                   page.shift, page.pay, page.openings, counted.people, page.is_open
            from page left join account branch on branch.root_id = page.root_id and branch.id = page.account_id
            cross join lateral (select count(*)::int as people from assignment a where a.root_id = page.root_id and a.order_id = page.id and a.status <> 4) counted
            order by page.starts_on desc, page.id desc
            """;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAllAsync(Read, cancel);
    }

    static Order Read(NpgsqlDataReader row)
    {
        var (day, time, zone) = (row.GetFieldValue<DateOnly>(6), row.GetFieldValue<TimeOnly>(7), row.GetString(8));
        return new(row.GetGuid(0), row.GetString(1), row.Text(2), new(row.GetGuid(3), row.GetString(4)), row.Text(5), day, time, zone, LocalClock.At(day, time, LocalClock.Zone(zone)),
            row.Text(9), row.Text(10), row.GetInt32(11), row.GetInt32(12), row.GetBoolean(13));
    }

    static string? Place(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 2) is not [var day, var text] || !Guid.TryParse(text, out var id)
            || !DateOnly.TryParseExact(day, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before)) return null;
        parameters.AddWithValue("beforeDay", before);
        parameters.AddWithValue("beforeId", id);
        return " and (j.starts_on, j.id) < (@beforeDay, @beforeId)";
    }
}
