using Npgsql;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Receiving.Parts;

/// <summary>
/// Keeps the pieces of long texts until all are there. A piece is on disk before its provider is answered; a text whose pieces are
/// complete is sealed under a lock of its own, so that of several nodes and repetitions one seals it and no late piece joins it.
/// </summary>
public sealed class KeepParts(NpgsqlDataSource database, TimeProvider clock)
{
    const string Key = "connection_id = $2 and line_number = $3 and address = $4 and reference = $5 and count = $6 and text_id is null";

    // A piece of a text that is stored has its receipt.
    const string Insert = """
        insert into inbound_part (root_id, connection_id, provider_message_id, line_number, address, number, reference, count, position, body, received_at, answers_keyword, arrived_at)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
        where not exists (select 1 from inbound_receipt r where r.root_id = $1 and r.connection_id = $2 and r.provider_message_id = $3)
        on conflict do nothing
        """;

    sealed record Waiting(string Id, int Position, string Body);

    /// <summary>Texts that are to be stored now.</summary>
    public async Task<IReadOnlyList<Guid>> ExecuteAsync(Connection connection, ReceivedText piece, CancellationToken cancel)
    {
        var key = new PartKey(connection.RootId, connection.Id, piece.To.Digits, piece.FromAddress, piece.Part!.Reference, (short)piece.Part.Count);
        await using var opened = await database.OpenConnectionAsync(cancel);
        await using var transaction = await opened.BeginTransactionAsync(cancel);
        await LockAsync(transaction, key, cancel);
        await transaction.Command(Insert, key.RootId, key.ConnectionId, piece.ProviderMessageId, key.Line, key.Address, piece.From?.Digits, key.Reference, key.Count,
            (short)piece.Part.Number, piece.Body.Replace("\0", "", StringComparison.Ordinal), piece.ReceivedAt?.ToUniversalTime(), piece.ProviderAnswersKeyword, clock.GetUtcNow()).RunAsync(cancel);
        var ready = await SealedBeforeAsync(transaction, key, piece.ProviderMessageId, cancel) is { } before ? [before] : await SealAsync(transaction, key, piece, cancel);
        await transaction.CommitAsync(cancel);
        return ready;
    }

    /// <summary>Seals what waits under this key, complete or not; null when nothing does.</summary>
    public async Task<Guid?> CloseAsync(PartKey key, CancellationToken cancel)
    {
        await using var opened = await database.OpenConnectionAsync(cancel);
        await using var transaction = await opened.BeginTransactionAsync(cancel);
        await LockAsync(transaction, key, cancel);
        var closed = await SealExceptAsync(transaction, key, null, cancel);
        await transaction.CommitAsync(cancel);
        return closed;
    }

    static async Task<Guid?> SealedBeforeAsync(NpgsqlTransaction transaction, PartKey key, string id, CancellationToken cancel) =>
        (await transaction.Command("select text_id from inbound_part where root_id = $1 and connection_id = $2 and provider_message_id = $3 and text_id is not null",
            key.RootId, key.ConnectionId, id).ReadAllAsync(row => row.GetGuid(0), cancel)) is [var found] ? found : null;

    async Task<IReadOnlyList<Guid>> SealAsync(NpgsqlTransaction transaction, PartKey key, ReceivedText piece, CancellationToken cancel)
    {
        var ready = new List<Guid>();
        var waiting = await WaitingAsync(transaction, key, cancel);
        // The same place with other words: the sender's phone counts round, and this begins another text.
        if (waiting.Exists(w => w.Position == piece.Part!.Number && w.Id != piece.ProviderMessageId && w.Body != piece.Body)
            && await SealExceptAsync(transaction, key, piece.ProviderMessageId, cancel) is { } other)
        {
            ready.Add(other);
            waiting = await WaitingAsync(transaction, key, cancel);
        }
        if (waiting.Select(w => w.Position).Distinct().Count() == key.Count && await SealExceptAsync(transaction, key, null, cancel) is { } whole) ready.Add(whole);
        return ready;
    }

    static Task<List<Waiting>> WaitingAsync(NpgsqlTransaction transaction, PartKey key, CancellationToken cancel) =>
        transaction.Command($"select provider_message_id, position, body from inbound_part where root_id = $1 and {Key}", key.RootId, key.ConnectionId, key.Line, key.Address, key.Reference, key.Count)
            .ReadAllAsync(row => new Waiting(row.GetString(0), row.GetInt16(1), row.GetString(2)), cancel);

    async Task<Guid?> SealExceptAsync(NpgsqlTransaction transaction, PartKey key, string? except, CancellationToken cancel)
    {
        var text = Ids.New();
        var pieces = await transaction.Command($"update inbound_part set text_id = $8, sealed_at = $9 where root_id = $1 and {Key} and provider_message_id <> $7",
            key.RootId, key.ConnectionId, key.Line, key.Address, key.Reference, key.Count, except ?? "", text, clock.GetUtcNow()).RunAsync(cancel);
        return pieces > 0 ? text : null;
    }

    internal static Task LockAsync(NpgsqlTransaction transaction, PartKey key, CancellationToken cancel) =>
        transaction.Command("select pg_advisory_xact_lock(hashtextextended($1, 32))", key.ToString()).RunAsync(cancel);
}

/// <summary>Pieces with the same key belong to one text.</summary>
public sealed record PartKey(Guid RootId, Guid ConnectionId, long Line, string Address, string Reference, short Count)
{
    public override string ToString() => $"{RootId:N} {ConnectionId:N} {Line} {Address} {Reference} {Count}";
}
