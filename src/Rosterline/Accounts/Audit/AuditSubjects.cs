using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>Finds what the subjects of entries are called now.</summary>
static class AuditSubjects
{
    const string Sql = """
        select u.id, u.name from app_user u join membership m on m.root_id = $1 and m.user_id = u.id where u.id = any($2)
        union all select p.id, p.name from person p where p.root_id = $1 and p.id = any($2)
        union all select l.id, l.name from line l where l.root_id = $1 and l.id = any($2)
        union all select c.id, c.name from provider_connection c where c.root_id = $1 and c.id = any($2)
        union all select a.id, a.name from account a where a.root_id = $1 and a.id = any($2)
        union all select k.id, k.name from api_key k where k.root_id = $1 and k.id = any($2)
        union all select n.id, n.name from security_group n where n.root_id = $1 and n.id = any($2)
        union all select h.id, h.name from hotlist h where h.root_id = $1 and h.id = any($2)
        union all select s.id, s.name from saved_search s where s.root_id = $1 and s.id = any($2)
        union all select t.id, t.name from template t where t.root_id = $1 and t.id = any($2)
        union all select b.id, b.title from broadcast b where b.root_id = $1 and b.id = any($2)
        union all select r.id, r.name from send_schedule r where r.root_id = $1 and r.id = any($2)
        union all select j.id, j.title from posting j where j.root_id = $1 and j.id = any($2)
        union all select o.id, o.title from job_order o where o.root_id = $1 and o.id = any($2)
        union all select v.id, p.name from conversation v join person p on p.root_id = v.root_id and p.id = v.person_id where v.root_id = $1 and v.id = any($2)
        union all select g.id, p.name from message g join conversation v on v.root_id = g.root_id and v.id = g.conversation_id
                  join person p on p.root_id = v.root_id and p.id = v.person_id where g.root_id = $1 and g.id = any($2)
        """;

    public static async Task<IReadOnlyList<AuditRow>> NameAsync(NpgsqlDataSource database, Guid rootId, IReadOnlyList<AuditRow> rows, CancellationToken cancel)
    {
        var ids = rows.Where(row => row.Subject is not null).Select(row => row.Subject!.Id).Distinct().ToArray();
        if (ids.Length == 0) return rows;
        var names = new Dictionary<Guid, string>();
        // The root account has the organisation's own id; whichever name comes first will do.
        foreach (var (id, name) in await database.Command(Sql, rootId, ids).ReadAllAsync(row => (row.GetGuid(0), row.GetString(1)), cancel)) names.TryAdd(id, name);
        return [.. rows.Select(row => row.Subject is { } subject && names.TryGetValue(subject.Id, out var name) ? row with { Subject = subject with { Name = name } } : row)];
    }
}
