using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations.Events;

/// <summary>
/// Reads what happened between the texts of a thread from where it is recorded anyway: the consent ledger of its number and the audit log.
/// </summary>
public sealed class ReadEvents(NpgsqlDataSource database)
{
    const int Most = 200;

    // The ledger has several entries of one moment where an import says the same about a number in several ways.
    const string Sql = """
        with conv as (select c.root_id, c.id, c.number from conversation c where {0} and c.id = @id),
        events as (
          (select e.id, e.kind, e.at, e.source as how, e.wording as said, e.recorded_by as by_id, null::uuid as to_id
           from conv join consent_event e on e.root_id = conv.root_id and e.number = conv.number
           where e.kind in ('opt_out', 'opt_in', 'wrong_number', 'lock', 'unlock') order by e.at desc limit @most)
          union all
          (select a.id, 'assigned', a.at, '', null, a.actor_id, (a.detail ->> 'after')::uuid
           from conv join audit_entry a on a.root_id = conv.root_id and a.subject_id = conv.id
           where a.subject_kind = 'conversation' and a.action = 'conversation.assigned' order by a.at desc limit @most))
        select v.id, v.kind, v.at, v.how, v.said, v.by_id, b.name, v.to_id, t.name
        from events v left join app_user b on b.id = v.by_id left join app_user t on t.id = v.to_id
        order by v.at desc, v.id desc limit @most
        """;

    /// <summary>The newest, oldest first. Empty for a conversation the viewer may not see.</summary>
    public async Task<IReadOnlyList<ThreadEvent>> ExecuteAsync(Viewer viewer, Guid conversationId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Sql.Replace("{0}", viewer.SeesConversation("c"), StringComparison.Ordinal));
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", conversationId);
        command.Parameters.AddWithValue("most", Most);
        var found = await command.ReadAllAsync(Read, cancel);
        found.Reverse();
        return [.. found.DistinctBy(e => (e.At, e.Words))];
    }

    static ThreadEvent Read(NpgsqlDataReader row)
    {
        var (kind, by) = (row.GetString(1), WhoAt(row, 5));
        var to = kind == "assigned" ? WhoAt(row, 7) : null;
        var words = kind == "assigned" ? EventWords.Assigned(by, to) : EventWords.Consent(kind, row.GetString(3), row.Text(4), by?.Name);
        return new(row.GetGuid(0), kind == "assigned" && to is null ? "unassigned" : kind, row.GetFieldValue<DateTimeOffset>(2), by, words);
    }

    static Who? WhoAt(NpgsqlDataReader row, int column) =>
        row.Maybe<Guid>(column) is { } id ? new Who(id, row.Text(column + 1) ?? "Former colleague") : null;
}
