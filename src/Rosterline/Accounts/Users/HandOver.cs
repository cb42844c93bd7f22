using Npgsql;
using Rosterline.Accounts.Groups;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>
/// Hands what a colleague has to somebody else in one step (H-18, P-30): numbers, open conversations, texts that go later, broadcasts under way, repeated
/// texts, shared templates, hotlists and saved searches. Looked at first, moved together or not at all.
/// </summary>
sealed class HandOver(NpgsqlDataSource database, ViewerReader viewers, TimeProvider clock)
{
    /// <param name="To">Who gets it.</param>
    /// <param name="Stays">A holiday: she keeps her numbers, templates and lists, only what is open moves and the other answers her numbers too.</param>
    /// <param name="Preview">Count only.</param>
    public sealed record Request(Guid To, bool Stays = false, bool Preview = false);

    /// <summary>How many of each move, or moved.</summary>
    public sealed record Moved(int Numbers, int Conversations, int Scheduled, int Broadcasts, int Repeated, int Templates, int Hotlists, int Searches);

    // One statement each, $1 organisation, $2 from, $3 to; in the lock order of the hot tables: conversation before message.
    static readonly (string Sql, bool WhenLeaving)[] Moves =
    [
        ("update conversation set assignee_id = $3, version = version + 1 where root_id = $1 and assignee_id = $2", false),
        ("update message set author_id = $3 where root_id = $1 and author_id = $2 and later", false),
        ("update broadcast set author_id = $3 where root_id = $1 and author_id = $2 and state in (1, 2, 3)", false),
        ("update send_schedule set author_id = $3 where root_id = $1 and author_id = $2 and active", true),
        ("update template set owner_id = $3 where root_id = $1 and owner_id = $2 and shared and removed_at is null", true),
        ("update hotlist set owner_id = $3 where root_id = $1 and owner_id = $2", true),
        ("update saved_search set owner_id = $3 where root_id = $1 and owner_id = $2", true),
    ];

    const string Count = """
        select (select count(*)::int from line_user where root_id = $1 and user_id = $2), (select count(*)::int from conversation where root_id = $1 and assignee_id = $2),
               (select count(*)::int from message where root_id = $1 and author_id = $2 and later), (select count(*)::int from broadcast where root_id = $1 and author_id = $2 and state in (1, 2, 3)),
               (select count(*)::int from send_schedule where root_id = $1 and author_id = $2 and active and not $3), (select count(*)::int from template where root_id = $1 and owner_id = $2 and shared and removed_at is null and not $3),
               (select count(*)::int from hotlist where root_id = $1 and owner_id = $2 and not $3), (select count(*)::int from saved_search where root_id = $1 and owner_id = $2 and not $3)
        """;

    /// <summary>Null: no such user here.</summary>
    public async Task<Result<Moved>?> ExecuteAsync(Viewer by, Guid from, Request request, CancellationToken cancel)
    {
        if (await viewers.FindAsync(by.RootId, from, cancel) is not { } leaver || !by.MayAt("manage_users", leaver.AccountId) || !by.MayAt("manage_lines", leaver.AccountId)) return null;
        if (from == request.To || await viewers.FindAsync(by.RootId, request.To, cancel) is not { } successor) return (Result<Moved>)GroupRefusals.SuccessorUnknown;
        if (!successor.May("text")) return (Result<Moved>)GroupRefusals.SuccessorCannotText(successor.Name);
        var counted = (await database.Command(Count, by.RootId, from, request.Stays).ReadAllAsync(row => new Moved(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)), cancel))[0];
        if (!request.Preview) await MoveAsync(by, from, request, counted, cancel);
        return (Result<Moved>)counted;
    }

    async Task MoveAsync(Viewer by, Guid from, Request request, Moved counted, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.Add("""
                insert into line_user (root_id, line_id, user_id, is_default)
                select u.root_id, u.line_id, $3, not exists (select from line_user d where d.root_id = $1 and d.user_id = $3 and d.is_default) and u.is_default
                from line_user u where u.root_id = $1 and u.user_id = $2 on conflict do nothing
                """, by.RootId, from, request.To);
            if (!request.Stays) batch.Add("delete from line_user where root_id = $1 and user_id = $2", by.RootId, from);
            foreach (var (sql, whenLeaving) in Moves)
                if (!whenLeaving || !request.Stays) batch.Add(sql, by.RootId, from, request.To);
            AuditLog.Add(batch, AuditedAct.By(by, "user.handed_over", "user", from, new { request.To, request.Stays, moved = counted }), clock);
            await batch.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        viewers.Forget(by.RootId);
    }
}
