using Npgsql;
using NpgsqlTypes;
using Rosterline.People.Import.Rows;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Writes what the people of a file were told into the ledger, once per number (P-02).</summary>
static class ImportLedger
{
    const string Unverified = "imported-unverified", Written = "written";
    const short AssignmentTexts = 2;

    readonly record struct Entry(long Number, string Level, string Wording, DateTimeOffset At);

    /// <summary>Whether the row's numbers have a consent to record.</summary>
    public static bool Consents(ToldConsent told, ImportedPerson row) => told.Answer switch
    {
        ToldAnswer.OptIn => row.OptedIn ?? true,
        ToldAnswer.Told or ToldAnswer.Employed => true,
        _ => false,
    };

    public static async Task WriteAsync(
        NpgsqlConnection connection, RunningImport import, IEnumerable<ImportedPerson> rows, DateTimeOffset now, CancellationToken cancel)
    {
        var told = import.Plan.Consent!;
        var entries = rows.Where(row => !row.OptedOut && Consents(told, row)).SelectMany(row => row.GoodNumbers.Select(n => Of(told, row, n, now)))
            .DistinctBy(e => e.Number).OrderBy(e => e.Number).ToList();
        if (entries.Count == 0) return;
        // "not in", because it is read once and hashed, however little is known yet about a table that fills while we write.
        await using var command = new NpgsqlCommand("""
            insert into consent_event (root_id, id, number, at, kind, level, purpose, source, wording, recorded_by)
            select @root, t.id, t.number, t.at, 'opt_in', t.level, @purpose, 'import', t.wording, @by
            from unnest(@ids, @numbers, @levels, @wordings, @ats) as t (id, number, level, wording, at)
            where (t.number, t.level, t.wording) not in (
              select e.number, e.level, e.wording from consent_event e
              where e.root_id = @root and e.number = any(@numbers) and e.kind = 'opt_in' and e.source = 'import' and e.level is not null and e.wording is not null)
            """, connection);
        var parameters = command.Parameters;
        parameters.AddWithValue("root", import.RootId);
        parameters.AddWithValue("by", import.UserId);
        parameters.Add(new("purpose", NpgsqlDbType.Smallint) { Value = told.Answer == ToldAnswer.Employed ? AssignmentTexts : DBNull.Value });
        parameters.AddWithValue("ids", entries.Select(_ => Ids.New()).ToArray());
        parameters.AddWithValue("numbers", entries.Select(e => e.Number).ToArray());
        parameters.AddWithValue("levels", entries.Select(e => e.Level).ToArray());
        parameters.AddWithValue("wordings", entries.Select(e => e.Wording).ToArray());
        parameters.AddWithValue("ats", entries.Select(e => e.At).ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    // Evidence is a date together with the words they were shown; anything less stays unverified.
    static Entry Of(ToldConsent told, ImportedPerson row, long number, DateTimeOffset now)
    {
        var date = row.OptedInAt ?? (told.Date is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : (DateTimeOffset?)null);
        var evidence = told.Answer == ToldAnswer.OptIn && date is not null && !string.IsNullOrEmpty(told.Wording);
        return new(number, evidence ? Written : Unverified, told.Wording is { Length: > 0 } wording ? wording : told.Answer switch
        {
            ToldAnswer.OptIn => "Opted in, as the imported file says.",
            ToldAnswer.Told => "Applied and was told that we text.",
            _ => "Works for us.",
        }, date is { } at && at < now ? at : now);
    }
}
