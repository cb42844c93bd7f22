using Npgsql;
using NpgsqlTypes;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Jobs.Orders;

/// <summary>Puts people on an order, changes how far they have come and when they start. Whoever is on one is an employee (P-33).</summary>
public sealed class AssignPeople(NpgsqlDataSource database, TimeProvider clock)
{
    const int Most = 1000;

    /// <param name="StartsOn">Instead of the order's own start.</param>
    public sealed record Request(IReadOnlyList<Guid>? PersonIds, DateOnly? StartsOn, TimeOnly? StartsTime);

    public sealed record Change(AssignmentStatus? Status, DateOnly? StartsOn, TimeOnly? StartsTime);

    /// <summary>How many were added; who is on it already stays as she is, who was taken off it comes back.</summary>
    public async Task<Result<int>> ExecuteAsync(Viewer viewer, Guid orderId, Request request, CancellationToken cancel)
    {
        var people = (request.PersonIds ?? []).Distinct().Order().ToArray();
        if (people.Length == 0) return Refusals.NobodyNamed;
        if (people.Length > Most) return Refusals.TooMany(Most);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var known = await transaction.Command("select id from person where root_id = $1 and id = any($2) order by id for update", viewer.RootId, people)
            .ReadAllAsync(row => row.GetGuid(0), cancel);
        if (known.Count != people.Length) return Refusals.PersonUnknown;
        await using var insert = transaction.Command("""
            insert into assignment (root_id, order_id, person_id, starts_on, starts_time, created_at, created_by)
            select $1, j.id, p.id, coalesce($4, j.starts_on), coalesce($5, j.starts_time), $6, $7
            from job_order j cross join unnest($3::uuid[]) p(id) where j.root_id = $1 and j.id = $2 order by p.id
            on conflict (root_id, order_id, person_id) do update set status = 0, starts_on = excluded.starts_on, starts_time = excluded.starts_time where assignment.status = 4
            """, viewer.RootId, orderId, people, request.StartsOn, request.StartsTime, clock.GetUtcNow(), viewer.UserId);
        (insert.Parameters[3].NpgsqlDbType, insert.Parameters[4].NpgsqlDbType) = (NpgsqlDbType.Date, NpgsqlDbType.Time);
        var added = await insert.ExecuteNonQueryAsync(cancel);
        await transaction.Command("update person set is_employee = true, is_assigned = true, updated_at = $3 where root_id = $1 and id = any($2) and not (is_employee and is_assigned)", viewer.RootId, people, clock.GetUtcNow()).RunAsync(cancel);
        await AuditAsync(transaction, viewer, "order.assigned", orderId, new { people }, cancel);
        await transaction.CommitAsync(cancel);
        return added;
    }

    /// <summary>False: she is not on this order.</summary>
    public async Task<bool> ChangeAsync(Viewer viewer, Guid orderId, Guid personId, Change change, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var update = transaction.Command("""
            update assignment set status = coalesce($4, status), starts_on = coalesce($5, starts_on), starts_time = coalesce($6, starts_time)
            where root_id = $1 and order_id = $2 and person_id = $3
            """, viewer.RootId, orderId, personId, (short?)change.Status, change.StartsOn, change.StartsTime);
        (update.Parameters[3].NpgsqlDbType, update.Parameters[4].NpgsqlDbType, update.Parameters[5].NpgsqlDbType) = (NpgsqlDbType.Smallint, NpgsqlDbType.Date, NpgsqlDbType.Time);
        if (await update.ExecuteNonQueryAsync(cancel) == 0) return false;
        await transaction.Command("""
            update person p set is_assigned = now.assigned
            from (select exists (select 1 from assignment a where a.root_id = $1 and a.person_id = $2 and a.status < 3) as assigned) now
            where p.root_id = $1 and p.id = $2 and p.is_assigned <> now.assigned
            """, viewer.RootId, personId).RunAsync(cancel);
        await AuditAsync(transaction, viewer, "assignment.changed", orderId, new { personId, change.Status, change.StartsOn, change.StartsTime }, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    async Task AuditAsync(NpgsqlTransaction transaction, Viewer viewer, string action, Guid orderId, object detail, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        AuditLog.Add(batch, AuditedAct.By(viewer, action, "order", orderId, detail), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
