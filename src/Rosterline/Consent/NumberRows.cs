using Npgsql;

namespace Rosterline.Consent;

/// <summary>The rows of <c>number_state</c>: first in the order of locks, always by number.</summary>
public static class NumberRows
{
    /// <summary>Makes the missing ones and locks them all until the transaction ends.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, Guid rootId, long[] numbers, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[]
        {
            "insert into number_state (root_id, number) select $1, n from unnest($2) as n order by n on conflict do nothing",
            "select 1 from number_state where root_id = $1 and number = any($2) order by number for update",
        })
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new() { Value = rootId });
            command.Parameters.Add(new() { Value = numbers });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }
}
