using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.Platform;

namespace Rosterline.Journal;

/// <summary>What can have happened with a person, as the organisation says it: the actions of logged notes (EN-07). Until it makes a list of its own, the ready one holds.</summary>
public sealed class ActionCodes(NpgsqlDataSource database, TimeProvider clock)
{
    const int Most = 60, Longest = 40;

    static readonly string[] Ready = ["Order Candidate", "Placed", "Available", "Called", "Left message"];

    public async Task<IReadOnlyList<string>> FindAsync(Guid rootId, CancellationToken cancel)
    {
        var own = await database.Command("select name from action_code where root_id = $1 order by position", rootId).ReadAllAsync(row => row.GetString(0), cancel);
        return own.Count > 0 ? own : Ready;
    }

    /// <summary>Replaces the list. Notes logged before keep the words they were logged with.</summary>
    public async Task<Result<string[]>> ReplaceAsync(Viewer viewer, IReadOnlyList<string>? names, CancellationToken cancel)
    {
        string[] clean = [.. (names ?? []).Select(CleanText.Of).Where(name => name.Length > 0)];
        if (clean.Length == 0) return Refusals.NoActions;
        if (clean.Length > Most) return Refusals.TooManyActions(Most);
        if (clean.Any(name => name.Length > Longest)) return Refusals.TooLong("Action", Longest);
        if (clean.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice) return Refusals.ActionTwice(twice.Key);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // Two who replace it at once: one list or the other, not both.
        batch.Add("select 1 from organisation where root_id = $1 for update", viewer.RootId);
        batch.Add("delete from action_code where root_id = $1", viewer.RootId);
        batch.Add("insert into action_code (root_id, position, name) select $1, n.at, n.name from unnest($2) with ordinality n(name, at)", viewer.RootId, clean);
        AuditLog.Add(batch, AuditedAct.By(viewer, "action_codes.changed", "organisation", viewer.RootId, new { names = clean }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return clean;
    }
}
