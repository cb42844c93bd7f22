using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending;
using Rosterline.Sending.Compose;

namespace Rosterline.Conversations;

/// <summary>Reads texts for a viewer: one, or a page of a thread by place.</summary>
public sealed class ReadMessages(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Columns of <see cref="Read"/>; wants <c>m</c> = message and <c>u</c> = its author.</summary>
    internal const string Columns = """
        m.id, m.conversation_id, m.seq, m.direction, m.status, m.body, m.purpose, m.origin, m.author_id, u.name, m.created_at, m.due_at, m.sent_at,
        m.delivered_at, m.segments, m.media::text, m.error_code, m.gate::text, m.brought_from
        """;

    /// <summary>How many columns these are.</summary>
    internal const int Count = 19;

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public async Task<MessageView?> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from message m left join app_user u on u.id = m.author_id where {viewer.SeesMessage("m")} and m.id = @id
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? Read(row) : null;
    }

    /// <summary>What <see cref="FindAsync"/> would read of a text that was stored a moment ago.</summary>
    internal MessageView JustWritten(Viewer viewer, PlannedText text, DateTimeOffset at)
    {
        var draft = text.Draft;
        // PostgreSQL keeps microseconds.
        var createdAt = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        return new MessageView(
            draft.MessageId, text.ConversationId, text.Seq, Direction.Out, text.Status, StatusWords.For(text.Status, createdAt, null, clock.GetUtcNow()),
            StatusWords.Problem(text.Status, null, text.Gate), StatusWords.Steps(text.Status, null), draft.Body, draft.Purpose, draft.Origin,
            draft.AuthorId is null ? null : new Who(viewer.UserId, viewer.Name), createdAt, text.DueAt, null, null, draft.Segments, Media(draft.Media));
    }

    /// <summary>A page of a thread in ascending order, before or after a place, with whether more lies beyond.</summary>
    public async Task<(IReadOnlyList<MessageView> Items, bool More)> PageAsync(
        Viewer viewer, Guid conversationId, int? before, int? after, int limit, CancellationToken cancel)
    {
        var (condition, order) = after is not null ? ("m.seq > @place", "asc") : ("m.seq < @place", "desc");
        await using var command = database.CreateCommand($"""
            select {Columns} from message m left join app_user u on u.id = m.author_id
            where {viewer.SeesMessage("m")} and m.conversation_id = @conversation and {condition} order by m.seq {order} limit @limit
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("conversation", conversationId);
        command.Parameters.AddWithValue("place", after ?? before ?? int.MaxValue);
        command.Parameters.AddWithValue("limit", limit + 1);
        var found = await command.ReadAllAsync(Read, cancel);
        var more = found.Count > limit;
        if (more) found.RemoveAt(limit);
        if (after is null) found.Reverse();
        return (found, more);
    }

    /// <summary>Scheduled and held texts of a conversation, which have no place yet.</summary>
    public async Task<IReadOnlyList<MessageView>> LaterAsync(Viewer viewer, Guid conversationId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from message m left join app_user u on u.id = m.author_id
            where {viewer.SeesMessage("m")} and m.later and m.conversation_id = @conversation
              and m.number = (select c.number from conversation c where c.root_id = @root and c.id = @conversation) order by m.due_at limit 50
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("conversation", conversationId);
        return await command.ReadAllAsync(Read, cancel);
    }

    internal MessageView Read(NpgsqlDataReader row)
    {
        var status = (DeliveryStatus)row.GetInt16(4);
        var createdAt = row.GetFieldValue<DateTimeOffset>(10);
        var sentAt = row.Maybe<DateTimeOffset>(12);
        return new MessageView(
            row.GetGuid(0), row.GetGuid(1), row.Maybe<int>(2), (Direction)row.GetInt16(3), status,
            row.Text(18) is { } product ? $"From {product}" : StatusWords.For(status, createdAt, sentAt, clock.GetUtcNow()),
            StatusWords.Problem(status, row.Text(16), row.Text(17)), StatusWords.Steps(status, row.Text(16)), row.GetString(5), (Purpose)row.GetInt16(6),
            (Origin)row.GetInt16(7), row.IsDBNull(8) ? null : new Who(row.GetGuid(8), row.Text(9) ?? "Former colleague"), createdAt, row.Maybe<DateTimeOffset>(11),
            sentAt, row.Maybe<DateTimeOffset>(13), row.GetInt16(14), Media(row.Text(15)));
    }

    static List<MediaView> Media(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<MediaView>>(json, Web)!;
}
