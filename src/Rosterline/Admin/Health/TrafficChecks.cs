using Npgsql;
using NpgsqlTypes;

namespace Rosterline.Admin.Health;

/// <summary>Texts leave when they are due.</summary>
sealed class QueueCheck(NpgsqlDataSource database) : ICheck
{
    static readonly TimeSpan Warn = TimeSpan.FromMinutes(1), Bad = TimeSpan.FromMinutes(10);

    public string Name => "Queue";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        // a pause holds texts on purpose
        await using var command = database.CreateCommand("""
            select count(*), coalesce(max(now() - o.due_at), interval '0') from outbox o join organisation g on g.root_id = o.root_id
            where o.state in (0, 1) and o.due_at <= now() and g.paused_at is null and not exists (select from paused_line p where p.root_id = o.root_id and p.line_id = o.line_id) and ($1::uuid is null or o.root_id = $1)
            """);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)rootId ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var (waiting, oldest) = (reader.GetInt64(0), reader.GetTimeSpan(1));
        if (waiting == 0) return HealthCheck.Ok(Name, "Nothing waits.");
        var words = $"{waiting} {(waiting == 1 ? "text waits" : "texts wait")}, the oldest for {Words(oldest)}.";
        return oldest > Bad ? HealthCheck.Problem(Name, words) : oldest > Warn ? HealthCheck.Warning(Name, words) : HealthCheck.Ok(Name, words);
    }

    static string Words(TimeSpan time) => time.TotalMinutes < 2 ? $"{(int)time.TotalSeconds} s" : time.TotalHours < 2 ? $"{(int)time.TotalMinutes} min" : $"{(int)time.TotalHours} h";
}

/// <summary>Every connection works, and its provider has been heard from.</summary>
sealed class ConnectionsCheck(NpgsqlDataSource database) : ICheck
{
    public string Name => "Providers";

    public async Task<HealthCheck> RunAsync(Guid? rootId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            select coalesce(array_agg(name order by name) filter (where down_since is not null), '{}'),
                   coalesce(array_agg(name order by name) filter (where test_ok = false), '{}'),
                   coalesce(array_agg(name order by name) filter (where last_hook_at is null and polled_until is null), '{}'),
                   count(*)
            from provider_connection where active and ($1::uuid is null or root_id = $1)
            """);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)rootId ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        string[] down = reader.GetFieldValue<string[]>(0), refused = reader.GetFieldValue<string[]>(1), silent = reader.GetFieldValue<string[]>(2);
        var all = reader.GetInt64(3);
        return down.Length > 0 ? HealthCheck.Problem(Name, $"Not answering: {string.Join(", ", down)}. Texts wait and will go in order.")
            : refused.Length > 0 ? HealthCheck.Problem(Name, $"Credentials did not pass their last test: {string.Join(", ", refused)}.")
            : silent.Length > 0 ? HealthCheck.Warning(Name, $"Never heard from: {string.Join(", ", silent)}. Text a line of it from any phone to check.")
            : HealthCheck.Ok(Name, all == 0 ? "None connected yet." : $"{all} connected, all heard from.");
    }
}
