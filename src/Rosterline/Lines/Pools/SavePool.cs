using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Lines.Pools;

/// <summary>Makes a pool of lines, or changes which are in it and in which order. Everybody on one of its lines sees and answers the conversations of all.</summary>
sealed class SavePool(RosterlineDb db, LineReader lines, ViewerReader viewers, TimeProvider clock)
{
    const int MostLines = 50;

    /// <param name="LineIds">In the order of their turn.</param>
    public sealed record Request(string Name, IReadOnlyList<Guid> LineIds);

    /// <param name="id">Null: a new one.</param>
    /// <returns>Null: there is no such pool.</returns>
    public async Task<Result<Guid>?> ExecuteAsync(Viewer by, Guid? id, Request request, CancellationToken cancel)
    {
        var known = id is null ? null : await db.LinePools.FirstOrDefaultAsync(p => p.RootId == by.RootId && p.Id == id, cancel);
        if (id is not null && known is null) return null;
        if (!CreateLine.IsName(request.Name)) return (Result<Guid>)Refusals.NameMissing;
        var wanted = request.LineIds.Distinct().ToList();
        if (wanted.Count is < 2 or > MostLines) return (Result<Guid>)PoolRefusals.TooFew;
        var all = await db.Lines.Where(l => l.RootId == by.RootId && (wanted.Contains(l.Id) || (id != null && l.PoolId == id))).ToListAsync(cancel);
        if (Fault(by, id, wanted, all) is { } fault) return (Result<Guid>)fault;
        var pool = known ?? db.LinePools.Add(new LinePool { RootId = by.RootId, Id = Ids.New(), AccountId = all[0].AccountId, Name = "", CreatedAt = clock.GetUtcNow() }).Entity;
        var before = known is null ? null : new { known.Name, lines = all.Where(l => l.PoolId == id).OrderBy(l => l.PoolPosition).Select(l => l.Id).ToList() };
        pool.Name = request.Name.Trim();
        foreach (var line in all) (line.PoolId, line.PoolPosition) = wanted.IndexOf(line.Id) is >= 0 and var place ? (pool.Id, place) : ((Guid?)null, 0);
        AuditLog.Add(db, AuditedAct.By(by, known is null ? "pool.created" : "pool.changed", "pool", pool.Id, new { before, after = new { pool.Name, lines = wanted } }), clock);
        await db.SaveChangesAsync(cancel);
        Changed(by.RootId);
        return (Result<Guid>)pool.Id;
    }

    /// <summary>Its lines stand alone again. False: there is no such pool.</summary>
    public async Task<bool> RemoveAsync(Viewer by, Guid id, CancellationToken cancel)
    {
        if (await db.LinePools.FirstOrDefaultAsync(p => p.RootId == by.RootId && p.Id == id, cancel) is not { } pool) return false;
        var members = await db.Lines.Where(l => l.RootId == by.RootId && l.PoolId == id).ToListAsync(cancel);
        if (members.Exists(line => !by.MayAt("manage_lines", line.AccountId))) return false;
        foreach (var line in members) (line.PoolId, line.PoolPosition) = (null, 0);
        db.LinePools.Remove(pool);
        AuditLog.Add(db, AuditedAct.By(by, "pool.removed", "pool", id, new { before = new { pool.Name, lines = members.Select(l => l.Id) } }), clock);
        await db.SaveChangesAsync(cancel);
        Changed(by.RootId);
        return true;
    }

    void Changed(Guid rootId)
    {
        lines.Forget();
        viewers.Forget(rootId);
    }

    static Refusal? Fault(Viewer by, Guid? id, List<Guid> wanted, List<Line> all) =>
        all.Count(line => wanted.Contains(line.Id)) != wanted.Count || all.Exists(line => !by.MayAt("manage_lines", line.AccountId)) ? PoolRefusals.LineUnknown
        : all.Find(line => line.PoolId is not null && line.PoolId != id) is { } taken ? PoolRefusals.InAnother(taken.Name)
        : null;
}

/// <summary>What is refused about pools, in words.</summary>
static class PoolRefusals
{
    public static readonly Refusal TooFew = new("pool_too_few", "Choose 2 to 50 lines: a line cannot stand in for itself.");

    public static readonly Refusal LineUnknown = new("line_unknown", "One of these lines does not exist any more, or is not yours to change.");

    public static Refusal InAnother(string line) => new("line_in_pool", $"“{line}” is in another pool. Take it out there first.");
}
