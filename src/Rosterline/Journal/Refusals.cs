using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.Journal;

/// <summary>What the journal refuses, in words.</summary>
static class Refusals
{
    public static readonly Refusal ActionMissing = new("action_missing", "Choose what happened.");

    public static readonly Refusal Position = new("cursor_unknown", "This place in the list is not known. Start again at its beginning.");

    public static readonly Refusal NoActions = new("actions_missing", "Keep at least one action on the list.");

    public static Refusal ActionUnknown(string action) => new("action_unknown", $"“{action}” is not on the list of actions. An administrator may add it.");

    public static Refusal ActionTwice(string action) => new("action_twice", $"“{action}” stands on the list twice.");

    public static Refusal TooManyActions(int most) => new("too_many_actions", string.Create(CultureInfo.InvariantCulture, $"The list takes {most} actions at most."));

    public static Refusal TooLong(string field, int most) =>
        new("too_long", string.Create(CultureInfo.InvariantCulture, $"{field}: write at most {most:N0} characters."));
}
