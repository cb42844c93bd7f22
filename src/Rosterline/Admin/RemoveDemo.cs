using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>Deletes a demo organisation with everything in it (P-10), and users who belonged nowhere else.</summary>
sealed class RemoveDemo(RosterlineDb db, NpgsqlDataSource database, ViewerReader viewers, ApiKeyReader keys)
{
    // What dispatch and ingest lock goes first and in their order, so that neither waits for us in a circle.
    const string TablesSql = """
        select quote_ident(t.relname) from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attname = 'root_id' and not a.attisdropped
        where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
        order by coalesce(array_position(array['number_state','conversation','inbound_receipt','message','outbox','line_send'], t.relname::text), 99),
                 t.relname = 'organisation', t.relname
        """;

    // every organisation: whoever belongs to another one stays
    const string UsersSql = "delete from app_user where id = any($1) and not exists (select from membership m where m.user_id = app_user.id)";

    /// <summary>Null: no such organisation, or not hers to remove.</summary>
    public async Task<Result<Guid>?> ExecuteAsync(Guid userId, Guid rootId, CancellationToken cancel)
    {
        if (!await db.Memberships.AnyAsync(m => m.RootId == rootId && m.UserId == userId && m.Role == Role.Administrator, cancel)) return null;
        if (!await db.Organisations.AnyAsync(o => o.RootId == rootId && o.IsDemo, cancel)) return (Result<Guid>)Refusals.NotDemo;
        var elsewhere = await db.Memberships.Where(m => m.RootId != rootId && m.UserId == userId).Select(m => (Guid?)m.RootId).FirstOrDefaultAsync(cancel);
        if (elsewhere is not { } next) return (Result<Guid>)Refusals.NowhereElse;
        await DeleteAsync(rootId, cancel);
        viewers.Forget(rootId);
        keys.Forget();
        return (Result<Guid>)next;
    }

    async Task DeleteAsync(Guid rootId, CancellationToken cancel)
    {
        var tables = await TablesAsync(database, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await DeleteAsync(connection, tables, rootId, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Within the connection's transaction.</summary>
    internal static async Task DeleteAsync(NpgsqlConnection connection, IReadOnlyList<string> tables, Guid rootId, CancellationToken cancel)
    {
        var users = await UsersAsync(connection, rootId, cancel);
        // The audit log goes with its organisation only.
        await RunAsync(connection, "select set_config('rosterline.removes', $1::uuid::text, true)", rootId, cancel);
        foreach (var table in tables) await RunAsync(connection, $"delete from {table} where root_id = $1", rootId, cancel);
        await RunAsync(connection, UsersSql, users, cancel);
    }

    /// <summary>Every table of the schema that belongs to an organisation, in the order of deletion.</summary>
    internal static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(TablesSql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancel)) tables.Add(reader.GetString(0));
        return tables;
    }

    static async Task<Guid[]> UsersAsync(NpgsqlConnection connection, Guid rootId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select coalesce(array_agg(distinct user_id), '{}') from membership where root_id = $1", connection);
        command.Parameters.Add(new() { Value = rootId });
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, object value, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
