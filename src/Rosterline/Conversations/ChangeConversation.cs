using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>What a viewer does to a conversation beside texting. Every change says false when it is not there or not hers.</summary>
public sealed class ChangeConversation(NpgsqlDataSource database, LiveHints live)
{
    // What the thread shows between the texts (see ReadEvents).
    const string Assigned = """
        , noted as (
          insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
          select @root, @entry, now(), @me, 'conversation.assigned', 'conversation', @id, jsonb_build_object('after', changed.assignee_id) from changed)
        """;

    /// <summary>The thread's end was seen: unread goes, <i>Needs reply</i> stays (P-18).</summary>
    public Task<bool> MarkViewedAsync(Viewer viewer, Guid id, int seq, CancellationToken cancel) =>
        ChangeAsync(viewer, id, "unread = 0", "c.unread > 0 and c.last_seq <= @seq", cancel, ("seq", seq));

    public Task<bool> AttendAsync(Viewer viewer, Guid id, Attention state, CancellationToken cancel) =>
        ChangeAsync(viewer, id, "attention = @state, attention_at = now(), unread = case when @state = 0 then 0 else unread end", "true", cancel, ("state", (short)state));

    /// <summary>Only somebody who sees the line can be given its conversation.</summary>
    public Task<bool> AssignAsync(Viewer viewer, Guid id, Guid? userId, CancellationToken cancel) => userId is { } user
        ? ChangeAsync(viewer, id, "assignee_id = @user",
            "c.assignee_id is distinct from @user and exists (select 1 from line_user lu where lu.root_id = c.root_id and lu.line_id = c.line_id and lu.user_id = @user)", Assigned, cancel, ("user", user))
        : ChangeAsync(viewer, id, "assignee_id = null", "c.assignee_id is not null", Assigned, cancel);

    public async Task<bool> KeepDraftAsync(Viewer viewer, Guid id, string? body, CancellationToken cancel)
    {
        var sql = string.IsNullOrEmpty(body)
            ? "delete from draft d where d.root_id = @root and d.conversation_id = @id and d.user_id = @me"
            : $"""
              insert into draft (root_id, conversation_id, user_id, body, updated_at)
              select c.root_id, c.id, @me, @body, now() from conversation c where {Viewer.Condition("c")} and c.id = @id
              on conflict (root_id, conversation_id, user_id) do update set body = excluded.body, updated_at = excluded.updated_at
              """;
        await using var command = database.CreateCommand(sql);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("me", viewer.UserId);
        if (!string.IsNullOrEmpty(body)) command.Parameters.AddWithValue("body", body);
        return await command.ExecuteNonQueryAsync(cancel) > 0 || string.IsNullOrEmpty(body);
    }

    Task<bool> ChangeAsync(Viewer viewer, Guid id, string set, string condition, CancellationToken cancel, params (string Name, object Value)[] values) =>
        ChangeAsync(viewer, id, set, condition, "", cancel, values);

    async Task<bool> ChangeAsync(
        Viewer viewer, Guid id, string set, string condition, string noted, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        await using var command = database.CreateCommand($"""
            with changed as (
              update conversation c set {set}, version = c.version + 1 where {Viewer.Condition("c")} and c.id = @id and {condition} returning c.line_id, c.assignee_id){noted}
            select (select line_id from changed), exists (select 1 from conversation c where {Viewer.Condition("c")} and c.id = @id)
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        if (noted.Length > 0) command.Parameters.AddWithValue("me", viewer.UserId);
        if (noted.Length > 0) command.Parameters.AddWithValue("entry", Ids.New());
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        var (line, there) = (await command.ReadAllAsync(row => (row.Maybe<Guid>(0), row.GetBoolean(1)), cancel))[0];
        if (line is { } lineId) live.Changed(viewer.RootId, lineId, id);
        return there;
    }
}
