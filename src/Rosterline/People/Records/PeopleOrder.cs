using Npgsql;

namespace Rosterline.People.Records;

/// <summary>
/// The order of a list of people and the place in it after which a page begins. The id comes last and makes every place unique; who has nothing
/// to sort by comes first.
/// </summary>
sealed record PeopleOrder(IReadOnlyList<string> Keys, bool Backwards)
{
    /// <summary>Names without case and accents, byte by byte: an order in which a beginning is a stretch.</summary>
    public const string Last = "folded(p.last_name) collate \"C\"", First = "folded(p.first_name) collate \"C\"";

    // What is sorted by stands in another table, beside each person who has it; the others are a list of their own with an empty key.
    sealed record Elsewhere(string Join, string? Without, string With = "");

    static readonly Elsewhere Customer = new("join company s on s.root_id = p.root_id and s.id = p.company_id", "p.company_id is null");
    static readonly Elsewhere Branch = new("join account s on s.root_id = p.root_id and s.id = p.account_id", null);

    // As the grid shows it: the newest text with the number that is used, on lines one sees, or what was logged by hand.
    static readonly Elsewhere Contact = new("join contact s on s.person_id = p.id", "p.id not in (select x.person_id from contact x)", """
        contact as materialized (
          select x.person_id, max(x.at) as at from (
            select n.person_id, greatest(c.last_inbound_at, c.last_outbound_at) as at
            from conversation c join person_number n on n.root_id = c.root_id and n.number = c.number
            where c.root_id = @root and c.line_id = any(@lines) and (c.last_inbound_at is not null or c.last_outbound_at is not null)
              and not exists (select from person_number better where better.root_id = n.root_id and better.person_id = n.person_id and better.kind < n.kind)
            union all
            select j.person_id, j.at from journal_note j where j.root_id = @root and j.kind = 2 and j.person_id is not null) x
          group by x.person_id),
        """);

    Elsewhere? Through { get; init; }

    /// <param name="sort">Name of a column, "-" before it for backwards; anything else sorts by name.</param>
    /// <param name="picked">A search by words picks few: what it finds is sorted. As an expression the column has no index that would be walked over everybody instead.</param>
    public static PeopleOrder Of(string? sort, bool picked)
    {
        var backwards = sort?.StartsWith('-') == true;
        var name = backwards ? sort![1..] : sort;
        string[] keys = name switch
        {
            "firstName" => [First, Last],
            "externalId" => ["lower(coalesce(p.external_id, ''))"],
            "zip" => ["coalesce(p.zip, '')"],
            "status" => ["lower(coalesce(p.status, ''))"],
            "title" => ["folded(coalesce(p.title, '')) collate \"C\""],
            "customer" or "branch" => ["folded(s.name) collate \"C\""],
            "lastMessage" => ["to_char(s.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"],
            // Ids begin with the time they were made at.
            "created" => [],
            _ => [Last, First],
        };
        var through = name switch { "customer" => Customer, "branch" => Branch, "lastMessage" => Contact, _ => null };
        if (picked && through is null && keys.Length > 0) keys[0] = $"({keys[0]} || '')";
        return new(keys, backwards) { Through = through };
    }

    /// <summary>The statements before a page, and the page: ids with their keys as k0, k1. Null when the cursor is not one of ours.</summary>
    /// <param name="conditions">What narrows the list, each beginning with "and".</param>
    public string? Page(string conditions, string? cursor, NpgsqlParameterCollection parameters)
    {
        if (!Read(cursor, parameters)) return null;
        var after = string.IsNullOrEmpty(cursor) ? "" : $" and ({string.Concat(Keys.Select(key => key + ", "))}p.id) {After} ({string.Concat(Keys.Select((_, i) => $"@after{i}, "))}@afterId)";
        if (Through is null) return $"page as materialized ({One(Keys, "", conditions + after)})";
        // Of the other table too, so that its index begins at the place.
        if (after.Length > 0) after += $" and {Keys[0]} {After}= @after0";
        var with = One(Keys, Through.Join, conditions + after);
        if (Through.Without is null) return $"{Through.With} page as materialized ({with})";
        var place = string.IsNullOrEmpty(cursor) ? "" : Backwards ? " and (@after0 <> '' or p.id < @afterId)" : " and @after0 = '' and p.id > @afterId";
        return $"""
            {Through.With} page as materialized (
              select * from (({with}) union all ({One(["''::text collate \"C\""], "", $"{conditions} and {Through.Without}{place}")})) either
              order by {Sorted("k0", "id")} limit @limit)
            """;
    }

    string One(IReadOnlyList<string> keys, string join, string conditions) => $"""
        select p.id{string.Concat(keys.Select((key, i) => $", {key} as k{i}"))} from person p {join}
        where p.root_id = @root{conditions} order by {Sorted([.. keys.Where(key => !key.StartsWith("''", StringComparison.Ordinal)), "p.id"])} limit @limit
        """;

    /// <summary>The order of what <see cref="Page"/> found.</summary>
    public string Sql => Sorted([.. Keys.Select((_, i) => $"page.k{i}"), "page.id"]);

    /// <summary>The keys as columns, for the cursor of the last row.</summary>
    public string Columns => string.Concat(Keys.Select((_, i) => $", page.k{i}"));

    string After => Backwards ? "<" : ">";

    string Sorted(params string[] columns) => string.Join(", ", columns.Select(column => column + (Backwards ? " desc" : "")));

    bool Read(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return true;
        if (PageCursor.Read(cursor, Keys.Count + 1) is not { } place || !Guid.TryParse(place[^1], out var id)) return false;
        for (var i = 0; i < Keys.Count; i++) parameters.AddWithValue($"after{i}", place[i]);
        parameters.AddWithValue("afterId", id);
        return true;
    }

    /// <summary>The cursor of a row whose keys stand in the columns from <paramref name="first"/> on.</summary>
    public string CursorOf(NpgsqlDataReader row, int first, Guid id) =>
        PageCursor.Write([.. Keys.Select((_, i) => row.GetString(first + i)), id.ToString()]);
}
