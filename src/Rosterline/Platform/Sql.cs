using Npgsql;

namespace Rosterline.Platform;

/// <summary>Short forms for plain SQL on the hot paths: positional parameters, several statements in one round trip.</summary>
public static class Sql
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params ReadOnlySpan<object?> values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlCommand Command(this NpgsqlTransaction transaction, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }

    /// <summary>Reads every row; for small results.</summary>
    public static async Task<List<T>> ReadAllAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAllAsync(row, cancel);
        }
    }

    public static async Task<List<T>> ReadAllAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        var all = new List<T>();
        while (await reader.ReadAsync(cancel)) all.Add(row(reader));
        return all;
    }

    /// <summary>Reads every row of the batch's next answer.</summary>
    public static async Task<List<T>> ReadNextAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        return await reader.ReadAllAsync(row, cancel);
    }

    public static async Task<int> RunAsync(this NpgsqlCommand command, CancellationToken cancel)
    {
        await using (command) return await command.ExecuteNonQueryAsync(cancel);
    }

    public static T? Maybe<T>(this NpgsqlDataReader reader, int column) where T : struct =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    public static string? Text(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>Tells the database's troubles from our own mistakes. What was under way then is not known to be stored, and not known not to be.</summary>
public static class DatabaseFault
{
    /// <summary>Whether the fault came from the database or the way to it.</summary>
    public static bool Is(Exception? fault) => fault switch
    {
        NpgsqlException or NotStoredException or TimeoutException => true,
        // A connection that breaks between two statements of a transaction: the driver trips over what is left of it.
        ObjectDisposedException or InvalidOperationException => fault.StackTrace?.Contains("at Npgsql.", StringComparison.Ordinal) == true,
        _ => false,
    };

    /// <summary>Whether it passes by itself: no connection, a cut one, a server that starts or stops (57) or is out of disk, memory or connections (53).</summary>
    public static bool Passes(Exception? fault) => fault is PostgresException { SqlState: var state } ? state[..2] is "08" or "53" or "57" or "58" : Is(fault);
}
