using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>What this module refuses, in words.</summary>
static class Refusals
{
    public static readonly Refusal NotFound = new("not_found", "This page does not exist, or you may not see it.");

    public static readonly Refusal Position = new("cursor_unknown", "This place in the list is not known. Start again at its beginning.");

    public static readonly Refusal NobodyNamed = new("name_missing", "Write a name or a phone number.");

    public static readonly Refusal KindMissing = new("kind_missing", "Say whether this is a candidate, an employee or a contact.");

    public static readonly Refusal KindTwice = new("number_kind_twice", "Each kind of number can stand on a record once.");

    public static readonly Refusal ReasonMissing = new("reason_missing", "Write why. Everyone who wants to text this person reads it.");

    public static readonly Refusal DeleteReasonMissing = new("reason_missing", "Write why. It stays in the audit log.");

    public static readonly Refusal HowMissing = new("how_missing", "Say how they told you: by phone or by e-mail.");

    public static readonly Refusal WordsMissing = new("words_missing", "Write what they said.");

    public static readonly Refusal NoNumber = new("no_number", "No phone number on this record that could be opted out.");

    public static readonly Refusal BranchUnknown = new("branch_unknown", "This branch does not exist, or you may not see it.");

    public static readonly Refusal RowsChanged = new("changed_meanwhile", "Somebody changed this person at the same moment. Try again.");

    public static Refusal TooLong(string field, int most) =>
        new("too_long", string.Create(CultureInfo.InvariantCulture, $"{field}: write at most {most:N0} characters."));

    public static Refusal ExternalIdTaken(string id, string name) => new("external_id_taken", $"The ID {id} belongs to {name} already.");

    public static readonly Refusal AudienceUnclear = new("audience_unclear", "Say whom: people, a hotlist or a search, one of them.");

    public static readonly Refusal NobodyChosen = new("nobody_chosen", "Nobody is chosen, or everybody who was is gone.");

    public static readonly Refusal HotlistGone = new("not_found", "This hotlist does not exist, or it is somebody else's.");

    public static readonly Refusal SsnDigits = new("ssn_digits", "Write the last four digits of the Social Security number.");

    public static readonly Refusal MayNotSeeSsn = new("not_permitted", "You may not see or write Social Security numbers.");

    public static readonly Refusal RepUnknown = new("rep_unknown", "This colleague does not belong to the organisation.");

    /// <param name="count">Null: more than <paramref name="most"/>, not counted any further.</param>
    public static Refusal TooManyPeople(int? count, int most) => new("too_many_people", count is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known:N0} people are too many at once. Take {most:N0} at most, in several goes.")
        : string.Create(CultureInfo.InvariantCulture, $"These are more than {most:N0} people. Take {most:N0} at most, in several goes."));
}
