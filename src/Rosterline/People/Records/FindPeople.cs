using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Records;

/// <summary>A page of people in the order asked for; filters and search in the same statement.</summary>
public sealed class FindPeople(NpgsqlDataSource database, SsnLastFour ssn, TimeProvider clock)
{
    const int DefaultPage = 50, LargestPage = 200;

    /// <summary>Everything a grid can be narrowed by; what is null narrows nothing.</summary>
    /// <param name="Q">Words of name, e-mail and ID, or digits of a number.</param>
    /// <param name="Sort">name, firstName, externalId, customer, branch, title, zip, status, lastMessage or created; "-" before it for backwards.</param>
    /// <param name="Id">The ATS's own id, whole.</param>
    /// <param name="Customer">Part of the company's name.</param>
    /// <param name="Text">Words of the notes.</param>
    /// <param name="Ssn">The last four digits; finds nobody without the permission.</param>
    /// <param name="Without">rep, company or status: people who have none.</param>
    /// <param name="Custom">Parts of the agency's own fields, each as "key:words".</param>
    /// <param name="Except">People left out, of a selection of everybody who matches.</param>
    public sealed record Query
    {
        public string? Kind { get; init; }
        public string? Q { get; init; }
        public string? Cursor { get; init; }
        public int? Limit { get; init; }
        public string? Sort { get; init; }
        public bool? Active { get; init; }
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public string? Id { get; init; }
        public Guid? RepId { get; init; }
        public Guid? BranchId { get; init; }
        public bool? Assigned { get; init; }
        public string? Status { get; init; }
        public Guid? CompanyId { get; init; }
        public string? Customer { get; init; }
        public string? CustomerId { get; init; }
        public string? Text { get; init; }
        public string? Ssn { get; init; }
        public string? Without { get; init; }
        public Guid[]? Except { get; init; }
        public string[]? Custom { get; init; }
    }

    public sealed record Page(IReadOnlyList<PersonRow> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        for (var tried = 0; ; tried++)
        {
            var (page, enough) = await TryAsync(viewer, query, limit, tried, cancel);
            if (enough) return page;
        }
    }

    async Task<(Result<Page> Page, bool Enough)> TryAsync(Viewer viewer, Query query, int limit, int tried, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        viewer.Bind(command);
        command.Parameters.AddWithValue("limit", limit + 1);
        var filter = await PeopleFilter.OfAsync(database, viewer, query, command.Parameters, ssn, cancel);
        var order = PeopleOrder.Of(query.Sort, filter);
        var whole = order.Tries[tried];
        if (order.Page(filter.Sql, query.Cursor, command.Parameters, whole, clock.GetUtcNow()) is not { } page) return (Refusals.Position, true);
        command.CommandText = $"""
            with {page}
            select {PersonSql.Columns}{order.Columns}
            from page join person p on p.root_id = @root and p.id = page.id
            {PersonSql.Joins}
            order by {order.Sql}
            """;
        var found = await ReadAsync(command, order, limit, cancel);
        return (found, whole || found.Next is not null);
    }

    async Task<Page> ReadAsync(NpgsqlCommand command, PeopleOrder order, int limit, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var rows = new List<PersonRow>(limit + 1);
        string? next = null;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (rows.Count == limit) return new(rows, next);
            rows.Add(PersonSql.Read(reader, now));
            next = order.CursorOf(reader, PersonSql.Count, rows[^1].Id);
        }

        return new(rows, null);
    }
}
