using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;

namespace Rosterline.Conversations;

/// <summary>What a viewer does to a conversation beside texting. Every change says false when it is not there or not hers.</summary>
public sealed class ChangeConversation(NpgsqlDataSource database, ViewerReader viewers, LiveHints live)
{
    // What the thread shows between the texts (see ReadEvents).
    const string Assigned = """
        , noted as (
          insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
          select @root, @entry, now(), @me, 'conversation.assigned', 'conversation', @id, jsonb_build_object('after', changed.assignee_id) from changed)
        """;

    /// <summary>The thread's end was seen: unread goes, <i>Needs reply</i> stays (P-18). Who only reads along on a colleague's line clears nothing for her.</summary>
    /// <remarks>On a line that is unread for each one, it goes for the viewer alone.</remarks>
    public Task<bool> MarkViewedAsync(Viewer viewer, Guid id, int seq, CancellationToken cancel) => ChangeAsync(viewer, id,
        $"unread = case when {ReadEach} then unread else 0 end", $"c.unread > 0 and c.last_seq <= @seq and (c.line_id = any(@own) or c.assignee_id = @me)", SeenByMe, cancel,
        ("seq", seq), ("own", viewer.LineIds.ToArray()));

    const string ReadEach = "(select l.read_each from line l where l.root_id = c.root_id and l.id = c.line_id)";

    // What the row holds after the change is what there is to see: nothing where it went for everybody.
    const string SeenByMe = """
        , seen as (
          insert into conversation_view (root_id, conversation_id, user_id, seen, viewed_at)
          select @root, @id, @me, changed.unread, now() from changed where changed.unread > 0
          on conflict (root_id, conversation_id, user_id) do update set seen = excluded.seen, viewed_at = excluded.viewed_at)
        """;

    const string SeenByAll = ", seen as (delete from conversation_view v using changed where v.root_id = @root and v.conversation_id = @id and changed.unread = 0)";

    public Task<bool> AttendAsync(Viewer viewer, Guid id, Attention state, CancellationToken cancel) =>
        ChangeAsync(viewer, id, "attention = @state, attention_at = now(), unread = case when @state = 0 then 0 else unread end", "true", SeenByAll, cancel, ("state", (short)state));

    /// <summary>Given to somebody on the line; where permissions decide what is seen, to any colleague, who may read and answer it then (P-08).</summary>
    public async Task<bool> AssignAsync(Viewer viewer, Guid id, Guid? userId, CancellationToken cancel)
    {
        if (userId is not { } user) return await ChangeAsync(viewer, id, "assignee_id = null", "c.assignee_id is not null", Assigned, cancel);
        var found = await ChangeAsync(viewer, id, "assignee_id = @user", $"c.assignee_id is distinct from @user and {MayBeGiven}", Assigned, cancel, ("user", user));
        // Somebody beside the line hears of it from now on.
        if (found && (await viewers.FindAsync(viewer.RootId, user, cancel))?.Uses(await LineOfAsync(viewer, id, cancel)) == false) viewers.Forget(viewer.RootId);
        return found;
    }

    const string MayBeGiven = """
        (exists (select from line_user lu where lu.root_id = c.root_id and lu.line_id = c.line_id and lu.user_id = @user)
         or exists (select from organisation o join membership m on m.root_id = o.root_id where o.root_id = c.root_id and o.visibility = 0 and m.user_id = @user))
        """;

    async Task<Guid> LineOfAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.Command("select line_id from conversation where root_id = $1 and id = $2", viewer.RootId, id);
        return await command.ExecuteScalarAsync(cancel) as Guid? ?? Guid.Empty;
    }

    public async Task<bool> KeepDraftAsync(Viewer viewer, Guid id, string? body, CancellationToken cancel)
    {
        var sql = string.IsNullOrEmpty(body)
            ? "delete from draft d where d.root_id = @root and d.conversation_id = @id and d.user_id = @me"
            : $"""
              insert into draft (root_id, conversation_id, user_id, body, updated_at)
              select c.root_id, c.id, @me, @body, now() from conversation c where {viewer.SeesConversation("c")} and c.id = @id
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
              update conversation c set {set}, version = c.version + 1 where {viewer.SeesConversation("c")} and c.id = @id and {condition} returning c.line_id, c.assignee_id, c.unread){noted}
            select (select line_id from changed), exists (select 1 from conversation c where {viewer.SeesConversation("c")} and c.id = @id)
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("me", viewer.UserId);
        if (noted.Length > 0) command.Parameters.AddWithValue("entry", Ids.New());
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        var (line, there) = (await command.ReadAllAsync(row => (row.Maybe<Guid>(0), row.GetBoolean(1)), cancel))[0];
        if (line is { } lineId) live.Changed(viewer.RootId, lineId, id);
        return there;
    }
}
