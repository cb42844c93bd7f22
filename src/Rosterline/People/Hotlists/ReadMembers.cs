using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>A page of the people on a hotlist, with the day they joined and the words written about them there (EN-31).</summary>
public sealed class ReadMembers(NpgsqlDataSource database, SsnLastFour ssn, TimeProvider clock)
{
    const int DefaultPage = 50, LargestPage = 200;

    /// <param name="JoinedAt">Null on a list by search.</param>
    public sealed record Member(PersonRow Person, DateTimeOffset? JoinedAt, string? Note);

    public sealed record Page(IReadOnlyList<Member> Items, string? Next);

    /// <param name="query">Sort, cursor and limit; its filters narrow the list further.</param>
    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Guid id, FindPeople.Query query, CancellationToken cancel)
    {
        if (await HotlistSql.FindAsync(database, viewer, id, cancel) is not { } hotlist) return Refusals.HotlistGone;
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        for (var tried = 0; ; tried++)
        {
            var (page, enough) = await TryAsync(viewer, hotlist, query, limit, tried, cancel);
            if (enough) return page;
        }
    }

    async Task<(Result<Page> Page, bool Enough)> TryAsync(Viewer viewer, Hotlist hotlist, FindPeople.Query query, int limit, int tried, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        viewer.Bind(command);
        command.Parameters.AddWithValue("limit", limit + 1);
        command.Parameters.AddWithValue("hotlist", hotlist.Id);
        var filter = await PeopleFilter.OfAsync(database, viewer, hotlist.Search ?? new() { Q = query.Q }, command.Parameters, ssn, cancel);
        var order = PeopleOrder.Of(query.Sort ?? hotlist.Search?.Sort, hotlist.Search is null ? filter with { Picks = true, Reads = true } : filter);
        var whole = order.Tries[tried];
        var members = hotlist.Search is null ? " and p.id in (select m.person_id from hotlist_member m where m.root_id = @root and m.hotlist_id = @hotlist)" : "";
        if (order.Page(members + filter.Sql, query.Cursor, command.Parameters, whole, clock.GetUtcNow()) is not { } page) return (Refusals.Position, true);
        command.CommandText = $"""
            with {page}
            select {PersonSql.Columns}, m.joined_at, note.words{order.Columns}
            from page join person p on p.root_id = @root and p.id = page.id
            {PersonSql.Joins}
            left join hotlist_member m on m.root_id = p.root_id and m.hotlist_id = @hotlist and m.person_id = p.id
            left join hotlist_note note on note.root_id = p.root_id and note.hotlist_id = @hotlist and note.person_id = p.id
            order by {order.Sql}
            """;
        var found = await ReadAsync(command, order, limit, cancel);
        return (found, whole || found.Next is not null);
    }

    async Task<Page> ReadAsync(NpgsqlCommand command, PeopleOrder order, int limit, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var members = new List<Member>(limit + 1);
        string? next = null;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (members.Count == limit) return new(members, next);
            members.Add(new(PersonSql.Read(reader, now), PersonSql.At(reader, PersonSql.Count), PersonSql.Text(reader, PersonSql.Count + 1)));
            next = order.CursorOf(reader, PersonSql.Count + 2, members[^1].Person.Id);
        }

        return new(members, null);
    }
}
