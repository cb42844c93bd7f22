using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>What sending and receiving need to know about a line.</summary>
public sealed record LineState(
    Guid RootId, Guid Id, Guid ConnectionId, PhoneNumber Number, string Name, bool Active, bool Receives, bool ConnectionActive)
{
    /// <summary>Why this line may not send, in words; null when it may (P-13).</summary>
    public string? Problem =>
        !Active ? "This line is switched off."
        : !ConnectionActive ? "The text provider of this line is switched off."
        : !Receives ? $"Nothing was received on {Number.Display} yet, so it may not send. Text START to it from any phone to check."
        : null;
}

/// <summary>Reads lines by id or number; kept for a second at most.</summary>
public sealed class LineReader(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    readonly Recent<(Guid Root, Guid Id), LineState?> byId = new(clock, Kept);
    readonly Recent<(Guid Root, long Number), LineState?> byNumber = new(clock, Kept);

    public void Forget()
    {
        byId.Forget(_ => true);
        byNumber.Forget(_ => true);
    }

    public ValueTask<LineState?> FindAsync(Guid rootId, Guid lineId, CancellationToken cancel) =>
        byId.GetAsync((rootId, lineId), key => ReadAsync(key.Root, "l.id = $2", key.Id, CancellationToken.None), cancel);

    public ValueTask<LineState?> FindByNumberAsync(Guid rootId, PhoneNumber number, CancellationToken cancel) =>
        byNumber.GetAsync((rootId, number.Digits), key => ReadAsync(key.Root, "l.number = $2", key.Number, CancellationToken.None), cancel);

    async Task<LineState?> ReadAsync(Guid rootId, string condition, object value, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select l.id, l.connection_id, l.number, l.name, l.active, l.receiving_checked_at is not null, c.active
            from line l join provider_connection c on c.root_id = l.root_id and c.id = l.connection_id
            where l.root_id = $1 and {condition}
            """);
        command.Parameters.Add(new() { Value = rootId });
        command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new LineState(rootId, row.GetGuid(0), row.GetGuid(1), new PhoneNumber(row.GetInt64(2)), row.GetString(3), row.GetBoolean(4), row.GetBoolean(5), row.GetBoolean(6))
            : null;
    }
}
