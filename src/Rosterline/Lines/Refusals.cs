using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>What this module refuses, in words.</summary>
static class Refusals
{
    public static readonly Refusal DemoHoldsSimulatedOnly = new("demo_simulated_only",
        "The demo holds simulated lines only. Start your own agency to connect a text provider.");

    public static readonly Refusal ProviderUnknown = new("provider_unknown", "Choose a text provider.");

    public static readonly Refusal ConnectionUnknown = new("connection_unknown", "This connection does not exist any more. Choose another one.");

    public static readonly Refusal NameMissing = new("name_missing", "Write a name of at most 100 characters.");

    public static readonly Refusal AccountUnknown = new("account_unknown", "This branch does not exist, or you may not see it.");

    public static readonly Refusal UserUnknown = new("user_unknown", "One of these people does not belong to your organisation.");

    public static readonly Refusal DefaultWithoutLine = new("default_without_line", "A line can be the default only for people who are on it.");

    public static readonly Refusal PerSecondWrong = new("per_second_wrong", "Texts per second: between 0.01 and 1,000.");

    public static readonly Refusal ReserveWrong = new("reserve_wrong", "What broadcasts leave to replies: between 0 and 90 percent.");

    public static readonly Refusal ClassWrong = new("carrier_class_wrong", "Carriers have no such class for this kind of line.");

    public static readonly Refusal NoteTooLong = new("note_too_long", "A note has at most 200 characters.");

    public static readonly Refusal AllowanceWrong = new("allowance_wrong", "Texts a month: a number up to 10,000,000, or 0 for as many as the provider takes.");

    public static Refusal SeatsTaken(string line, int seats) => new("seats_taken",
        $"“{line}” has {seats} {(seats == 1 ? "seat" : "seats")}. Take somebody off it first, or raise the limit in Admin › Texting.");

    public static readonly Refusal NumberWrong = new("number_wrong", "Write the line's number with its country, like +1 901 555 0142.");

    public static readonly Refusal NoFreeNumber = new("no_free_number", "All simulated numbers of the known area codes are used.");

    public static Refusal NumberIsLine(PhoneNumber number, string name) =>
        new("number_is_line", $"{number.Display} is already a line: “{name}”.");

    public static Refusal NumberNotTextable(PhoneNumber number) =>
        new("number_not_textable", $"{number.Display} cannot send texts at this provider.");

    public static Refusal NumberGone(string label) =>
        new("number_gone", $"One of these numbers is no longer in the account at {label}. Read the list again.");

    public static Refusal NoAnswer(string words) => new("provider_unavailable", words);
}
