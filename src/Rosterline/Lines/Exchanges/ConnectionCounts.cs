using System.Collections.Concurrent;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Exchanges;

/// <summary>
/// Counts what each provider account does, in memory, and adds it to the database's five-minute rows together: exact over all nodes, whatever the
/// log of exchanges leaves out. What: accepted, refused, try_again, unclear, problem:…, webhook, receipt, left_out, ms:… for answers within so many milliseconds.
/// </summary>
public sealed class ConnectionCounts(NpgsqlDataSource database)
{
    /// <summary>Upper bounds of answer times, in milliseconds; the last stands for all beyond.</summary>
    internal static readonly int[] Bounds = [5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 20_000];

    // In the order of its key, as everybody who writes several of these.
    const string Sql = """
        insert into connection_count as c (root_id, connection_id, at, what, n)
        select i.root_id, i.connection_id, date_bin('5 minutes', now(), '2000-01-01'), i.what, i.n
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) i(root_id, connection_id, what, n)
        order by i.root_id, i.connection_id, i.what
        on conflict (root_id, connection_id, at, what) do update set n = c.n + excluded.n
        """;

    readonly ConcurrentDictionary<(Guid Root, Guid Connection, string What), long> counted = new();

    public void Add(Connection connection, string what, int n = 1) => counted.AddOrUpdate((connection.RootId, connection.Id, what), n, (_, before) => before + n);

    /// <summary>A hand-over was answered, whatever the answer.</summary>
    internal void Answered(Connection connection, TimeSpan took) =>
        Add(connection, $"ms:{(Array.Find(Bounds, bound => took.TotalMilliseconds <= bound) is > 0 and var bound ? bound : Bounds[^1])}");

    internal async Task FlushAsync(CancellationToken cancel)
    {
        var taken = new List<KeyValuePair<(Guid Root, Guid Connection, string What), long>>();
        foreach (var key in counted.Keys)
            if (counted.TryRemove(key, out var n)) taken.Add(new(key, n));
        if (taken.Count == 0) return;
        try
        {
            await database.Command(Sql, taken.Select(c => c.Key.Root).ToArray(), taken.Select(c => c.Key.Connection).ToArray(), taken.Select(c => c.Key.What).ToArray(), taken.Select(c => c.Value).ToArray())
                .RunAsync(cancel);
        }
        catch (Exception fault) when (DatabaseFault.Is(fault))
        {
            // Counted with the next ones; a commit whose answer was lost may count twice here, which only figures notice.
            foreach (var (key, n) in taken) counted.AddOrUpdate(key, n, (_, since) => since + n);
            throw;
        }
    }
}
