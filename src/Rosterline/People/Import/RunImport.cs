using System.Numerics;
using Npgsql;
using Rosterline.Consent;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Carries out an import from where it stopped, chunk by chunk. One at a time in an organisation, whatever node it is on.</summary>
public sealed class RunImport(NpgsqlDataSource database, SsnLastFour ssn, IEnumerable<IImportRun> others, TimeProvider clock, ILogger<RunImport> log)
{
    const int ChunkRows = 5000;

    readonly WriteChunk write = new(database, new RecordOptOut(database, clock), clock);

    /// <summary>False when another import of this organisation is running; it will be tried again.</summary>
    public async Task<bool> ExecuteAsync(Guid rootId, Guid id, CancellationToken cancel)
    {
        await using var turn = await database.OpenConnectionAsync(cancel);
        if (!await TakeTurnAsync(turn, rootId, cancel)) return false;
        try
        {
            var what = (await database.Command("select what from person_import where root_id = $1 and id = $2", rootId, id).ReadAllAsync(row => row.GetInt16(0), cancel)).FirstOrDefault();
            await (others.FirstOrDefault(run => run.What == what)?.ExecuteAsync(rootId, id, cancel) ?? RunAsync(rootId, id, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // We are stopping. It goes on at the next start, after its last stored row.
            throw;
        }
        catch (Exception fault)
        {
            // Runs unattended: the page is where its user looks, so that is where the end must be told.
            log.LogError(fault, "Import {Import} stopped", id);
            await ImportProgress.EndAsync(database, rootId, id, ImportState.Failed,
                "Something went wrong on our side. What was imported so far stays; run it again to go on from there.", clock.GetUtcNow(), CancellationToken.None);
        }
        finally
        {
            await LeaveTurnAsync(turn, rootId);
        }

        return true;
    }

    async Task RunAsync(Guid rootId, Guid id, CancellationToken cancel)
    {
        if (await ImportProgress.LoadAsync(database, ssn, rootId, id, cancel) is not { } import) return;
        var reader = new RowReader(import.Plan, import.Lists);
        if (import.ReadRows > 0)
            foreach (var chunk in reader.Read(import.Content).TakeWhile(row => row.Row <= import.ReadRows).Chunk(ChunkRows)) await write.RecallAsync(import, chunk, cancel);
        var chunks = 0;
        foreach (var chunk in reader.Read(import.Content, after: import.ReadRows).Chunk(ChunkRows))
        {
            cancel.ThrowIfCancellationRequested();
            if (!await write.ExecuteAsync(import, chunk, cancel)) return;
            if (BitOperations.IsPow2(++chunks)) await TellPlannerAsync(cancel);
        }

        await ImportProgress.EndAsync(database, rootId, id, ImportState.Done, null, clock.GetUtcNow(), cancel);
    }

    // PostgreSQL looks at a table's contents about once a minute. Until then it takes an organisation that just came to be nearly empty, and reads
    // all of it for every row.
    Task<int> TellPlannerAsync(CancellationToken cancel) =>
        database.Command("analyze person, person_number, person_brought_row, consent_event").RunAsync(cancel);

    static async Task<bool> TakeTurnAsync(NpgsqlConnection turn, Guid rootId, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended('people import ' || $1::text, 0))", turn);
        command.Parameters.Add(new() { Value = rootId });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    static async Task LeaveTurnAsync(NpgsqlConnection turn, Guid rootId)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended('people import ' || $1::text, 0))", turn);
        command.Parameters.Add(new() { Value = rootId });
        await command.ExecuteScalarAsync(CancellationToken.None);
    }
}
