using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>What this module refuses, in words.</summary>
static class Refusals
{
    public static readonly Refusal UndoSeconds = new("undo_seconds", "A broadcast can be undone for 0 to 600 seconds.");
    public static readonly Refusal NameMissing = new("name_missing", "Write the name people will see in texts, at most 80 characters.");

    public static readonly Refusal ReplyMinutes = new("reply_minutes", "Choose between 1 minute and 24 hours.");

    public static readonly Refusal ReasonMissing = new("reason_missing", "Write why, in at most 200 characters: everybody will read it.");

    public static readonly Refusal TestNumbersFull = new("test_numbers_full", "The test list holds 5 numbers.");

    public static readonly Refusal NotDemo = new("not_demo", "Only the demo can be removed this way.");

    public static readonly Refusal NowhereElse = new("nowhere_else", "Start your own agency first; you would have nowhere to sign in to.");

    public static Refusal TimeZoneUnknown(string zone) => new("time_zone_unknown", $"“{zone}” is not a time zone. Write it like America/Chicago.");

    public static Refusal NumberUnusable(string text, PhoneProblem problem) => new("number_" + problem.Code, $"{text.Trim()}: {problem.Words}");

    public static readonly Refusal PauseAllInstead = new("pause_all", "The whole organisation is paused at Admin › Sending.");

    public static readonly Refusal LinkDays = new("link_days", "Choose 1 to 30 days.");

    public static readonly Refusal SupportTooLong = new("support_too_long", "A name has up to 80 characters, a note up to 300.");

    public static readonly Refusal SupportEmail = new("support_email", "An e-mail address looks like help@example.com.");

    public static readonly Refusal SupportPhone = new("support_phone", "Write the number to call as people dial it, in up to 40 characters.");
}
