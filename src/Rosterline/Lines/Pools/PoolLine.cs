namespace Rosterline.Lines.Pools;

/// <summary>Which line of a pool a text goes from: the one the person knows, else the least busy that can send.</summary>
public static class PoolLine
{
    /// <summary>Whether line <c>s</c> on connection <c>k</c> can hand texts over now.</summary>
    public const string Healthy = """
        s.active and k.active and k.down_since is null and s.receiving_checked_at is not null and (s.verification in (0, 3) or s.confirm_by > now())
        and not exists (select 1 from paused_line q where q.root_id = s.root_id and q.line_id = s.id)
        """;

    // How many wait for each line, read once for the whole statement; beyond the bound every line is busy.
    const string Waiting = "(select coalesce(jsonb_object_agg(w.line_id, w.n), '{}') from (select o.line_id, count(*) as n from (select line_id from outbox where root_id = @root limit 50000) o group by 1) w)";

    /// <summary>
    /// The line of the pool that <paramref name="line"/> is in, as an expression; the line itself when it is in none. Wants the parameter root. Among
    /// lines with about the same to do, numbers spread by their pace, and the same number always meets the same line.
    /// </summary>
    public static string Sql(string line, string number) => $"""
        (select coalesce(
           (select c.line_id from conversation c join line s on s.root_id = c.root_id and s.id = c.line_id and s.pool_id = x.pool_id and s.active
            where c.root_id = @root and c.number = {number} and c.last_seq > 0 order by c.last_at desc limit 1),
           (select s.id from line s join provider_connection k on k.root_id = s.root_id and k.id = s.connection_id
            where s.root_id = @root and s.pool_id = x.pool_id and {Healthy}
            order by floor(coalesce(({Waiting} ->> s.id::text)::numeric, 0) / s.per_second / 30),
                     -ln((hashtext({number}::text || s.id::text)::bigint + 2147483649) / 4294967298.0) / s.per_second limit 1),
           x.id) from line x where x.root_id = @root and x.id = {line})
        """;
}
