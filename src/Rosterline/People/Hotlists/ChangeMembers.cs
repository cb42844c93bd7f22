using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>Puts people on a hotlist or takes them off again. On a shared list every colleague may.</summary>
public sealed class ChangeMembers(NpgsqlDataSource database, AudiencePeople audience, TimeProvider clock)
{
    const int MostMembers = 100_000;

    /// <param name="Already">Were on the list before.</param>
    public sealed record Outcome(int Added, int Already, int Removed);

    public async Task<Result<Outcome>> AddAsync(Viewer viewer, Guid id, AudienceRequest whom, CancellationToken cancel)
    {
        if (await FindAsync(viewer, id, cancel) is { Refusal: { } refusal }) return refusal;
        var people = await audience.ExecuteAsync(viewer, whom, cancel);
        if (people.Refusal is { } unclear) return unclear;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Holds the list, so that two who fill it at once do not pass its limit together.
        await transaction.Command("select 1 from hotlist where root_id = $1 and id = $2 for update", viewer.RootId, id).RunAsync(cancel);
        var added = await transaction.Command("""
            insert into hotlist_member (root_id, hotlist_id, person_id, joined_at, joined_by)
            select $1, $2, p.id, $4, $5 from person p where p.root_id = $1 and p.id = any($3) order by p.id
            on conflict do nothing
            """, viewer.RootId, id, people.Value!.ToArray(), clock.GetUtcNow(), viewer.UserId).RunAsync(cancel);
        await using (var count = transaction.Command("select count(*)::int from hotlist_member where root_id = $1 and hotlist_id = $2", viewer.RootId, id))
            if ((int)(await count.ExecuteScalarAsync(cancel))! > MostMembers) return HotlistRefusals.Full(MostMembers);
        await AuditAsync(connection, viewer, "hotlist.people_added", id, new { added }, cancel);
        await transaction.CommitAsync(cancel);
        return new Outcome(added, people.Value!.Count - added, 0);
    }

    public async Task<Result<Outcome>> RemoveAsync(Viewer viewer, Guid id, AudienceRequest whom, CancellationToken cancel)
    {
        if (await FindAsync(viewer, id, cancel) is { Refusal: { } refusal }) return refusal;
        var people = await audience.ExecuteAsync(viewer, whom, cancel);
        if (people.Refusal is { } unclear) return unclear;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var removed = await transaction.Command("delete from hotlist_member where root_id = $1 and hotlist_id = $2 and person_id = any($3)",
            viewer.RootId, id, people.Value!.ToArray()).RunAsync(cancel);
        await transaction.Command("delete from hotlist_note where root_id = $1 and hotlist_id = $2 and person_id = any($3)",
            viewer.RootId, id, people.Value!.ToArray()).RunAsync(cancel);
        await AuditAsync(connection, viewer, "hotlist.people_removed", id, new { removed }, cancel);
        await transaction.CommitAsync(cancel);
        return new Outcome(0, 0, removed);
    }

    async Task<Result<Hotlist>> FindAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await HotlistSql.FindAsync(database, viewer, id, cancel) is not { } hotlist) return Refusals.HotlistGone;
        return hotlist.Search is null ? hotlist : HotlistRefusals.BySearch;
    }

    async Task AuditAsync(NpgsqlConnection connection, Viewer viewer, string action, Guid id, object detail, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "hotlist", id, detail), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
