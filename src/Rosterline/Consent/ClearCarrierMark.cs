using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Consent;

/// <summary>Forgets what a carrier said about a number for good (EN-33): a person knows that it works again. Opt-outs and locks stay.</summary>
public sealed class ClearCarrierMark(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly Refusal NothingToClear = new("nothing_to_clear", "No carrier has marked this number.");

    /// <summary>On every record that has the number.</summary>
    public async Task<Result<long>> ExecuteAsync(Viewer viewer, Guid personId, PhoneNumber number, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var before = await transaction.Command("""
            with held as (
              select s.number, s.problem, s.problem_at from number_state s
              where s.root_id = $1 and s.number = $3 and s.problem is not null
                and exists (select from person_number n where n.root_id = $1 and n.person_id = $2 and n.number = $3)
              for update of s)
            update number_state s set problem = null, problem_at = null from held
            where s.root_id = $1 and s.number = held.number returning held.problem, held.problem_at
            """, viewer.RootId, personId, number.Digits).ReadAllAsync(row => (Problem: row.GetString(0), At: row.Maybe<DateTimeOffset>(1)), cancel);
        if (before.Count == 0) return NothingToClear;
        await using var batch = new NpgsqlBatch(connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, "number.mark_cleared", "person", personId, new { number = number.E164, before[0].Problem, before[0].At }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return number.Digits;
    }
}
