using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations.History;

/// <summary>
/// Whether a colleague texted this person from another line lately. Two facts cross the line of visibility: that somebody of the agency did, and when;
/// who and what only for those who may read it. An organisation can switch both notices off (P-09).
/// </summary>
public sealed class FindTexted(NpgsqlDataSource database, OrganisationReader organisations, TimeProvider clock)
{
    static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    public async Task<TextedLately?> ExecuteAsync(Viewer viewer, ConversationRow here, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(here.Number) is not { } number) return null;
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        if (!organisation.TellTexted) return null;
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand($"""
            select c.id, last.created_at, u.name, {viewer.SeesConversation("c")}
            from conversation c
            cross join lateral (
              select m.created_at, m.author_id from message m
              where m.root_id = @root and m.conversation_id = c.id and m.direction = 1 and m.seq is not null and m.id >= @since order by m.seq desc limit 1) last
            left join app_user u on u.id = last.author_id
            where c.root_id = @root and c.number = @number and c.id <> @here and c.last_outbound_at > @after and last.author_id is distinct from @me
            order by last.created_at desc limit 1
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("number", number.Digits);
        command.Parameters.AddWithValue("here", here.Id);
        command.Parameters.AddWithValue("after", now - Lately);
        command.Parameters.AddWithValue("since", Ids.FirstOf(now - Lately));
        command.Parameters.AddWithValue("me", viewer.UserId);
        var found = await command.ReadAllAsync(row => (Id: row.GetGuid(0), At: row.GetFieldValue<DateTimeOffset>(1), By: row.Text(2), May: row.GetBoolean(3)), cancel);
        if (found.Count == 0) return null;
        var (id, at, by, may) = found[0];
        var whom = here.Person?.Name.Split(' ')[0] ?? here.Title;
        return may ? new($"{by ?? "An automatic text"} {(by is null ? "went to" : "texted")} {whom} {Ago(now - at)}.", at, id)
            : new($"Someone at {organisation.Name} texted {whom} {Ago(now - at)}.", at, null);
    }

    static string Ago(TimeSpan ago) => ago.TotalMinutes < 2 ? "a minute ago" : ago.TotalHours < 2 ? $"{(int)ago.TotalMinutes} minutes ago" : $"{(int)ago.TotalHours} hours ago";
}
