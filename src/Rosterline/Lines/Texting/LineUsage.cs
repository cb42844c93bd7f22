using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>
/// How many texts each line has written this month, in UTC months. What is older than two minutes is counted once and kept, so that asking costs
/// the latest minutes and not the month. Cancelled and refused texts do not count.
/// </summary>
public sealed class LineUsage(NpgsqlDataSource database, TimeProvider clock)
{
    // A text's id is made a moment before it is stored: what is younger may still appear in between.
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(2), Behind = TimeSpan.FromMinutes(5);

    const string Count = "select line_id, count(*)::int from message where root_id = $1 and id >= $2 and id < $3 and direction = 1 and status not in (9, 10) and origin <> 5 group by line_id";

    /// <summary>Lines without a text this month are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> ReadAsync(Guid rootId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var month = new DateOnly(now.Year, now.Month, 1);
        var until = await CursorAsync(rootId, month, cancel);
        if (Ids.TimeOf(until) < now - Settled - Behind) until = await AdvanceAsync(rootId, month, Ids.FirstOf(now - Settled), cancel);
        var sums = (await database.Command("select line_id, sent from line_usage where root_id = $1 and month = $2", rootId, month)
            .ReadAllAsync(Line, cancel)).ToDictionary(line => line.Id, line => line.Sent);
        foreach (var (line, sent) in await database.Command(Count, rootId, until, Ids.FirstOf(now.AddMinutes(1))).ReadAllAsync(Line, cancel))
            sums[line] = sums.GetValueOrDefault(line) + sent;
        return sums;
    }

    async Task<Guid> CursorAsync(Guid rootId, DateOnly month, CancellationToken cancel)
    {
        await using var command = database.Command("select counted_until from usage_cursor where root_id = $1 and month = $2", rootId, month);
        return await command.ExecuteScalarAsync(cancel) as Guid? ?? Ids.FirstOf(new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero));
    }

    async Task<Guid> AdvanceAsync(Guid rootId, DateOnly month, Guid to, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await transaction.Command("insert into usage_cursor (root_id, month, counted_until) values ($1, $2, $3) on conflict do nothing",
            rootId, month, Ids.FirstOf(new DateTimeOffset(month, TimeOnly.MinValue, TimeSpan.Zero))).RunAsync(cancel);
        // Two who ask at once: the second waits and finds it done.
        var from = (Guid)(await transaction.Command("select counted_until from usage_cursor where root_id = $1 and month = $2 for update", rootId, month).ExecuteScalarAsync(cancel))!;
        if (from.CompareTo(to) < 0)
        {
            await transaction.Command($"""
                insert into line_usage (root_id, line_id, month, sent) select $1, c.line_id, $4, c.count from ({Count}) c(line_id, count)
                on conflict (root_id, line_id, month) do update set sent = line_usage.sent + excluded.sent
                """, rootId, from, to, month).RunAsync(cancel);
            await transaction.Command("update usage_cursor set counted_until = $3 where root_id = $1 and month = $2", rootId, month, to).RunAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return from.CompareTo(to) < 0 ? to : from;
    }

    static (Guid Id, int Sent) Line(NpgsqlDataReader row) => (row.GetGuid(0), row.GetInt32(1));
}
