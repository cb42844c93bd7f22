using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;

namespace Rosterline.Sending.Schedules;

/// <summary>Changes the words or the time of a single text that has not gone; or lets one go that was due while the system was down (P-27).</summary>
sealed class ChangeScheduledText(NpgsqlDataSource database, LiveHints live, TimeProvider clock)
{
    const int LongestBody = 1600;

    /// <param name="SendAt">Null: as it was.</param>
    /// <param name="Now">Send it now.</param>
    public sealed record Request(string? Body, DateTimeOffset? SendAt, bool Now = false);

    /// <returns>Null when it is not there or not hers.</returns>
    public async Task<Result<bool>?> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (request.Body is { } body && string.IsNullOrWhiteSpace(body)) return Refusals.Empty;
        if (request.Body?.Length > LongestBody) return Refusals.TooLong(request.Body.Length, LongestBody);
        var now = clock.GetUtcNow();
        if (request.SendAt is { } at && at <= now) return ScheduleRefusals.Past;
        await using var command = database.CreateCommand($"""
            with there as (select m.id from message m where {viewer.SeesMessage("m")} and m.id = @id and m.direction = 1),
            changed as (
              update message m set body = coalesce(@body, m.body), segments = coalesce(@segments, m.segments), due_at = coalesce(@at, m.due_at), status = case when @at is null then m.status else 0 end
              from there where m.root_id = @root and m.id = there.id and m.status in (0, 1) returning m.conversation_id, m.line_id),
            audited as (
              insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) select @root, @entry, @now, @user, 'text.rescheduled', 'message', @id from changed)
            select (select conversation_id from changed), (select line_id from changed), exists (select 1 from there)
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("entry", Ids.New());
        command.Parameters.AddWithValue("user", viewer.UserId);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.Add(new("body", NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)request.Body ?? DBNull.Value });
        command.Parameters.Add(new("segments", NpgsqlTypes.NpgsqlDbType.Smallint) { Value = request.Body is { } words ? SegmentsOf.Text(words) : DBNull.Value });
        command.Parameters.Add(new("at", NpgsqlTypes.NpgsqlDbType.TimestampTz) { Value = request.Now ? now : (object?)request.SendAt?.ToUniversalTime() ?? DBNull.Value });
        var (conversation, line, there) = (await command.ReadAllAsync(row => (row.Maybe<Guid>(0), row.Maybe<Guid>(1), row.GetBoolean(2)), cancel))[0];
        if (!there) return null;
        if (conversation is null) return ScheduleRefusals.Gone;
        live.Changed(viewer.RootId, line!.Value, conversation.Value);
        return true;
    }
}
