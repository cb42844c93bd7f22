using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>Keeps the few words typed beside a person on a hotlist; empty words remove them.</summary>
public sealed class WriteHotlistNote(NpgsqlDataSource database, TimeProvider clock)
{
    const int Longest = 500;

    public async Task<Result<string>> ExecuteAsync(Viewer viewer, Guid id, Guid personId, string? words, CancellationToken cancel)
    {
        var note = CleanText.Of(words);
        if (note.Length > Longest) return Refusals.TooLong("Note", Longest);
        if (await HotlistSql.FindAsync(database, viewer, id, cancel) is not { } hotlist) return Refusals.HotlistGone;
        if (note.Length == 0)
        {
            await database.Command("delete from hotlist_note where root_id = $1 and hotlist_id = $2 and person_id = $3", viewer.RootId, id, personId).RunAsync(cancel);
            return note;
        }

        // On a list by search whoever exists may match tomorrow.
        var on = hotlist.Search is null ? "hotlist_member m where m.root_id = $1 and m.hotlist_id = $2 and m.person_id = $3" : "person p where p.root_id = $1 and p.id = $3";
        var written = await database.Command($"""
            insert into hotlist_note (root_id, hotlist_id, person_id, words, at, written_by)
            select $1, $2, $3, $4, $5, $6 where exists (select from {on})
            on conflict (root_id, hotlist_id, person_id) do update set words = excluded.words, at = excluded.at, written_by = excluded.written_by
            """, viewer.RootId, id, personId, note, clock.GetUtcNow(), viewer.UserId).RunAsync(cancel);
        return written == 0 ? HotlistRefusals.NotAMember : note;
    }
}
