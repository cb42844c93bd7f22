using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>Filters somebody keeps under a name, for herself or for everybody.</summary>
public sealed class SavedSearches(NpgsqlDataSource database, TimeProvider clock)
{
    const int LongestName = 100, Most = 500;

    public sealed record Saved(Guid Id, string Name, bool Shared, bool Mine, string Owner, FindPeople.Query Search);

    public sealed record Fields(string? Name, bool? Shared, FindPeople.Query? Search);

    public async Task<IReadOnlyList<Saved>> FindAsync(Viewer viewer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand($"""
            select h.id, h.name, h.shared, h.owner_id, coalesce(u.name, 'Former colleague'), h.search::text
            from saved_search h left join app_user u on u.id = h.owner_id
            where {HotlistSql.Visible} and h.root_id = @root order by lower(h.name), h.id
            """);
        command.Parameters.AddWithValue("root", viewer.RootId);
        command.Parameters.AddWithValue("me", viewer.UserId);
        return await command.ReadAllAsync(row => new Saved(
            row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetGuid(3) == viewer.UserId, row.GetString(4), HotlistSql.SearchOf(row.GetString(5))!), cancel);
    }

    public async Task<Result<Saved>> CreateAsync(Viewer viewer, Fields fields, CancellationToken cancel)
    {
        var name = CleanText.Of(fields.Name);
        if (name.Length == 0) return HotlistRefusals.NameMissing;
        if (name.Length > LongestName) return Refusals.TooLong("Name", LongestName);
        if (fields.Search is null) return HotlistRefusals.SearchMissing;
        if (SaveHotlist.SearchRefusal(fields.Search) is { } refusal) return refusal;
        var id = Ids.New();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            insert into saved_search (root_id, id, owner_id, name, shared, search, created_at)
            select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from saved_search where root_id = $1 and owner_id = $3) < $8
            """, viewer.RootId, id, viewer.UserId, name, fields.Shared ?? false, null, clock.GetUtcNow(), Most);
        batch.BatchCommands[0].Parameters[5] = SaveHotlist.Json(fields.Search);
        AuditLog.Add(batch, AuditedAct.By(viewer, "saved_search.created", "saved_search", id, new { name, fields.Shared, fields.Search }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return (await FindAsync(viewer, cancel)).FirstOrDefault(saved => saved.Id == id) is { } made ? made : HotlistRefusals.TooManyLists(Most);
    }

    public async Task<Result<Guid>> RemoveAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if ((await FindAsync(viewer, cancel)).FirstOrDefault(saved => saved.Id == id) is not { } saved) return HotlistRefusals.SearchGone;
        if (!saved.Mine && !viewer.May(Permissions.Administer)) return HotlistRefusals.NotYours(saved.Owner);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from saved_search where root_id = $1 and id = $2", viewer.RootId, id);
        AuditLog.Add(batch, AuditedAct.By(viewer, "saved_search.removed", "saved_search", id, new { saved.Name }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return id;
    }
}
