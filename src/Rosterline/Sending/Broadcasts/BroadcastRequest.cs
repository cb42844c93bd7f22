using Rosterline.People;
using Rosterline.People.Records;

namespace Rosterline.Sending.Broadcasts;

/// <summary>A text to many as the Send window, the API or a schedule asks for it.</summary>
public sealed record BroadcastRequest
{
    /// <summary>Of the opened window or of the API's request: it sends once, however often it is asked.</summary>
    public string? WindowKey { get; init; }

    /// <summary>Where its people come from, as people read it; null: the beginning of the text.</summary>
    public string? Title { get; init; }

    public IReadOnlyList<Guid>? PersonIds { get; init; }

    public Guid? HotlistId { get; init; }

    public FindPeople.Query? Search { get; init; }

    /// <summary>Applicants of a posting, all or of one stage; also what its fields are about.</summary>
    public Guid? PostingId { get; init; }

    public string? Stage { get; init; }

    /// <summary>What its fields are about: an order with each person's own assignment.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>People of the selection who are left out after all.</summary>
    public IReadOnlyList<Guid>? Without { get; init; }

    /// <summary>For some people the field whose number is texted.</summary>
    public IReadOnlyDictionary<Guid, NumberKind>? Fields { get; init; }

    public string Body { get; init; } = "";

    /// <summary>The same in other languages, by their two letters; who has none of them gets <see cref="Body"/> (P-21).</summary>
    public IReadOnlyDictionary<string, string>? Variants { get; init; }

    public IReadOnlyList<Guid>? MediaIds { get; init; }

    public Purpose? Purpose { get; init; }

    /// <summary>One line for everybody; null: for each person the line she knows (P-17).</summary>
    public Guid? LineId { get; init; }

    /// <summary>Not before this time on each person's own clock; null: now.</summary>
    public DateTime? LocalTime { get; init; }

    /// <summary>Not before this moment for everybody; null: see <see cref="LocalTime"/>.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>For some people another time on their own clock, such as before their quiet hours begin (P-04).</summary>
    public IReadOnlyDictionary<Guid, DateTime>? OtherTimes { get; init; }

    /// <summary>Minutes after its time from which it is of no use and is not sent.</summary>
    public int? ExpiresAfterMinutes { get; init; }

    /// <summary>The same words on purpose to people who were sent them within a day.</summary>
    public bool SendAgainOnPurpose { get; init; }
}
