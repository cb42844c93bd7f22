namespace Rosterline.People.Records;

/// <summary>What the row <c>number_state</c> says about a number. Bits of <paramref name="Blocked"/>: 1 opted out, 2 wrong number, 4 locked.</summary>
readonly record struct NumberFacts(short Blocked, DateTimeOffset? OptedOutAt, string? Words, string? Problem, DateTimeOffset? ProblemAt);

/// <summary>Chooses state and words of the text icon.</summary>
static class TextIcons
{
    public static PersonRow.TextIcon Of(
        TextingNumber? texting, PersonRow.Lock? locked, NumberFacts facts, DateTimeOffset? lastText, string zone, DateTimeOffset now)
    {
        string Day(DateTimeOffset? at) => at is { } day ? " " + DayWords.Of(day, zone, now) : "";

        if ((facts.Blocked & 1) != 0) return new(TextState.OptedOut, $"Opted out{Day(facts.OptedOutAt)}", facts.OptedOutAt);
        if (locked is not null) return new(TextState.Locked, $"Locked: {locked.Reason}", locked.At);
        if ((facts.Blocked & 4) != 0) return new(TextState.Locked, "Locked: somebody else with this number is locked.", null);
        if (texting is null) return new(TextState.NoNumber, PhoneProblem.Missing.Words, null);
        if (!texting.CanBeTexted) return new(TextState.Problem, texting.ProblemWords!, null);
        if ((facts.Blocked & 2) != 0) return new(TextState.Problem, "Somebody else answered here: wrong number.", null);
        if (facts.Problem is { } problem) return new(TextState.Problem, CarrierWords(problem, facts.ProblemAt, zone, now), facts.ProblemAt);
        return lastText is null
            ? new(TextState.Free, "Send a text", null)
            : new(TextState.Texted, $"Open texts, last{Day(lastText)}", lastText);
    }

    /// <summary>A carrier's lasting answer about a number, with the day it was given.</summary>
    public static string CarrierWords(string problem, DateTimeOffset? at, string zone, DateTimeOffset now)
    {
        var day = at is { } given ? DayWords.Of(given, zone, now) : null;
        return problem switch
        {
            "landline" => day is null ? "Landline. It cannot get texts." : $"Landline. It cannot get texts (checked {day}).",
            _ => day is null ? "Not in service." : $"Not in service. The carrier refused it on {day}.",
        };
    }
}
