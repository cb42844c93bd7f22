using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.Platform;

namespace Rosterline.People.Merging;

/// <summary>Who opted out with one number has opted out: after merging, with every number of the record.</summary>
static class MergedConsent
{
    /// <summary>The caller holds the rows of these numbers.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, Viewer viewer, long[] numbers, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select opted_out_at, opted_out_how, opted_out_words from number_state
            where root_id = $1 and number = any($2) and blocked & 1 = 1 order by opted_out_at nulls last, number limit 1
            """, connection);
        command.Parameters.Add(new() { Value = viewer.RootId });
        command.Parameters.Add(new() { Value = numbers });
        var outs = await command.ReadAllAsync(row => (At: row.Maybe<DateTimeOffset>(0), How: row.Text(1), Words: row.Text(2)), cancel);
        if (outs.Count == 0) return;
        var (at, how, words) = outs[0];
        await RecordOptOut.ApplyAsync(connection, new(
            viewer.RootId, [.. numbers.Select(number => new RecordOptOut.OptOut(number, words, null, at))], how ?? RecordOptOut.How.Provider, viewer.UserId, OnlyNew: true), now, cancel);
    }
}
