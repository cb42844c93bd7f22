using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Conversations;

/// <summary>What waits for a person's decision, and the decision about a text that may have been sent (H-08, P-07).</summary>
public sealed class DecideUnknown(NpgsqlDataSource database, TimeProvider clock, LiveHints live, Lines.ConnectionReader connections)
{
    /// <param name="Kind">may_have_been_sent or unknown_sender.</param>
    public sealed record Item(string Kind, Guid Id, Guid ConversationId, string Title, string Words, string Body, DateTimeOffset At);

    public async Task<IReadOnlyList<Item>> FindAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            (select 'may_have_been_sent', m.id, m.conversation_id, coalesce(p.name, ''), m.number, pc.name, m.body, coalesce(m.handed_at, m.created_at)
             from message m join line l on l.root_id = m.root_id and l.id = m.line_id
             join provider_connection pc on pc.root_id = l.root_id and pc.id = l.connection_id
             join conversation c on c.root_id = m.root_id and c.id = m.conversation_id left join person p on p.root_id = c.root_id and p.id = c.person_id
             where {viewer.SeesMessage("m")} and m.undecided order by m.created_at limit 100)
            union all
            (select 'unknown_sender', c.id, c.id, '', c.number, '', c.preview, c.last_at from conversation c
             where {viewer.SeesConversation("c")} and c.person_id is null and c.attention = 1
               and not exists (select 1 from person_number n where n.root_id = c.root_id and n.number = c.number)
             order by c.last_at limit 100)
            """);
        viewer.Bind(command);
        return await command.ReadAllAsync(Read, cancel);
    }

    /// <summary>The person says it arrived: it counts as sent.</summary>
    public Task<bool> ReceivedAsync(Viewer viewer, Guid id, CancellationToken cancel) => ChangeAsync(viewer, id, (short)DeliveryStatus.Sent, cancel);

    /// <summary>Asks the provider once more; null when the text is not there or not undecided.</summary>
    public async Task<string?> AskAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select l.connection_id, l.number, m.number, m.body, coalesce(m.handed_at, m.created_at) from message m join line l on l.root_id = m.root_id and l.id = m.line_id
            where {viewer.SeesMessage("m")} and m.id = @id and m.status = 8
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", id);
        var found = await command.ReadAllAsync(r => (Connection: r.GetGuid(0), Text: new OutgoingText(id, new(r.GetInt64(1)), new(r.GetInt64(2)), r.GetString(3), []), At: r.GetFieldValue<DateTimeOffset>(4)), cancel);
        if (found.Count == 0 || await connections.FindAsync(viewer.RootId, found[0].Connection, cancel) is not { } configured) return null;
        switch (await configured.Provider.LookUpAsync(configured.Connection, found[0].Text, found[0].At, cancel))
        {
            case LookUp.Found there:
                await ChangeAsync(viewer, id, (short)there.Status, cancel);
                return $"{configured.Provider.Label} has it.";
            case LookUp.NotFound:
                return $"{configured.Provider.Label} does not list it.";
            default:
                return $"{configured.Provider.Label} gave no answer.";
        }
    }

    async Task<bool> ChangeAsync(Viewer viewer, Guid id, short status, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            with changed as (update message m set status = @status, sent_at = coalesce(m.sent_at, @now) where {viewer.SeesMessage("m")} and m.id = @id and m.status = 8 returning m.root_id, m.line_id, m.conversation_id),
            noted as (insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id) select root_id, @audit, @now, @me, 'text.decided', 'message', @id from changed)
            select line_id, conversation_id from changed
            """);
        viewer.Bind(command);
        foreach (var (name, value) in new (string, object)[] { ("status", status), ("now", clock.GetUtcNow()), ("id", id), ("audit", Ids.New()), ("me", viewer.UserId) }) command.Parameters.AddWithValue(name, value);
        var changed = await command.ReadAllAsync(row => (Line: row.GetGuid(0), Conversation: row.GetGuid(1)), cancel);
        foreach (var one in changed) live.Changed(viewer.RootId, one.Line, one.Conversation);
        return changed.Count > 0;
    }

    static Item Read(NpgsqlDataReader row)
    {
        var (kind, name, number, provider) = (row.GetString(0), row.GetString(3), new PhoneNumber(row.GetInt64(4)), row.GetString(5));
        var title = name.Length > 0 ? name : number.Display;
        var words = kind == "may_have_been_sent"
            ? $"We handed this to {provider} and got no answer. {title} may or may not have it, so we did not send again."
            : $"{title} is on nobody's record.";
        return new Item(kind, row.GetGuid(1), row.GetGuid(2), title, words, row.GetString(6), row.GetFieldValue<DateTimeOffset>(7));
    }
}
