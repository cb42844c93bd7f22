using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Devices;

/// <summary>Signs devices out, from wherever one is.</summary>
sealed class EndSessions(NpgsqlDataSource database, SessionReader reader, TimeProvider clock)
{
    /// <summary>False: no such device of hers is signed in.</summary>
    public async Task<bool> OneAsync(SignedIn who, Guid id, CancellationToken cancel) =>
        await EndAsync("update user_session set ended_at = $3 where user_id = $1 and id = $2 and ended_at is null", who, id, cancel) > 0;

    /// <summary>Every device of hers but the one she sits at; how many that were.</summary>
    public Task<int> OthersAsync(SignedIn who, CancellationToken cancel) =>
        EndAsync("update user_session set ended_at = $3 where user_id = $1 and id <> $2 and ended_at is null and ends_at > $3", who, who.SessionId, cancel);

    async Task<int> EndAsync(string sql, SignedIn who, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var ended = await transaction.Command(sql, who.OwnId, id, clock.GetUtcNow()).RunAsync(cancel);
        if (ended > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            AuditLog.Add(batch, new AuditedAct(who.RootId, who.OwnId, "session.ended", "user", who.OwnId, new { devices = ended }), clock);
            await batch.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        reader.Forget();
        return ended;
    }
}
