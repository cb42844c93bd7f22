using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations.History;

/// <summary>
/// Every text with a person over all conversations the viewer may read, newest first (AR-18). What stands on other lines is a number
/// and nothing more (AR-20).
/// </summary>
public sealed class ReadHistory(NpgsqlDataSource database, ReadMessages read)
{
    const int DefaultPage = 50, LargestPage = 200;

    /// <summary>Conversations of the person with the id @id, on any line, by their index and not by "or", which would read them all.</summary>
    public const string Theirs = """
        c.id in (
          select x.id from conversation x where x.root_id = @root and x.person_id = @id
          union all
          select x.id from person_number n join conversation x on x.root_id = n.root_id and x.number = n.number where n.root_id = @root and n.person_id = @id)
        """;

    public sealed record Text(MessageView Message, LineName Line);

    /// <param name="Elsewhere">Texts of conversations the viewer may not read.</param>
    public sealed record Page(IReadOnlyList<Text> Items, string? Next, int Elsewhere);

    /// <summary>Null when the cursor is not one of ours.</summary>
    public async Task<Page?> ExecuteAsync(Viewer viewer, Guid personId, string? cursor, int? asked, CancellationToken cancel)
    {
        if (ReadPlaces(cursor) is not { } places) return null;
        var limit = Math.Clamp(asked ?? DefaultPage, 1, LargestPage);
        var texts = await TextsAsync(viewer, personId, places, limit + 1, cancel);
        var elsewhere = await ElsewhereAsync(viewer, personId, cancel);
        if (texts.Count <= limit) return new(texts, null, elsewhere);
        texts.RemoveAt(limit);
        foreach (var text in texts) places[text.Message.ConversationId] = text.Message.Seq!.Value;
        return new(texts, string.Join('.', places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Key:N}-{place.Value}"))), elsewhere);
    }

    // In a conversation the place decides, between conversations the time. A text that was held has a time before its place: the time
    // of those after it stands for it, so that a page never ends between a text and one that belongs before it.
    async Task<List<Text>> TextsAsync(Viewer viewer, Guid personId, Dictionary<Guid, int> places, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            with place as (select * from unnest(@conversations, @places) i(id, seq)),
            found as (
              select x.id, min(x.created_at) over (partition by c.id order by x.seq desc) as at, x.seq, c.id as conversation_id, l.id as line_id, l.name, l.number
              from conversation c join line l on l.root_id = c.root_id and l.id = c.line_id
              left join place on place.id = c.id
              cross join lateral (
                select m.id, m.created_at, m.seq from message m
                where m.root_id = @root and m.conversation_id = c.id and m.seq < coalesce(place.seq, 2147483647) order by m.seq desc limit @limit) x
              where {viewer.SeesConversation("c")} and {Theirs}
              order by at desc, c.id, x.seq desc limit @limit)
            select {ReadMessages.Columns}, f.line_id, f.name, f.number
            from found f join message m on m.root_id = @root and m.id = f.id left join app_user u on u.id = m.author_id
            order by f.at desc, f.conversation_id, f.seq desc
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", personId);
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("conversations", places.Keys.ToArray());
        command.Parameters.AddWithValue("places", places.Values.ToArray());
        return await command.ReadAllAsync(row => new Text(
            read.Read(row), new(row.GetGuid(ReadMessages.Count), row.GetString(ReadMessages.Count + 1), new PhoneNumber(row.GetInt64(ReadMessages.Count + 2)).E164)), cancel);
    }

    async Task<int> ElsewhereAsync(Viewer viewer, Guid personId, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select coalesce(sum(c.last_seq), 0)::int from conversation c where c.root_id = @root and not ({viewer.SeesConversation("c")}) and {Theirs}
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("id", personId);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }

    // How far one has come in each conversation.
    static Dictionary<Guid, int>? ReadPlaces(string? cursor)
    {
        var places = new Dictionary<Guid, int>();
        if (string.IsNullOrEmpty(cursor)) return places;
        if (cursor.Length > 20_000) return null;
        foreach (var part in cursor.Split('.'))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || !Guid.TryParseExact(part.AsSpan(0, dash), "N", out var id)
                || !int.TryParse(part.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return null;
            places[id] = seq;
        }

        return places;
    }
}
