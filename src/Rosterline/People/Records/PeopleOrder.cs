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

    // What is sorted by stands in another table s, beside each person who has it; the others are a list of their own with an empty key.
    sealed record Elsewhere(string Table, string Match, string? Without);

    static readonly Elsewhere Customer = new("company s", "s.root_id = p.root_id and s.id = p.company_id", "p.company_id is null");
    static readonly Elsewhere Branch = new("account s", "s.root_id = p.root_id and s.id = p.account_id", null);
    static readonly Elsewhere Contact = new("contact s", "s.person_id = p.id", "p.id not in (select x.person_id from contact x)");

    Elsewhere? Through { get; init; }

    // Few branches and many people: of each branch the next few, and of those the page.
    bool IsByBranch { get; init; }

    /// <summary>Whether to look through everything, in the order of trying: enough if a try finds a whole page.</summary>
    public IReadOnlyList<bool> Tries => Through == Contact && Backwards ? [false, true] : [true];

    /// <param name="sort">Name of a column, "-" before it for backwards; anything else sorts by name.</param>
    /// <param name="filter">A search by words picks few: what it finds is sorted. As an expression the column has no index that would be walked over everybody instead.</param>
    public static PeopleOrder Of(string? sort, PeopleFilter filter)
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
            "lastMessage" => [LatestContacts.Key],
            // Ids begin with the time they were made at.
            "created" => [],
            _ => [Last, First],
        };
        var through = name switch { "customer" => Customer, "branch" => Branch, "lastMessage" => Contact, _ => null };
        if (filter.Picks && through is null && keys.Length > 0) keys[0] = $"({keys[0]} || '')";
        return new(keys, backwards) { Through = through, IsByBranch = through == Branch && !filter.Reads };
    }

    /// <summary>The statements before a page, and the page: ids with their keys as k0, k1. Null when the cursor is not one of ours.</summary>
    /// <param name="conditions">What narrows the list, each beginning with "and".</param>
    /// <param name="whole">One of <see cref="Tries"/>.</param>
    public string? Page(string conditions, string? cursor, NpgsqlParameterCollection parameters, bool whole, DateTimeOffset now)
    {
        string[]? place = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            place = PageCursor.Read(cursor, Keys.Count + 1);
            if (place is null || !Guid.TryParse(place[^1], out var id)) return null;
            for (var i = 0; i < Keys.Count; i++) parameters.AddWithValue($"after{i}", place[i]);
            parameters.AddWithValue("afterId", id);
        }

        if (Through is null) return $"page as materialized ({Rows(Keys, "", conditions + After(place))})";
        var with = IsByBranch ? OfEach(conditions, place) : Rows(Keys, $"join {Through.Table} on {Through.Match}", conditions + After(place) + Bound(place));
        if (Through != Contact) return $"page as materialized ({(Through.Without is null ? with : Both(with, conditions, place))})";
        if (LatestContacts.Since(place?[0], whole, now) is not { } since) return null;
        parameters.AddWithValue("since", since);
        return $"{LatestContacts.Sql} page as materialized ({(whole ? Both(with, conditions, place) : with)})";
    }

    string After(string[]? place) =>
        place is null ? "" : $" and ({string.Concat(Keys.Select(key => key + ", "))}p.id) {Beyond} ({string.Concat(Keys.Select((_, i) => $"@after{i}, "))}@afterId)";

    // Of the other table alone, so that its index begins at the place.
    string Bound(string[]? place) => place is null ? "" : $" and {Keys[0]} {Beyond}= @after0";

    string Rows(IReadOnlyList<string> keys, string join, string conditions) => $"""
        select p.id{string.Concat(keys.Select((key, i) => $", {key} as k{i}"))} from person p {join}
        where p.root_id = @root{conditions} order by {Sorted([.. keys.Where(key => key != Nothing), "p.id"])} limit @limit
        """;

    string OfEach(string conditions, string[]? place) => $"""
        select p.id, {Keys[0]} as k0 from {Through!.Table} cross join lateral (
          select p.id from person p where {Through.Match}{conditions}{After(place)} order by p.id{Direction} limit @limit) p
        where s.root_id = @root{Bound(place)} order by {Sorted(Keys[0], "p.id")} limit @limit
        """;

    string Both(string with, string conditions, string[]? place)
    {
        var rest = place is null ? "" : Backwards ? " and (@after0 <> '' or p.id < @afterId)" : " and @after0 = '' and p.id > @afterId";
        return $"""
            select * from (({with}) union all ({Rows([Nothing], "", $"{conditions} and {Through!.Without}{rest}")})) either
            order by {Sorted("k0", "id")} limit @limit
            """;
    }

    const string Nothing = "''::text collate \"C\"";

    /// <summary>The order of what <see cref="Page"/> found.</summary>
    public string Sql => Sorted([.. Keys.Select((_, i) => $"page.k{i}"), "page.id"]);

    /// <summary>The keys as columns, for the cursor of the last row.</summary>
    public string Columns => string.Concat(Keys.Select((_, i) => $", page.k{i}"));

    string Beyond => Backwards ? "<" : ">";

    string Direction => Backwards ? " desc" : "";

    string Sorted(params string[] columns) => string.Join(", ", columns.Select(column => column + Direction));

    /// <summary>The cursor of a row whose keys stand in the columns from <paramref name="first"/> on.</summary>
    public string CursorOf(NpgsqlDataReader row, int first, Guid id) =>
        PageCursor.Write([.. Keys.Select((_, i) => row.GetString(first + i)), id.ToString()]);
}
