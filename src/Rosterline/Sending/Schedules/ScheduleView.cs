using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Sending.Schedules;

/// <summary>Whom a schedule is for each time it comes round. Exactly one is given.</summary>
/// <param name="StartingInDays">Everybody whose assignment starts that many days after the day it comes round: 1 is tomorrow (EN-26).</param>
public sealed record ScheduleAudience(IReadOnlyList<Guid>? PersonIds, Guid? HotlistId, FindPeople.Query? Search, Guid? PostingId, string? Stage, Guid? OrderId, int? StartingInDays)
{
    public bool IsClear => new object?[] { PersonIds, HotlistId, Search, PostingId, OrderId, StartingInDays }.Count(part => part is not null) == 1 && StartingInDays is null or (>= 0 and <= 14);
}

/// <summary>What is asked for: a text that comes round.</summary>
/// <param name="Time">On each person's own clock: "20:00".</param>
/// <param name="On">Of once: the day.</param>
public sealed record ScheduleRequest(
    string Name, RepeatPeriod Repeat, string? Time, string? Days, int? Day, DateOnly? On, ScheduleAudience Audience, Purpose Purpose, string Body, IReadOnlyList<Guid>? MediaIds, Guid? LineId, bool Active = true);

/// <summary>A repeated text as the list shows it.</summary>
/// <param name="Words">"Every Monday and Thursday at 8:00 PM".</param>
public sealed record ScheduleView(
    Guid Id, string Name, string Words, RepeatPeriod Repeat, string Time, string? Days, int? Day, string TimeZone, ScheduleAudience Audience, Purpose Purpose, string Body, Guid? LineId, bool Active,
    DateTimeOffset? NextAt, string Author, Guid? LastBroadcastId);

/// <summary>Something that goes out later: one text, a broadcast, or what comes round.</summary>
/// <param name="Kind">text, broadcast or repeat.</param>
/// <param name="People">How many it is for; null: whoever is in the audience then.</param>
/// <param name="Held">Waits for the hours of its place, not for a time somebody chose.</param>
/// <param name="Missed">Was due while the system was down; waits for a decision (P-27).</param>
public sealed record ScheduledItem(
    string Kind, Guid Id, string Title, string Body, DateTimeOffset? At, string? Zone, int? People, Guid? ConversationId, Guid? PersonId, string Author, bool Held, bool Missed, string? Words);

static class ScheduleRefusals
{
    public static readonly Refusal AudienceUnclear = new("audience_unclear", "Say whom it is for: people, a hotlist, a search, a posting, an order, or those whose assignment starts.");
    public static readonly Refusal TimeUnclear = new("time_unclear", "Write the time like 8:00 PM or 20:00.");
    public static readonly Refusal DayMissing = new("day_missing", "Say on which day.");
    public static readonly Refusal Past = new("past", "This time has already passed.");
    public static readonly Refusal NameMissing = new("name_missing", "Give it a name of up to 80 characters.");
    public static readonly Refusal Begun = new("too_late", "The first of these texts have already gone. Pause it, or cancel the rest.");
    public static readonly Refusal Gone = new("too_late", "This text has already gone.");
}
