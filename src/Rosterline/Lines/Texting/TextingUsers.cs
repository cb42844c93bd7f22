using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>Everybody who has a number, with it: the one her conversations start from (HS-09, HS-13).</summary>
sealed class TextingUsers(NpgsqlDataSource database)
{
    /// <param name="Others">Numbers she answers besides.</param>
    /// <param name="Sharing">Colleagues on the same number.</param>
    public sealed record Row(Guid UserId, string Name, Guid LineId, string Line, PhoneNumber Number, int Others, IReadOnlyList<string> Sharing);

    /// <summary>Those with a number of the accounts whose numbers the viewer manages.</summary>
    public Task<List<Row>> ExecuteAsync(Viewer viewer, CancellationToken cancel) => database.Command("""
        with mine as (
          select u.user_id, u.line_id, l.name, l.number, row_number() over (partition by u.user_id order by u.is_default desc, l.name, l.id) as nth, count(*) over (partition by u.user_id) as count
          from line_user u join line l on l.root_id = u.root_id and l.id = u.line_id
          where u.root_id = $1 and l.account_id = any($2))
        select m.user_id, u.name, m.line_id, m.name, m.number, (m.count - 1)::int,
          array(select o.name from line_user s join app_user o on o.id = s.user_id and o.is_active where s.root_id = $1 and s.line_id = m.line_id and s.user_id <> m.user_id order by o.name)
        from mine m join app_user u on u.id = m.user_id and u.is_active where m.nth = 1 order by u.name, u.id
        """, viewer.RootId, viewer.Rights.Reach("manage_lines").ToArray()).ReadAllAsync(row => new Row(
            row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), new PhoneNumber(row.GetInt64(4)), row.GetInt32(5), row.GetFieldValue<string[]>(6)), cancel);
}
