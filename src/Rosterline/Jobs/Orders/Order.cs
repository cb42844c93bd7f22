using Rosterline.People.Records;

namespace Rosterline.Jobs.Orders;

/// <summary>What a client needs people for, with its start in the time of the place.</summary>
/// <param name="StartsAt">The same moment for everybody.</param>
/// <param name="Assigned">People on it, cancelled ones not counted.</param>
public sealed record Order(
    Guid Id, string Title, string? Company, Order.Node Branch, string? Location, DateOnly StartsOn, TimeOnly StartsTime, string TimeZone, DateTimeOffset StartsAt,
    string? Shift, string? Pay, int Openings, int Assigned, bool IsOpen)
{
    public sealed record Node(Guid Id, string Name);
}

/// <summary>How far an assignment has come.</summary>
public enum AssignmentStatus : short { Planned, Confirmed, Started, Ended, Cancelled }

/// <summary>A person on an order, as its list shows her.</summary>
public sealed record Assigned(PersonRow Person, AssignmentStatus Status, DateOnly StartsOn, TimeOnly StartsTime);

/// <summary>A local day and time as a moment; one that a change of clocks skips counts as if the clocks had not changed yet.</summary>
static class StartMoment
{
    public static DateTimeOffset Of(DateOnly day, TimeOnly time, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : TimeZoneInfo.Utc;
        var local = day.ToDateTime(time);
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-1)) : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
