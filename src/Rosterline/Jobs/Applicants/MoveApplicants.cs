using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Jobs.Applicants;

/// <summary>Moves applicants of a posting to another stage, or puts people on it by hand. Who is hired becomes an employee on the same record (P-33).</summary>
public sealed class MoveApplicants(NpgsqlDataSource database, TimeProvider clock)
{
    const int Most = 1000;

    /// <summary>How many moved; those who did not apply are left out.</summary>
    public async Task<Result<int>> ExecuteAsync(Viewer viewer, Guid postingId, IReadOnlyList<Guid> people, Stage stage, CancellationToken cancel)
    {
        if (Fault(people) is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var moved = await transaction.Command("""
            with mine as (
              select person_id from application where root_id = $1 and posting_id = $2 and person_id = any($3) and stage <> $4 order by person_id for update)
            update application a set stage = $4, stage_at = $5, stage_by = $6 from mine where a.root_id = $1 and a.posting_id = $2 and a.person_id = mine.person_id
            returning a.person_id
            """, viewer.RootId, postingId, people.ToArray(), (short)stage, clock.GetUtcNow(), viewer.UserId).ReadAllAsync(row => row.GetGuid(0), cancel);
        if (stage == Stage.Hired) await HireAsync(transaction, viewer, moved, cancel);
        await AuditAsync(transaction, viewer, "application.moved", postingId, moved, stage, cancel);
        await transaction.CommitAsync(cancel);
        return moved.Count;
    }

    /// <summary>How many were added; who applied already stays as she is.</summary>
    public async Task<Result<int>> AddAsync(Viewer viewer, Guid postingId, IReadOnlyList<Guid> people, CancellationToken cancel)
    {
        if (Fault(people) is { } fault) return fault;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var known = await transaction.Command("select id from person where root_id = $1 and id = any($2) order by id for update", viewer.RootId, people.ToArray())
            .ReadAllAsync(row => row.GetGuid(0), cancel);
        if (known.Count != people.Distinct().Count()) return Refusals.PersonUnknown;
        var added = await transaction.Command("""
            insert into application (root_id, posting_id, person_id, stage_at, stage_by, applied_at)
            select $1, g.id, p.id, $4, $5, $4 from posting g cross join unnest($3::uuid[]) p(id) where g.root_id = $1 and g.id = $2
            on conflict do nothing returning person_id
            """, viewer.RootId, postingId, known.ToArray(), clock.GetUtcNow(), viewer.UserId).ReadAllAsync(row => row.GetGuid(0), cancel);
        await transaction.Command("update person set is_candidate = true, updated_at = $3 where root_id = $1 and id = any($2) and not is_candidate",
            viewer.RootId, added.ToArray(), clock.GetUtcNow()).RunAsync(cancel);
        await AuditAsync(transaction, viewer, "application.added", postingId, added, Stage.Applied, cancel);
        await transaction.CommitAsync(cancel);
        return added.Count;
    }

    Task<int> HireAsync(NpgsqlTransaction transaction, Viewer viewer, List<Guid> hired, CancellationToken cancel) => transaction.Command("""
        with mine as (select id from person where root_id = $1 and id = any($2) and not is_employee order by id for update)
        update person p set is_employee = true, updated_at = $3 from mine where p.root_id = $1 and p.id = mine.id
        """, viewer.RootId, hired.ToArray(), clock.GetUtcNow()).RunAsync(cancel);

    async Task AuditAsync(NpgsqlTransaction transaction, Viewer viewer, string action, Guid postingId, List<Guid> people, Stage stage, CancellationToken cancel)
    {
        if (people.Count == 0) return;
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "posting", postingId, new { stage, people }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    static Refusal? Fault(IReadOnlyList<Guid> people) => people.Count == 0 ? Refusals.NobodyNamed : people.Count > Most ? Refusals.TooMany(Most) : null;
}
