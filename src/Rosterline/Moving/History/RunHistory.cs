using Npgsql;
using Rosterline.People.Import;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>Carries out an import of texts from where it stopped: chunk by chunk, then their places, then what they said about opting out.</summary>
sealed class RunHistory(NpgsqlDataSource database, HistoryImports imports, WriteHistory write, PlaceHistory place, HistoryStops stops, TimeProvider clock) : IImportRun
{
    const int ChunkRows = 5000;

    public short What => HistoryImports.Texts;

    public async Task ExecuteAsync(Guid rootId, Guid id, CancellationToken cancel)
    {
        if (await imports.LoadAsync(rootId, id, cancel) is not { Plan.Product: { } product } stored) return;
        var lines = await PlanHistory.LinesAsync(database, rootId, cancel);
        var import = new RunningImport { RootId = rootId, Id = id, UserId = stored.UserId, AccountId = rootId, Plan = null!, Content = stored.Content, ReadRows = stored.ReadRows, Lists = null! };
        var collected = new HistoryStops.Collected();
        await MonthsAsync(stored, lines, cancel);
        var cancelled = false;
        foreach (var chunk in new HistoryReader(stored.Plan, lines, clock.GetUtcNow()).Read(stored.Content).Chunk(ChunkRows))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var read in chunk)
                if (read.Text is { LineId: not null } text) collected.Add(text);
            // What was stored before a stop is read again for what it says, and for rows alike.
            var open = chunk.Where(read => read.Row > import.ReadRows).ToList();
            if (open.Count > 0 && !(cancelled = !await write.ExecuteAsync(import, product, open, cancel))) continue;
            if (cancelled) break;
        }
        await place.ExecuteAsync(rootId, cancel);
        if (!cancelled) await stops.KeepAsync(rootId, id, collected, cancel);
        await ImportProgress.EndAsync(database, rootId, id, ImportState.Done, null, clock.GetUtcNow(), cancel);
    }

    // Texts lie in their months.
    async Task MonthsAsync(HistoryImports.Stored stored, Dictionary<long, Guid> lines, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var since = new HistoryReader(stored.Plan, lines, now).Read(stored.Content).Select(read => read.Text?.At ?? now).DefaultIfEmpty(now).Min();
        if (since < now.AddYears(-15)) since = now.AddYears(-15);
        await database.Command("select make_message_partitions($1::date, $2::date)", DateOnly.FromDateTime(since.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime)).RunAsync(cancel);
    }
}
