using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Conversations;

/// <summary>Takes back a text that no provider has been given: scheduled, held or waiting. One that was claimed is too late.</summary>
public sealed class CancelText(NpgsqlDataSource database, LiveHints live)
{
    public static readonly Refusal TooLate = new("too_late", "This text has already gone.");

    /// <summary>Null when it is not there or not hers.</summary>
    public async Task<Result<bool>?> ExecuteAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var found = await FindAsync(transaction, viewer, id, cancel);
        if (found is not { } text) return null;
        if (text.Status is not (DeliveryStatus.Scheduled or DeliveryStatus.Held or DeliveryStatus.Queued)) return TooLate;
        var taken = await transaction.Command("delete from outbox where root_id = $1 and message_id = $2 and state in (0, 1)", viewer.RootId, id).RunAsync(cancel);
        if (text.Status == DeliveryStatus.Queued && taken == 0) return TooLate;
        await transaction.Command("update message set status = 9 where root_id = $1 and id = $2", viewer.RootId, id).RunAsync(cancel);
        await transaction.Command(Sending.Dispatch.WriteOutcomes.Promote, new[] { viewer.RootId }, new[] { text.Conversation }).RunAsync(cancel);
        await transaction.Command("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) values ($1, $2, now(), $3, 'text.cancelled', 'message', $4)
            """, viewer.RootId, Ids.New(), viewer.UserId, id).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        live.Changed(viewer.RootId, text.Line, text.Conversation);
        return true;
    }

    // Conversation before message before outbox, as everywhere.
    static async Task<(Guid Conversation, Guid Line, DeliveryStatus Status)?> FindAsync(NpgsqlTransaction transaction, Viewer viewer, Guid id, CancellationToken cancel)
    {
        var command = transaction.Command($"""
            select c.id, c.line_id from conversation c join message m on m.root_id = c.root_id and m.conversation_id = c.id
            where {viewer.SeesConversation("c")} and m.id = @id and m.direction = 1 for no key update of c
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var place = await command.ReadAllAsync(row => (row.GetGuid(0), row.GetGuid(1)), cancel);
        if (place.Count == 0) return null;
        var status = await transaction.Command("select status from message where root_id = $1 and id = $2 for no key update", viewer.RootId, id)
            .ReadAllAsync(row => (DeliveryStatus)row.GetInt16(0), cancel);
        return (place[0].Item1, place[0].Item2, status[0]);
    }
}
