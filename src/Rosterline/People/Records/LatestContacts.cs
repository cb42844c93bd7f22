using System.Globalization;

namespace Rosterline.People.Records;

/// <summary>With whom something happened last: the newest text with the number that is used, on lines one sees, or what was logged by hand, as the grid shows it.</summary>
static class LatestContacts
{
    /// <summary>A statement <c>contact (person_id, at)</c>; wants the parameters root, lines and since.</summary>
    public const string Sql = """
        contact as materialized (
          select x.person_id, max(x.at) as at from (
            select n.person_id, greatest(c.last_inbound_at, c.last_outbound_at) as at
            from conversation c join person_number n on n.root_id = c.root_id and n.number = c.number
            where c.root_id = @root and c.line_id = any(@lines) and (c.last_inbound_at is not null or c.last_outbound_at is not null) and c.last_at >= @since
              and not exists (select from person_number better where better.root_id = n.root_id and better.person_id = n.person_id and better.kind < n.kind)
            union all
            select j.person_id, j.at from journal_note j where j.root_id = @root and j.kind = 2 and j.person_id is not null and j.at >= @since) x
          group by x.person_id),
        """;

    /// <summary>The moment as text that sorts as time does.</summary>
    public const string Key = "to_char(s.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";

    const string Format = "yyyy-MM-dd HH:mm:ss.ffffff";

    // A page of the newest is nearly always found in the last days before it; where it is not, everything is looked through.
    static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    /// <summary>Since when to look for what came before a place in the list. Null: the place is none of ours.</summary>
    /// <param name="key">Of the last row of the page before; null: from the newest on.</param>
    public static DateTimeOffset? Since(string? key, bool whole, DateTimeOffset now)
    {
        var last = now;
        if (!string.IsNullOrEmpty(key) && !DateTimeOffset.TryParseExact(key, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out last)) return null;
        return whole || key?.Length == 0 || last < DateTimeOffset.MinValue + Lately ? DateTimeOffset.UnixEpoch : last.ToUniversalTime() - Lately;
    }
}
