using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>Records that a person told us by phone or e-mail to stop texting: every number on the record opts out.</summary>
public sealed class RecordPersonOptOut(NpgsqlDataSource database, TimeProvider clock)
{
    public sealed record Request(string? How, string? Words);

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        var words = CleanText.Of(request.Words);
        if (request.How is not (RecordOptOut.How.Phone or RecordOptOut.How.Email)) return Refusals.HowMissing;
        if (words.Length == 0) return Refusals.WordsMissing;
        if (words.Length > 1000) return Refusals.TooLong("Words", 1000);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await ExistsAsync(connection, viewer.RootId, id, cancel)) return Refusals.NotFound;
        var numbers = await PersonWriting.NumbersOfAsync(connection, viewer.RootId, id, cancel);
        if (numbers.Length == 0) return Refusals.NoNumber;
        await RecordOptOut.ApplyAsync(
            connection, new(viewer.RootId, [.. numbers.Select(n => new RecordOptOut.OptOut(n, words))], request.How, viewer.UserId), clock.GetUtcNow(), cancel);
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, "opt_out.recorded", "person", id, new { request.How, words }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return id;
    }

    // Holds the row, so that no number joins the record between reading and blocking.
    static async Task<bool> ExistsAsync(NpgsqlConnection connection, Guid rootId, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select 1 from person where root_id = $1 and id = $2 for update", connection);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }
}
