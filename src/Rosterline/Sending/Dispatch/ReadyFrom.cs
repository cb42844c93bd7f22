using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Sending.Dispatch;

/// <summary>
/// Remembers for each line before which moment nothing is ready any more. While a long transaction stays open somewhere, PostgreSQL keeps
/// every row that left the outbox; without this each claim would walk through all of them.
/// </summary>
public sealed class ReadyFrom(HotPath database, TimeProvider clock)
{
    // Texts become ready at the database's own time; what commits later than this, or is put in from elsewhere, waits for the full look.
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), FullPause = TimeSpan.FromSeconds(30);

    // every organisation: dispatch serves all, in turn
    const string Sql = """
        with t as materialized (select now() as now, $1::jsonb as marks)
        select null::uuid, t.now from t
        union all
        select i.id, min(q.due_at) from line i cross join t cross join (values (0::smallint), (1::smallint), (2::smallint)) v(lane)
        cross join lateral (
          select o.due_at from outbox o where o.root_id = i.root_id and o.line_id = i.id and o.lane = v.lane and o.state = 1
            and o.due_at >= coalesce((t.marks ->> i.id::text)::timestamptz, $2)
          order by o.due_at limit 1) q
        group by i.id
        """;

    long? lookedAt, fullAt;

    /// <summary>The first ready moment of lines that have a backlog, as JSON by id.</summary>
    public string Marks { get; private set; } = "{}";

    /// <summary>The same for every other line.</summary>
    public DateTimeOffset Otherwise { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <param name="claimed">Whether texts were claimed since the last look: only then is there more to pass over.</param>
    /// <returns>Whether it looked.</returns>
    public async Task<bool> LookAsync(bool claimed, CancellationToken cancel)
    {
        if (fullAt is null || clock.GetElapsedTime(fullAt.Value) > FullPause)
        {
            (Marks, Otherwise) = ("{}", DateTimeOffset.UnixEpoch);
            fullAt = clock.GetTimestamp();
        }
        else if (!claimed || clock.GetElapsedTime(lookedAt!.Value) < Pause) return false;
        lookedAt = clock.GetTimestamp();
        var rows = await database.Command(Sql, Marks, Otherwise)
            .ReadAllAsync(row => (Line: row.Maybe<Guid>(0), At: row.GetFieldValue<DateTimeOffset>(1)), cancel);
        Otherwise = rows.Find(row => row.Line is null).At - Slack;
        Marks = JsonSerializer.Serialize(rows.Where(row => row.Line is not null && row.At < Otherwise).ToDictionary(row => row.Line!.Value, row => row.At));
        return true;
    }
}
