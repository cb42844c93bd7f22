using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>
/// Removes a person's details for good. The texts stay with their numbers, and so do opt-outs and locks of the numbers (GH-23): whoever
/// comes with such a number later is not texted either. What waits for a number that nobody else has is taken back.
/// </summary>
public sealed class DeletePerson(NpgsqlDataSource database, TimeProvider clock)
{
    const int LongestReason = 300;

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Guid id, string? reason, CancellationToken cancel)
    {
        var words = CleanText.Of(reason);
        if (words.Length == 0) return Refusals.DeleteReasonMissing;
        if (words.Length > LongestReason) return Refusals.TooLong("Reason", LongestReason);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if ((await transaction.Command("select 1 from person where root_id = $1 and id = $2 for update", viewer.RootId, id).ReadAllAsync(_ => true, cancel)).Count == 0)
            return Refusals.NotFound;
        var numbers = await PersonWriting.NumbersOfAsync(connection, viewer.RootId, id, cancel);
        await NumberRows.LockAsync(connection, viewer.RootId, numbers, cancel);
        var alone = await AloneAsync(transaction, viewer, id, numbers, cancel);
        if (alone.Length > 0) await QueuedTexts.TakeBackAsync(connection, viewer.RootId, alone, "person_deleted", "The record was deleted before this text went.", cancel);
        await RemoveAsync(transaction, viewer, id, words, cancel);
        await PersonWriting.LinkAsync(connection, viewer.RootId, numbers, cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    static async Task<long[]> AloneAsync(NpgsqlTransaction transaction, Viewer viewer, Guid id, long[] numbers, CancellationToken cancel) =>
        [.. await transaction.Command("""
            select n from unnest($3) as n where not exists (
              select from person_number o where o.root_id = $1 and o.number = n and o.person_id <> $2) order by n
            """, viewer.RootId, id, numbers).ReadAllAsync(row => row.GetInt64(0), cancel)];

    async Task RemoveAsync(NpgsqlTransaction transaction, Viewer viewer, Guid id, string reason, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add("select 1 from conversation where root_id = $1 and person_id = $2 order by id for update", viewer.RootId, id);
        batch.Add("update conversation set person_id = null, version = version + 1 where root_id = $1 and person_id = $2", viewer.RootId, id);
        batch.Add("delete from journal_note where root_id = $1 and person_id = $2 and kind = 2", viewer.RootId, id);
        foreach (var table in new[] { "journal_note", "send_refusal" })
            batch.Add($"update {table} set person_id = null where root_id = $1 and person_id = $2", viewer.RootId, id);
        batch.Add("delete from person_merge where root_id = $1 and person_id = $2", viewer.RootId, id);
        batch.Add("delete from person where root_id = $1 and id = $2", viewer.RootId, id);
        // Without the name: the details are gone, that somebody removed them is not.
        AuditLog.Add(batch, AuditedAct.By(viewer, "person.deleted", "person", id, new { reason }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
