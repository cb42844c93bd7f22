using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.Jobs;

/// <summary>What this module refuses, in words.</summary>
static class Refusals
{
    public static readonly Refusal TitleMissing = new("title_missing", "Write what the job is.");
    public static readonly Refusal BranchUnknown = new("branch_unknown", "This branch does not exist, or you may not see it.");
    public static readonly Refusal Position = new("cursor_unknown", "This place in the list is not known. Start again at its beginning.");
    public static readonly Refusal StageUnknown = new("stage_unknown", "Stages are applied, screening, interview, offered, hired and declined.");
    public static readonly Refusal NobodyNamed = new("nobody_named", "Say who: at least one person.");
    public static readonly Refusal PersonUnknown = new("no_such_person", "One of these people does not exist, or you may not see them. Nobody was added.");
    public static readonly Refusal StartMissing = new("start_missing", "Write the day and the time when the work starts.");
    public static readonly Refusal OpeningsWrong = new("openings_wrong", "Openings: a number from 1 to 10,000.");

    public static Refusal TooLong(string field, int most) => new("too_long", string.Create(CultureInfo.InvariantCulture, $"{field}: write at most {most:N0} characters."));

    public static Refusal ZoneUnknown(string zone) => new("time_zone_unknown", $"“{zone}” is no time zone. Write it like America/Chicago.");

    public static Refusal TooMany(int most) => new("too_many", string.Create(CultureInfo.InvariantCulture, $"At most {most:N0} people at once."));
}
