using Npgsql;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Jobs.Orders;

/// <summary>Somebody who starts on an assignment.</summary>
/// <param name="StartsAt">The moment of the start; a text about it must not go out later (P-04).</param>
public sealed record StartingAssignment(Guid OrderId, Guid PersonId, string Title, DateOnly StartsOn, TimeOnly StartsTime, string TimeZone, DateTimeOffset StartsAt);

/// <summary>Everybody on an assignment that starts on a given day, as the day is at the place of the work (EN-26).</summary>
public sealed class AssignmentsStarting(NpgsqlDataSource database)
{
    /// <param name="day">The local day; with several zones in the organisation each order has its own midnight.</param>
    /// <param name="orderId">Only this order.</param>
    public async Task<IReadOnlyList<StartingAssignment>> ExecuteAsync(Guid rootId, DateOnly day, CancellationToken cancel, Guid? orderId = null)
    {
        await using var command = database.Command("""
            select a.order_id, a.person_id, j.title, a.starts_on, a.starts_time, j.time_zone
            from assignment a join job_order j on j.root_id = a.root_id and j.id = a.order_id
            where a.root_id = $1 and a.starts_on = $2 and a.status < 2 and ($3 is null or a.order_id = $3)
            order by a.starts_time, a.order_id, a.person_id
            """, rootId, day, orderId);
        command.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAllAsync(row =>
        {
            var (on, time, zone) = (row.GetFieldValue<DateOnly>(3), row.GetFieldValue<TimeOnly>(4), row.GetString(5));
            return new StartingAssignment(row.GetGuid(0), row.GetGuid(1), row.GetString(2), on, time, zone, LocalClock.At(on, time, LocalClock.Zone(zone)));
        }, cancel);
    }
}
