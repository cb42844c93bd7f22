using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>Begins a hotlist, renames, shares or removes one. Its owner may, and an administrator for lists that are shared.</summary>
public sealed class SaveHotlist(NpgsqlDataSource database, TimeProvider clock)
{
    const int LongestName = 100, MostLists = 1_000;

    /// <param name="Search">Whoever matches; null: members are put in by hand.</param>
    public sealed record Fields(string? Name, bool? Shared, FindPeople.Query? Search);

    public async Task<Result<Hotlist>> CreateAsync(Viewer viewer, Fields fields, CancellationToken cancel)
    {
        if (Refuse(fields, nameNeeded: true) is { } refusal) return refusal;
        var id = Ids.New();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            insert into hotlist (root_id, id, owner_id, name, shared, search, created_at)
            select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from hotlist where root_id = $1 and owner_id = $3) < $8
            """, viewer.RootId, id, viewer.UserId, CleanText.Of(fields.Name), fields.Shared ?? false, null, clock.GetUtcNow(), MostLists);
        batch.BatchCommands[0].Parameters[5] = Json(fields.Search);
        AuditLog.Add(batch, AuditedAct.By(viewer, "hotlist.created", "hotlist", id, new { fields.Name, fields.Shared, fields.Search }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return await HotlistSql.FindAsync(database, viewer, id, cancel) is { } made ? made : HotlistRefusals.TooManyLists(MostLists);
    }

    /// <summary>What is null stays. A list stays what it is: by hand or by search.</summary>
    public async Task<Result<Hotlist>> ChangeAsync(Viewer viewer, Guid id, Fields fields, CancellationToken cancel)
    {
        if (Refuse(fields, nameNeeded: false) is { } refusal) return refusal;
        var found = await OwnAsync(viewer, id, cancel);
        if (found.Refusal is not null) return found;
        if (fields.Search is not null && found.Value!.Search is null) return HotlistRefusals.ByHand;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("""
            update hotlist set name = coalesce(nullif($3, ''), name), shared = coalesce($4::boolean, shared), search = coalesce($5, search)
            where root_id = $1 and id = $2
            """, viewer.RootId, id, CleanText.Of(fields.Name), fields.Shared, null);
        batch.BatchCommands[0].Parameters[4] = Json(fields.Search);
        AuditLog.Add(batch, AuditedAct.By(viewer, "hotlist.changed", "hotlist", id, new { fields.Name, fields.Shared, fields.Search }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return await HotlistSql.FindAsync(database, viewer, id, cancel) is { } changed ? changed : Refusals.HotlistGone;
    }

    public async Task<Result<Hotlist>> RemoveAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        var found = await OwnAsync(viewer, id, cancel);
        if (found.Refusal is not null) return found;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("delete from hotlist where root_id = $1 and id = $2", viewer.RootId, id);
        AuditLog.Add(batch, AuditedAct.By(viewer, "hotlist.removed", "hotlist", id, new { found.Value!.Name, found.Value.Count }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return found;
    }

    async Task<Result<Hotlist>> OwnAsync(Viewer viewer, Guid id, CancellationToken cancel)
    {
        if (await HotlistSql.FindAsync(database, viewer, id, cancel) is not { } hotlist) return Refusals.HotlistGone;
        return hotlist.Mine || viewer.May(Permissions.Administer) ? hotlist : HotlistRefusals.NotYours(hotlist.Owner);
    }

    static Refusal? Refuse(Fields fields, bool nameNeeded)
    {
        var name = CleanText.Of(fields.Name);
        if (name.Length == 0 && (nameNeeded || fields.Name is not null)) return HotlistRefusals.NameMissing;
        if (name.Length > LongestName) return Refusals.TooLong("Name", LongestName);
        return SearchRefusal(fields.Search);
    }

    /// <summary>Digits of a Social Security number are never kept in the clear, in no search either.</summary>
    internal static Refusal? SearchRefusal(FindPeople.Query? search) =>
        search?.Ssn is { Length: > 0 } ? HotlistRefusals.SsnInSearch : search?.Except is { Length: > 1_000 } ? HotlistRefusals.TooManyLeftOut : null;

    internal static NpgsqlParameter Json(FindPeople.Query? search) =>
        new() { Value = (object?)HotlistSql.Kept(search) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
