using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Database;
using Rosterline.Lines.Throughput;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>Stores a line together with its pacing row: both or neither.</summary>
sealed class LineRows(RosterlineDb db, LineReader lines, TimeProvider clock)
{
    /// <summary>Adds lines; nothing is stored when one of the numbers is a line already.</summary>
    public async Task<Refusal?> AddAsync(IReadOnlyList<Line> added, CancellationToken cancel)
    {
        var numbers = added.Select(line => line.Number).ToArray();
        var rootId = added[0].RootId;
        if (await FindTakenAsync(rootId, numbers, cancel) is { } taken) return taken;
        foreach (var line in added) line.CreatedAt = clock.GetUtcNow();
        db.Lines.AddRange(added);
        return await SaveAsync(rootId, cancel) ? null
            : await FindTakenAsync(rootId, numbers, cancel) ?? throw new InvalidOperationException("A line was neither stored nor there.");
    }

    /// <summary>Saves what changed and brings pacing in step. False: a number became somebody else's line meanwhile.</summary>
    public async Task<bool> SaveAsync(Guid rootId, CancellationToken cancel)
    {
        var changed = db.ChangeTracker.Entries<Line>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity).ToList();
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "line_number" })
        {
            // Two administrators ticked the same number at once.
            db.ChangeTracker.Clear();
            return false;
        }
        foreach (var line in await WithTheirCampaignsAsync(rootId, changed, cancel)) await PaceAsync(line.Line, line.Sharing, cancel);
        if (transaction is not null) await transaction.CommitAsync(cancel);
        lines.Forget();
        return true;
    }

    // A class of a campaign is shared by all its lines: when one comes or goes the others' pace changes too.
    async Task<IEnumerable<(Line Line, int Sharing)>> WithTheirCampaignsAsync(Guid rootId, List<Line> changed, CancellationToken cancel)
    {
        var campaigns = changed.Where(line => line.Campaign is not null).Select(line => line.Campaign).Distinct().ToList();
        var sharing = campaigns.Count == 0 ? [] : await db.Lines.Where(line => line.RootId == rootId && line.Active && campaigns.Contains(line.Campaign)).ToListAsync(cancel);
        return changed.Union(sharing).Select(line => (line, line.Campaign is null ? 1 : Math.Max(1, sharing.Count(other => other.Campaign == line.Campaign))));
    }

    Task<int> PaceAsync(Line line, int sharing, CancellationToken cancel)
    {
        var pace = CarrierClasses.Find(line.CarrierClass) is { } allowed ? Math.Min(line.PerSecond, allowed.PerSecond / (allowed.Shared ? sharing : 1)) : line.PerSecond;
        var (gap, many) = (GapOf(pace), GapOf(pace * (100 - line.ReservePercent) / 100));
        return db.Database.ExecuteSqlAsync($"""
            with known as (update line_send set gap_us = {gap}, many_gap_us = {many}, active = {line.Active} where root_id = {line.RootId} and line_id = {line.Id} returning line_id)
            insert into line_send (root_id, line_id, gap_us, many_gap_us, active) select {line.RootId}, {line.Id}, {gap}, {many}, {line.Active} where not exists (select from known)
            """, cancel);
    }

    /// <summary>Microseconds per segment.</summary>
    public static long GapOf(decimal perSecond) => (long)Math.Round(1_000_000 / perSecond);

    async Task<Refusal?> FindTakenAsync(Guid rootId, long[] numbers, CancellationToken cancel) =>
        await db.Lines.AsNoTracking().FirstOrDefaultAsync(line => line.RootId == rootId && numbers.Contains(line.Number), cancel) is { } taken
            ? Refusals.NumberIsLine(new(taken.Number), taken.Name) : null;
}
