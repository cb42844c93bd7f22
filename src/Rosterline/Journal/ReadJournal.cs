using System.Globalization;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.Platform;

namespace Rosterline.Journal;

/// <summary>What happened with a person, newest first: notes logged by hand, and texts on lines the viewer may read.</summary>
public sealed class ReadJournal(NpgsqlDataSource database)
{
    const int DefaultPage = 30, LargestPage = 200;

    public enum Kind { Received, Sent, Logged }

    /// <param name="Action">"Text", or the action it was logged with.</param>
    /// <param name="Words">The note, or how the text begins.</param>
    public sealed record Entry(Guid Id, Kind Kind, DateTimeOffset At, Who? By, string Action, string? Words);

    public sealed record Page(IReadOnlyList<Entry> Items, string? Next);

    public async Task<Result<Page>> ExecuteAsync(Viewer viewer, Guid personId, string? cursor, int? asked, CancellationToken cancel)
    {
        if (!TryRead(cursor, out var at, out var id)) return Refusals.Position;
        var limit = Math.Clamp(asked ?? DefaultPage, 1, LargestPage);
        await using var command = database.CreateCommand($"""
            select j.id, j.kind, j.at, j.user_id, u.name, j.action, coalesce(j.words, left(m.body, 160))
            from journal_note j
            left join message m on m.root_id = j.root_id and m.id = j.message_id
            left join app_user u on u.id = j.user_id
            where j.root_id = @root and j.person_id = @person and (j.kind = 2 or {Texts(viewer)}) and (j.at, j.id) < (@at, @id)
            order by j.at desc, j.id desc limit @limit
            """);
        viewer.Bind(command);
        command.Parameters.AddWithValue("person", personId);
        command.Parameters.AddWithValue("at", at);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("limit", limit + 1);
        var found = await command.ReadAllAsync(Read, cancel);
        if (found.Count <= limit) return new Page(found, null);
        found.RemoveAt(limit);
        return new Page(found, string.Create(CultureInfo.InvariantCulture, $"{found[^1].At.UtcTicks / 10}.{found[^1].Id:N}"));
    }

    // Texts on records are for those in a message-visibility group (BY-07), and of these the ones one may read.
    static string Texts(Viewer viewer) => viewer.May(Viewer.SeeLogged) ? viewer.SeesMessage("m") : "false";

    static Entry Read(NpgsqlDataReader row)
    {
        var kind = (Kind)row.GetInt16(1);
        var by = row.IsDBNull(3) ? null : new Who(row.GetGuid(3), row.Text(4) ?? "Former colleague");
        return new(row.GetGuid(0), kind, row.GetFieldValue<DateTimeOffset>(2), by, kind == Kind.Logged ? row.Text(5) ?? "" : "Text", row.Text(6));
    }

    static bool TryRead(string? cursor, out DateTimeOffset at, out Guid id)
    {
        (at, id) = (DateTimeOffset.MaxValue.AddDays(-1), Guid.AllBitsSet);
        return string.IsNullOrEmpty(cursor) || FindConversations.TryReadCursor(cursor, out at, out id);
    }
}
