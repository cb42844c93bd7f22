using Npgsql;

namespace Rosterline.People.Records;

/// <summary>The order of a list of people and the place in it after which a page begins. The id comes last and makes every place unique.</summary>
sealed record PeopleOrder(IReadOnlyList<string> Keys, bool Backwards)
{
    /// <summary>Names without case and accents, byte by byte: an order in which a beginning is a stretch.</summary>
    public const string Last = "folded(p.last_name) collate \"C\"", First = "folded(p.first_name) collate \"C\"";

    /// <param name="sort">Name of a column, "-" before it for backwards; anything else sorts by name.</param>
    /// <param name="picked">A search by words picks few: what it finds is sorted. As an expression the column has no index that would be walked over everybody instead.</param>
    public static PeopleOrder Of(string? sort, bool picked)
    {
        var backwards = sort?.StartsWith('-') == true;
        string[] keys = (backwards ? sort![1..] : sort) switch
        {
            "firstName" => [First, Last],
            "externalId" => ["lower(coalesce(p.external_id, ''))"],
            "zip" => ["coalesce(p.zip, '')"],
            "status" => ["lower(coalesce(p.status, ''))"],
            // Ids begin with the time they were made at.
            "created" => [],
            _ => [Last, First],
        };
        if (picked && keys.Length > 0) keys[0] = $"({keys[0]} || '')";
        return new(keys, backwards);
    }

    public string Sql => string.Join(", ", [.. Keys.Select(key => key + Direction), "p.id" + Direction]);

    /// <summary>The keys as columns, for the cursor of the last row.</summary>
    public string Columns => string.Concat(Keys.Select(key => ", " + key));

    string Direction => Backwards ? " desc" : "";

    /// <summary>The condition "after this place"; null when the cursor is not one of ours.</summary>
    public string? After(string? cursor, NpgsqlParameterCollection parameters)
    {
        if (string.IsNullOrEmpty(cursor)) return "";
        if (PageCursor.Read(cursor, Keys.Count + 1) is not { } place || !Guid.TryParse(place[^1], out var id)) return null;
        for (var i = 0; i < Keys.Count; i++) parameters.AddWithValue($"after{i}", place[i]);
        parameters.AddWithValue("afterId", id);
        var names = string.Concat(Keys.Select((_, i) => $"@after{i}, "));
        return $" and ({string.Concat(Keys.Select(key => key + ", "))}p.id) {(Backwards ? "<" : ">")} ({names}@afterId)";
    }

    /// <summary>The cursor of a row whose keys stand in the columns from <paramref name="first"/> on.</summary>
    public string CursorOf(NpgsqlDataReader row, int first, Guid id) =>
        PageCursor.Write([.. Keys.Select((_, i) => row.GetString(first + i)), id.ToString()]);
}
