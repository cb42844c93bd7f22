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

    public static readonly Refusal HowMissing = new("how_missing", "Say how they told you: by phone or by e-mail.");

    public static readonly Refusal WordsMissing = new("words_missing", "Write what they said.");

    public static readonly Refusal NoNumber = new("no_number", "No phone number on this record that could be opted out.");

    public static readonly Refusal BranchUnknown = new("branch_unknown", "This branch does not exist, or you may not see it.");

    public static readonly Refusal RowsChanged = new("changed_meanwhile", "Somebody changed this person at the same moment. Try again.");

    public static Refusal TooLong(string field, int most) =>
        new("too_long", string.Create(CultureInfo.InvariantCulture, $"{field}: write at most {most:N0} characters."));

    public static Refusal ExternalIdTaken(string id, string name) => new("external_id_taken", $"The ID {id} belongs to {name} already.");
}
