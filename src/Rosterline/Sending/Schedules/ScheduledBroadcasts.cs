using Rosterline.Jobs.Orders;
using Rosterline.Sending.Broadcasts;

namespace Rosterline.Sending.Schedules;

/// <summary>What a schedule becomes when it comes round: one broadcast, or one for each order whose assignments start.</summary>
sealed class ScheduledBroadcasts(AssignmentsStarting assignments)
{
    /// <param name="about">What is said, and in its <see cref="BroadcastRequest.LocalTime"/> when.</param>
    public async Task<IReadOnlyList<BroadcastRequest>> ExecuteAsync(Guid rootId, ScheduleAudience audience, BroadcastRequest about, CancellationToken cancel)
    {
        var request = about with
        {
            PersonIds = audience.PersonIds, HotlistId = audience.HotlistId, Search = audience.Search, PostingId = audience.PostingId, Stage = audience.Stage, OrderId = audience.OrderId,
        };
        if (audience.StartingInDays is not { } days) return [request];
        var starting = await assignments.ExecuteAsync(rootId, DateOnly.FromDateTime(about.LocalTime!.Value).AddDays(days), cancel);
        return [.. starting.GroupBy(assignment => assignment.OrderId).Select(order =>
            request with { WindowKey = $"{request.WindowKey} {order.Key:N}", OrderId = order.Key, PersonIds = [.. order.Select(assignment => assignment.PersonId)] })];
    }
}
