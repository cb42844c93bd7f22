using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Simulator.Phones;

/// <summary>Virtual handsets: every number a simulated line has texted or heard from, and in a demo every person's.</summary>
sealed class FindPhones(NpgsqlDataSource database)
{
    const int Most = 100;

    public sealed record LastText(string Body, DateTimeOffset At, bool FromPhone);

    public sealed record Phone(PhoneNumber Number, string Name, Guid? PersonId, Guid? ConversationId, int Unread, LastText? Last);

    public sealed record Text(Guid Id, bool FromPhone, PhoneNumber Other, string? LineName, string Body, IReadOnlyList<string> Media, DateTimeOffset At);

    public sealed record OpenPhone(PhoneNumber Number, string Name, Guid? PersonId, Guid? ConversationId, IReadOnlyList<Text> Messages);

    const string Phones = """
        with lines as (
          select l.number from line l where l.root_id = $1 and ($2 or l.id = any($3))
        ), phones as (
          select p.number from carrier_phone p where p.owner = $1
            and ($2 or exists (select 1 from carrier_message m where m.owner = p.owner and m.phone = p.number and m.line in (select number from lines)))
          union
          select n.number from person_number n join organisation o on o.root_id = n.root_id
          where n.root_id = $1 and o.is_demo and n.number is not null and n.problem is null
        )
        select n.number, who.name, who.id, talk.id, coalesce(p.unread, 0), m.body, m.at, m.direction
        from phones n
        left join carrier_phone p on p.owner = $1 and p.number = n.number
        left join carrier_message m on m.owner = $1 and m.id = p.last_id and m.line in (select number from lines)
        left join lateral (select e.id, e.name from person_number x join person e on e.root_id = x.root_id and e.id = x.person_id
                           where x.root_id = $1 and x.number = n.number order by e.is_active desc, e.id limit 1) who on true
        left join lateral (select c.id from conversation c where c.root_id = $1 and c.number = n.number and c.line_id = any($3)
                           order by c.last_at desc limit 1) talk on true
        """;

    public async Task<IReadOnlyList<Phone>> ExecuteAsync(Viewer viewer, string? query, CancellationToken cancel)
    {
        var words = (query ?? "").Trim();
        var digits = string.Concat(words.Where(char.IsAsciiDigit));
        return await database.Command($"""
            {Phones} where $4 = '' or who.name ilike '%' || $4 || '%' or ($5 <> '' and n.number::text like '%' || $5 || '%')
            order by m.at desc nulls last, who.name, n.number limit {Most}
            """, viewer.RootId, viewer.May(Permissions.Administer), viewer.LineIds.ToArray(), Escape(words), digits).ReadAllAsync(Read, cancel);
    }

    /// <summary>One phone with its latest texts, oldest first; looking at it reads them. A number no line has texted is a phone without texts.</summary>
    public async Task<OpenPhone> OpenAsync(Viewer viewer, PhoneNumber number, CancellationToken cancel)
    {
        object?[] who = [viewer.RootId, viewer.May(Permissions.Administer), viewer.LineIds.ToArray(), number.Digits];
        var phone = (await database.Command($"{Phones} where n.number = $4", who).ReadAllAsync(Read, cancel)).SingleOrDefault();
        var texts = await database.Command("""
            select m.id, m.direction, m.line, l.name, m.body, m.media, m.at from carrier_message m
            left join line l on l.root_id = m.owner and l.number = m.line
            where m.owner = $1 and l.root_id = $1 and ($2 or l.id = any($3)) and m.phone = $4 and (m.direction = 0 or m.arrives)
            order by m.id desc limit 200
            """, who).ReadAllAsync(row => new Text(row.GetGuid(0), row.GetInt16(1) == 0, new(row.GetInt64(2)), row.Text(3), row.GetString(4),
                row.Text(5)?.Split('\n') ?? [], row.GetFieldValue<DateTimeOffset>(6)), cancel);
        texts.Reverse();
        await database.Command("update carrier_phone set unread = 0 where owner = $1 and number = $2 and unread > 0", viewer.RootId, number.Digits).RunAsync(cancel);
        return new(number, phone?.Name ?? number.Display, phone?.PersonId, phone?.ConversationId, texts);
    }

    static Phone Read(NpgsqlDataReader row)
    {
        var number = new PhoneNumber(row.GetInt64(0));
        var last = row.IsDBNull(5) ? null : new LastText(row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), row.GetInt16(7) == 0);
        return new(number, row.Text(1) ?? number.Display, row.Maybe<Guid>(2), row.Maybe<Guid>(3), last is null ? 0 : row.GetInt32(4), last);
    }

    static string Escape(string words) => words.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
