using Npgsql;
using NpgsqlTypes;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>
/// Records that people do not want texts any more, organisation-wide, from however many numbers at once. In one transaction it
/// blocks the numbers, writes the ledger and takes back what waits for them (design, I3). Receiving, imports and people use it.
/// </summary>
public sealed class RecordOptOut(NpgsqlDataSource database, TimeProvider clock)
{
    /// <param name="Words">What they wrote or said.</param>
    /// <param name="MessageId">The text that said it.</param>
    /// <param name="At">When they said it; null: now.</param>
    public readonly record struct OptOut(long Number, string? Words = null, Guid? MessageId = null, DateTimeOffset? At = null);

    /// <summary>How they said it; stored in ledger and state.</summary>
    public static class How
    {
        public const string Text = "text", Phone = "phone", Email = "email", Import = "import", Provider = "provider", Api = "api";
    }

    /// <param name="OnlyNew">Leave alone who opted out before, so that doing it again changes nothing; else every time is in the ledger.</param>
    public sealed record Request(Guid RootId, IReadOnlyCollection<OptOut> OptOuts, string How, Guid? RecordedBy = null, bool OnlyNew = false);

    /// <param name="Added">Numbers that had not opted out before.</param>
    public sealed record Outcome(IReadOnlyList<long> Added);

    /// <summary>In a transaction of its own.</summary>
    public async Task<Outcome> ExecuteAsync(Request request, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var outcome = await ApplyAsync(connection, request, clock.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return outcome;
    }

    /// <summary>In the caller's transaction, which must not have locked conversations, messages or outbox rows before.</summary>
    public static async Task<Outcome> ApplyAsync(NpgsqlConnection connection, Request request, DateTimeOffset now, CancellationToken cancel)
    {
        var all = request.OptOuts.GroupBy(o => o.Number).Select(same => same.First()).OrderBy(o => o.Number).ToList();
        if (all.Count == 0) return new([]);
        var before = await LockAsync(connection, request.RootId, [.. all.Select(o => o.Number)], cancel);
        var fresh = all.Where(o => !before.Contains(o.Number)).ToList();
        await WriteAsync(connection, request, request.OnlyNew ? fresh : all, now, cancel);
        long[] added = [.. fresh.Select(o => o.Number)];
        if (added.Length > 0) await QueuedTexts.TakeBackAsync(connection, request.RootId, added, "opted_out", "Opted out before this text went.", cancel);
        return new(added);
    }

    // Makes the rows that are missing, locks all in order, and tells which had opted out already.
    static async Task<HashSet<long>> LockAsync(NpgsqlConnection connection, Guid rootId, long[] sorted, CancellationToken cancel)
    {
        await NumberRows.LockAsync(connection, rootId, sorted, cancel);
        await using var command = new NpgsqlCommand(
            "select number from number_state where root_id = @root and number = any(@numbers) and blocked & 1 = 1", connection);
        command.Parameters.AddWithValue("root", rootId);
        command.Parameters.AddWithValue("numbers", sorted);
        var before = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) before.Add(reader.GetInt64(0));
        return before;
    }

    static async Task WriteAsync(NpgsqlConnection connection, Request request, List<OptOut> optOuts, DateTimeOffset now, CancellationToken cancel)
    {
        if (optOuts.Count == 0) return;
        await using var command = new NpgsqlCommand("""
            with told as (
              select * from unnest(@ids, @numbers, @words, @messages, @at) as t (id, number, words, message_id, at)),
            state as (
              update number_state s set blocked = s.blocked | 1, opted_out_at = told.at, opted_out_how = @how, opted_out_words = told.words
              from told where s.root_id = @root and s.number = told.number and s.blocked & 1 = 0)
            insert into consent_event (root_id, id, number, at, kind, source, wording, message_id, recorded_by)
            select @root, id, number, at, 'opt_out', @how, words, message_id, @by from told
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue("root", request.RootId);
        parameters.AddWithValue("how", request.How);
        parameters.Add(new("by", NpgsqlDbType.Uuid) { Value = (object?)request.RecordedBy ?? DBNull.Value });
        parameters.AddWithValue("ids", optOuts.Select(_ => Ids.New()).ToArray());
        parameters.AddWithValue("numbers", optOuts.Select(o => o.Number).ToArray());
        parameters.AddWithValue("words", optOuts.Select(o => o.Words).ToArray());
        parameters.AddWithValue("messages", optOuts.Select(o => o.MessageId).ToArray());
        parameters.AddWithValue("at", optOuts.Select(o => o.At ?? now).ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }
}
