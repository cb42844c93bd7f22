using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Pools;

/// <summary>Reads pools with the state of their lines.</summary>
sealed class FindPools(NpgsqlDataSource database)
{
    public Task<List<PoolSummary>> ExecuteAsync(Viewer viewer, CancellationToken cancel) => ReadAsync(viewer, null, cancel);

    public async Task<PoolSummary?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel) => (await ReadAsync(viewer, id, cancel)).SingleOrDefault();

    async Task<List<PoolSummary>> ReadAsync(Viewer viewer, Guid? only, CancellationToken cancel)
    {
        var rows = await database.Command($"""
            select p.id, p.name, s.id, s.name, s.number, k.id, k.name, {PoolLine.Healthy}, (select count(*)::int from outbox o where o.root_id = s.root_id and o.line_id = s.id), v.number
            from line_pool p join line s on s.root_id = p.root_id and s.pool_id = p.id join provider_connection k on k.root_id = s.root_id and k.id = s.connection_id
            left join line_detour d on d.root_id = s.root_id and d.line_id = s.id left join line v on v.root_id = d.root_id and v.id = d.via_line_id
            where p.root_id = $1 and s.account_id = any($2) and ($3::uuid is null or p.id = $3) order by p.name, p.id, s.pool_position
            """, viewer.RootId, viewer.Rights.Reach("manage_lines").ToArray(), (object?)only ?? DBNull.Value).ReadAllAsync(row => (
                Id: row.GetGuid(0), Name: row.GetString(1),
                Line: new PoolSummary.Member(row.GetGuid(2), row.GetString(3), new PhoneNumber(row.GetInt64(4)), row.GetGuid(5), row.GetString(6), row.GetBoolean(7), row.GetInt32(8),
                    row.Maybe<long>(9) is { } via ? new PhoneNumber(via) : null)), cancel);
        return [.. rows.GroupBy(row => (row.Id, row.Name)).Select(pool => Summary(pool.Key.Id, pool.Key.Name, [.. pool.Select(row => row.Line)]))];
    }

    static PoolSummary Summary(Guid id, string name, IReadOnlyList<PoolSummary.Member> lines)
    {
        var (healthy, providers) = (lines.Count(l => l.Healthy), lines.Select(l => l.ConnectionId).Distinct().Count());
        return new(id, name, lines, lines.FirstOrDefault(l => l.Via is not null) is { } round ? new(false, $"Texts of {round.Name} go from {round.Via!.Value.Display} while {round.Connection} does not answer.")
            : healthy == 0 ? new(false, "None of its lines can send.")
            : healthy < lines.Count ? new(false, $"{healthy} of {lines.Count} lines can send.")
            : providers == 1 ? new(true, "All lines are at one account: when its provider is down, nothing stands in.")
            : new(true, $"{lines.Count} lines at {providers} accounts."));
    }
}
