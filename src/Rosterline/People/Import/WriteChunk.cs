using Npgsql;
using Rosterline.Consent;
using Rosterline.People.Import.Matching;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Stores some thousand rows in one transaction, together with how far the import is: after a crash nothing is missing and nothing double.</summary>
sealed class WriteChunk(NpgsqlDataSource database, RecordOptOut optOut, TimeProvider clock)
{
    const int Tries = 4;

    /// <summary>False: the import was cancelled meanwhile, nothing of this chunk is stored.</summary>
    public async Task<bool> ExecuteAsync(RunningImport import, IReadOnlyList<ReadRow> rows, CancellationToken cancel)
    {
        var brought = await ReadBroughtAsync(import, rows, cancel);
        var optedOut = await OptOutAsync(import, rows, brought, cancel);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(import, rows, brought, optedOut, cancel);
            }
            catch (PostgresException fault) when (tries < Tries && fault.SqlState is
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
            {
                // Somebody wrote the same people at the same moment; with fresh eyes it works.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * tries), clock, cancel);
            }
        }
    }

    /// <summary>After a stop: which people the rows stored before it were.</summary>
    public async Task RecallAsync(RunningImport import, IReadOnlyList<ReadRow> rows, CancellationToken cancel)
    {
        var brought = await ReadBroughtAsync(import, rows, cancel);
        foreach (var row in rows)
            if (row.Person is { } person && brought.TryGetValue(person.Print, out var who)) import.RowOf.TryAdd(who, row.Row);
    }

    async Task<Dictionary<Guid, Guid>> ReadBroughtAsync(RunningImport import, IReadOnlyList<ReadRow> rows, CancellationToken cancel)
    {
        using var print = new RowPrint(import.Plan.Kind!.Value);
        var people = rows.Select(row => row.Person).OfType<ImportedPerson>().ToList();
        foreach (var person in people) person.Print = print.Of(person);
        return await BroughtRows.FindAsync(database, import.RootId, people, cancel);
    }

    // Ahead of the people and in a transaction of its own: it locks numbers first, as everybody does.
    async Task<int> OptOutAsync(RunningImport import, IReadOnlyList<ReadRow> rows, Dictionary<Guid, Guid> brought, CancellationToken cancel)
    {
        // A row that was here before has opted them out already; who wrote START since stays in.
        var outs = rows.Where(r => r.Person is { OptedOut: true } person && !brought.ContainsKey(person.Print)).SelectMany(r => r.Person!.GoodNumbers).Distinct()
            .Select(n => new RecordOptOut.OptOut(n, "Marked as opted out in an imported file.")).ToList();
        if (outs.Count == 0) return 0;
        var outcome = await optOut.ExecuteAsync(new(import.RootId, outs, RecordOptOut.How.Import, import.UserId, OnlyNew: true), cancel);
        return outcome.Added.Count;
    }

    async Task<bool> TryAsync(
        RunningImport import, IReadOnlyList<ReadRow> rows, Dictionary<Guid, Guid> brought, int optedOut, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var people = rows.Select(r => r.Person).OfType<ImportedPerson>().Select(p => p with { }).ToList();
        var known = await LoadKnown.ReadAsync(connection, import.RootId, people.FindAll(p => !brought.ContainsKey(p.Print)), cancel);
        var match = new MatchPeople(known, brought, import.RowOf, () => new KnownPerson { Id = Ids.New(), IsNew = true, AccountId = import.AccountId });
        var decisions = people.ConvertAll(p => match.Decide(p, import.Plan.Kind!.Value));
        var touched = decisions.Select(d => d.Person).OfType<KnownPerson>().Distinct().ToList();
        await WritePeople.ExecuteAsync(connection, import.RootId, touched, now, cancel);
        await BroughtRows.WriteAsync(connection, import.RootId, match.Overwritten, brought.Keys, match.Fresh, cancel);
        await ImportLedger.WriteAsync(connection, import, people, now, cancel);
        var problems = rows.SelectMany(r => r.Problems).Concat(decisions.SelectMany(d => d.Problems)).ToList();
        await ImportProblems.WriteAsync(connection, import.RootId, import.Id, problems, cancel);
        var figures = Figures(rows, decisions, optedOut);
        if (!await ImportProgress.AdvanceAsync(connection, import, rows[^1].Row, figures, cancel)) return false;
        await transaction.CommitAsync(cancel);
        foreach (var (person, row) in match.Met) import.RowOf.TryAdd(person, row);
        return true;
    }

    static ChunkFigures Figures(IReadOnlyList<ReadRow> rows, List<MatchPeople.Decision> decisions, int optedOut)
    {
        int Of(MatchPeople.Outcome outcome) => decisions.Count(d => d.Outcome == outcome);
        return new(rows.Count, Of(MatchPeople.Outcome.Added), Of(MatchPeople.Outcome.Updated), Of(MatchPeople.Outcome.Unchanged),
            Of(MatchPeople.Outcome.Merged), rows.Count - decisions.Count, decisions.Count(d => d.IsConflict), optedOut);
    }
}
