using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>A page of people, by last name, first name and id; filters and search in the same statement.</summary>
public sealed class FindPeople(NpgsqlDataSource database, TimeProvider clock)
{
    const int DefaultPage = 50, LargestPage = 200;

    public sealed record Query(string? Kind = null, string? Q = null, string? Cursor = null, int? Limit = null, string? Sort = null, bool? Active = null);

    public sealed record Page(IReadOnlyList<PersonRow> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        viewer.Bind(command);
        command.Parameters.AddWithValue("limit", limit + 1);
        var backwards = query.Sort == "-name";
        var search = PeopleSearch.Condition(query.Q, command.Parameters);
        // What is searched for may all stand at the end of the alphabet: then walking the list by its index reads everybody.
        // As an expression the name is sorted instead, after the search's own index has picked.
        var last = search.Length > 0 ? "(lower(p.last_name) || '')" : "lower(p.last_name)";
        if (Place(query.Cursor, backwards, last, command.Parameters) is not { } place) return Refusals.Position;
        var order = backwards ? $"{last} desc, lower(p.first_name) desc, p.id desc" : $"{last}, lower(p.first_name), p.id";
        command.CommandText = $"""
            with page as materialized (
              select p.id from person p
              where p.root_id = @root{KindCondition(query)}{search}{place}
              order by {order} limit @limit)
            select {PersonSql.Columns}, lower(p.last_name), lower(p.first_name)
            from page join person p on p.root_id = @root and p.id = page.id
            {PersonSql.Joins}
            order by {order}
            """;
        return await ReadAsync(command, limit, cancel);
    }

    async Task<Page> ReadAsync(NpgsqlCommand command, int limit, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var rows = new List<PersonRow>(limit + 1);
        string? next = null;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (rows.Count == limit) return new(rows, next);
            rows.Add(PersonSql.Read(reader, now));
            next = PageCursor.Write(reader.GetString(25), reader.GetString(26), rows[^1].Id.ToString());
        }

        return new(rows, null);
    }

    static string KindCondition(Query query) => (query.Kind switch
    {
        "candidate" => " and p.is_candidate", "employee" => " and p.is_employee", "contact" => " and p.is_contact", _ => "",
    }) + (query.Active switch { true => " and p.is_active", false => " and not p.is_active", _ => "" });

    // Null: not a cursor of ours.
    static string? Place(string? cursor, bool backwards, string lastName, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 3) is not [var last, var first, var text] || !Guid.TryParse(text, out var id)) return null;
        parameters.AddWithValue("afterLast", last);
        parameters.AddWithValue("afterFirst", first);
        parameters.AddWithValue("afterId", id);
        return $" and ({lastName}, lower(p.first_name), p.id) {(backwards ? "<" : ">")} (@afterLast, @afterFirst, @afterId)";
    }
}
