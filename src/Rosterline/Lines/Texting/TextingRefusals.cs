using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>What is refused about users' numbers, in words.</summary>
static class TextingRefusals
{
    public static readonly Refusal NoProvider = new("no_provider", "Connect a text provider first, in Admin › Text providers.");

    public static readonly Refusal SeatsWrong = new("seats_wrong", "Seats of a number: between 1 and 100.");

    public static Refusal WhichProvider(PhoneNumber number) => new("which_provider", $"Choose the text provider {number.Display} belongs to.");

    public static Refusal NotInAccount(PhoneNumber number, string connection) => new("not_in_account", $"{number.Display} is not a number of “{connection}”. Check it, or bring it into that account first.");

    public static Refusal OutOfReach(PhoneNumber number) => new("line_out_of_reach", $"{number.Display} belongs to an account whose numbers you do not manage.");

    public static Refusal Shared(PhoneNumber number, IReadOnlyList<string> names) => new("number_shared",
        $"{number.Display} is already the number of {string.Join(" and ", names)}. Sharing it means all of them see and answer its conversations.");
}
