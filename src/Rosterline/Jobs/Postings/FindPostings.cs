using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Jobs.Postings;

/// <summary>Postings, newest first, with how many applied.</summary>
public sealed class FindPostings(NpgsqlDataSource database)
{
    const int DefaultPage = 50, LargestPage = 200;

    public sealed record Query
    {
        public string? Q { get; init; }
        public bool? Open { get; init; }
        public string? Cursor { get; init; }
        public int? Limit { get; init; }
    }

    public sealed record Page(IReadOnlyList<Posting> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Query query, CancellationToken cancel)
    {
        var limit = Math.Clamp(query.Limit ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand();
        var conditions = query.Open switch { true => " and g.is_open", false => " and not g.is_open", _ => "" };
        if (CleanText.OrNull(query.Q is { Length: > 200 } typed ? typed[..200] : query.Q) is { } q)
        {
            command.Parameters.AddWithValue("q", q.ToLowerInvariant());
            conditions += " and strpos(lower(concat_ws(' ', g.title, client.name, g.location)), @q) > 0";
        }
        if (Place(query.Cursor, command.Parameters) is not { } place) return Refusals.Position;
        command.Parameters.AddWithValue("limit", limit + 1);
        var rows = await ReadAsync(viewer, command, conditions + place, cancel);
        var items = rows.Take(limit).ToList();
        return new Page(items, rows.Count > limit ? PageCursor.Write(items[^1].CreatedAt.ToString("O", CultureInfo.InvariantCulture), items[^1].Id.ToString()) : null);
    }

    public async Task<Posting?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("limit", 1);
        return (await ReadAsync(viewer, command, " and g.id = @id", cancel)).SingleOrDefault();
    }

    static async Task<List<Posting>> ReadAsync(Viewer viewer, NpgsqlCommand command, string conditions, CancellationToken cancel)
    {
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.CommandText = $"""
            with page as materialized (
              select g.*, client.name as client from posting g
              left join company client on client.root_id = g.root_id and client.id = g.company_id
              where g.root_id = @root{conditions} order by g.created_at desc, g.id desc limit @limit)
            select page.id, page.title, page.client, page.account_id, coalesce(branch.name, ''), page.location, page.pay, page.description, page.is_open, page.slug,
                   counted.everybody, counted.fresh, page.created_at
            from page left join account branch on branch.root_id = page.root_id and branch.id = page.account_id
            cross join lateral (select count(*)::int as everybody, count(*) filter (where a.stage = 0)::int as fresh
                                from application a where a.root_id = page.root_id and a.posting_id = page.id) counted
            order by page.created_at desc, page.id desc
            """;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAllAsync(row => new Posting(row.GetGuid(0), row.GetString(1), row.Text(2), new(row.GetGuid(3), row.GetString(4)), row.Text(5), row.Text(6), row.Text(7),
            row.GetBoolean(8), "/apply/" + row.GetString(9), row.GetInt32(10), row.GetInt32(11), row.GetFieldValue<DateTimeOffset>(12)), cancel);
    }

    static string? Place(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, keys: 2) is not [var at, var text] || !Guid.TryParse(text, out var id)
            || !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return null;
        parameters.AddWithValue("beforeAt", moment);
        parameters.AddWithValue("beforeId", id);
        return " and (g.created_at, g.id) < (@beforeAt, @beforeId)";
    }
}
