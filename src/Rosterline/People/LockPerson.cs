using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>
/// Locks a person, so that nobody texts any of their numbers, or unlocks again. A number that another locked person has stays
/// locked. What waits to be sent to these numbers is taken back in the same transaction.
/// </summary>
public sealed class LockPerson(NpgsqlDataSource database, TimeProvider clock)
{
    const int LongestReason = 300;

    public async Task<Result<Guid>> LockAsync(Viewer viewer, Guid id, string? reason, CancellationToken cancel)
    {
        var words = CleanText.Of(reason);
        if (words.Length == 0) return Refusals.ReasonMissing;
        return words.Length > LongestReason ? Refusals.TooLong("Reason", LongestReason) : await ChangeAsync(viewer, id, words, cancel);
    }

    public Task<Result<Guid>> UnlockAsync(Viewer viewer, Guid id, CancellationToken cancel) => ChangeAsync(viewer, id, null, cancel);

    async Task<Result<Guid>> ChangeAsync(Viewer viewer, Guid id, string? reason, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await MarkAsync(connection, viewer, id, reason, cancel)) return Refusals.NotFound;
        var numbers = await PersonWriting.NumbersOfAsync(connection, viewer.RootId, id, cancel);
        await PersonWriting.RefreshLocksAsync(connection, viewer.RootId, numbers, cancel);
        if (reason is not null && numbers.Length > 0) await QueuedTexts.TakeBackAsync(connection, viewer.RootId, numbers, "locked", "Locked before this text went.", cancel);
        await RecordAsync(connection, viewer, id, numbers, reason, cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    // Holds the person's row, so that numbers cannot change meanwhile.
    async Task<bool> MarkAsync(NpgsqlConnection connection, Viewer viewer, Guid id, string? reason, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            update person set locked_at = case when @reason is null then null else coalesce(locked_at, @now) end,
              locked_by = case when @reason is null then null else @by end, locked_reason = @reason, updated_at = @now
            where root_id = @root and id = @id returning id
            """, connection);
        command.Parameters.Add(new("reason", NpgsqlDbType.Text) { Value = (object?)reason ?? DBNull.Value });
        command.Parameters.AddWithValue("now", clock.GetUtcNow());
        command.Parameters.AddWithValue("by", viewer.UserId);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("id", id);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    async Task RecordAsync(NpgsqlConnection connection, Viewer viewer, Guid id, long[] numbers, string? reason, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        var ledger = new NpgsqlBatchCommand("""
            insert into consent_event (root_id, id, number, at, kind, source, wording, recorded_by)
            select $1, t.id, t.number, $2, $3, 'person', $4, $5 from unnest($6, $7) as t (id, number)
            """);
        foreach (var value in new object[] { viewer.RootId, clock.GetUtcNow(), reason is null ? "unlock" : "lock" }) ledger.Parameters.Add(new() { Value = value });
        ledger.Parameters.Add(new() { Value = (object?)reason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        ledger.Parameters.Add(new() { Value = viewer.UserId });
        ledger.Parameters.Add(new() { Value = numbers.Select(_ => Ids.New()).ToArray() });
        ledger.Parameters.Add(new() { Value = numbers });
        batch.BatchCommands.Add(ledger);
        AuditLog.Add(batch, AuditedAct.By(viewer, reason is null ? "person.unlocked" : "person.locked", "person", id, new { reason }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
