using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.Sending;

/// <summary>Why a text is not even put to the gate.</summary>
static class Refusals
{
    public static readonly Refusal MayNotText = new("may_not_text", "Your role may not send texts. An administrator can change that.");
    public static readonly Refusal Empty = new("empty", "There is nothing to send yet.");
    public static readonly Refusal NoLine = new("no_line", "You have no line to text from. An administrator assigns one in Admin › Users and lines.");
    public static readonly Refusal NoUsualLine = new("no_line", "You have several lines, and none is your default or your branch's. Choose your default in My settings.");
    public static readonly Refusal NoSuchMedia = new("no_such_media", "One of the attachments is not there any more. Attach it again.");
    public static readonly Refusal NoNumber = new("no_number", "No phone number on this record.");
    public static readonly Refusal NoTarget = new("no_recipient", "Say who gets the text: a number or a person.");
    public static readonly Refusal NoSuchPerson = new("no_such_person", "This person does not exist, or you may not see them.");

    public static Refusal TooLong(int length, int most) => new("too_long", string.Create(CultureInfo.GetCultureInfo("en-US"),
        $"This text has {length:N0} characters. {most:N0} is the most a text can carry."));

    public static Refusal TooManyMedia(int most) => new("too_many_attachments", $"At most {most} attachments go with one text.");

    public static readonly Refusal Past = new("past", "This time has already passed.");
    public static readonly Refusal Nobody = new("nobody", "Nobody is in this selection any more.");
    public static readonly Refusal NoLineFor = new("no_line", "You have no line to text from. Choose one under From, or ask an administrator.");
    public static readonly Refusal NobodyCanBeTexted = new("nobody_textable", "Nobody in this selection can be texted. The reasons stand beside each of them.");
    public static readonly Refusal NotRunning = new("not_running", "This broadcast is already over.");
    public static readonly Refusal EverybodyAnswered = new("everybody_answered", "Everybody who was texted has answered.");
    public static readonly Refusal NobodyFailed = new("nobody_failed", "Every text of this broadcast arrived or is on its way.");

    public static Refusal FieldMissing(string field) => new("field_missing", $"{{{field}}} is not known for this person and has no fallback.");

    public static Refusal TooManySegments(int segments, int most) => new("too_long", $"With the fields filled in this text takes {segments} segments. {most} is the most a text can carry.");

    /// <param name="place">"Florida"; empty: the organisation's own clock.</param>
    public static Refusal PastFor(string place, DateTimeOffset at, string zone) =>
        new("past", $"{Hours.LocalClock.DayAndTime(at, zone)} has already passed{(place.Length == 0 ? "" : $" in {place}")}.");
}
