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
