using Rosterline.Platform;

namespace Rosterline.Lines.Buying;

/// <summary>What is refused about getting numbers, in words.</summary>
static class BuyingRefusals
{
    public static readonly Refusal NoSeller = new("no_seller", "None of your text providers sells numbers from here. Get one on the provider's own page, then bring it in.");

    public static readonly Refusal WhichSeller = new("which_provider", "Choose the text provider to get the number from.");

    public static readonly Refusal AreaCodeWrong = new("area_code_wrong", "An area code has three digits, like 901.");

    public static readonly Refusal OutOfReach = new("line_out_of_reach", "This text provider belongs to an account whose numbers you do not manage.");

    public static Refusal Gone(PhoneNumber number) => new("number_gone", $"{number.Display} was taken by somebody else meanwhile. Generate numbers again.");

    public static Refusal NoneLeft(int? areaCode) => new("none_for_sale", areaCode is null ? "The text provider has no number left." : $"No number of {areaCode} is left. Try an area code nearby.");

    public static Refusal Unclear(string words) => new("purchase_unclear", $"{words} The number may have been bought: look at Bring in numbers before you try again.");

    public static Refusal NotGiven(PhoneNumber number, Refusal why) => new(why.Code, $"{number.Display} is yours now, but was not given to the user: {why.Message}");
}
