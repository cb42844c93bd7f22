using System.Globalization;
using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>Why a number cannot get texts: a stable code for programs, and the words beside the red "!".</summary>
public sealed record PhoneProblem(string Code, string Words)
{
    public const string MissingCode = "missing";
    public const string LengthCode = "length";
    public const string AreaCodeCode = "area_code";
    public const string ExchangeCode = "exchange";
    public const string ExtensionCode = "extension";
    public const string ForeignCode = "foreign";
    public const string NotANumberCode = "not_a_number";
    public const string SeveralNumbersCode = "several_numbers";
    public const string CountryCodeCode = "country_code";
    public const string NotInUseCode = "not_in_use";
    public const string TollFreeCode = "toll_free";
    public const string PremiumCode = "premium";
    public const string PagerCode = "pager";
    public const string ServiceCode = "service";

    public static PhoneProblem Missing { get; } = new(MissingCode, "No phone number on this record.");

    public static PhoneProblem NotANumber { get; } = new(NotANumberCode, "This cannot be read as a phone number.");

    public static PhoneProblem SeveralNumbers { get; } = new(SeveralNumbersCode, "Two numbers in one field. Keep the one to text here.");

    public static PhoneProblem CountryCode { get; } = new(CountryCodeCode, "No country has numbers that begin like this.");

    public static PhoneProblem AreaCode(ReadOnlySpan<char> area) => new(AreaCodeCode, $"No such area code: {area}.");

    public static PhoneProblem Exchange(ReadOnlySpan<char> exchange) =>
        new(ExchangeCode, $"No such number: the middle part cannot start with {exchange[0]} ({exchange}).");

    public static PhoneProblem Extension(string digits) =>
        new(ExtensionCode, $"Has an extension{(digits.Length > 0 ? $" (x{digits})" : "")}. Desk phones behind an extension cannot get texts.");

    public static PhoneProblem Foreign(string country, string textable) =>
        new(ForeignCode, $"This is a number in {country}. Your lines text {textable}.");

    public static PhoneProblem NotInUse(string region) => new(NotInUseCode, $"No such number in {PhoneRegions.CountryName(region)}.");

    /// <summary>"9 digits. A US number has 10."</summary>
    internal static PhoneProblem Length(int digits, bool afterOne, PhonePlan plan)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{digits} {(digits == 1 ? "digit" : "digits")}{(afterOne ? " after the 1" : "")}");
        var owner = plan.Region switch
        {
            "US" => "A US number",
            "CA" => "A Canadian number",
            _ => $"A number in {PhoneRegions.CountryName(plan.Region)}",
        };
        return new(LengthCode, $"{count}. {owner} has {Listed(plan.Lengths)}.");
    }

    static string Listed(IReadOnlyList<int> lengths) => lengths.Count > 2 && lengths[^1] - lengths[0] == lengths.Count - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{lengths[0]} to {lengths[^1]}")
        : string.Join(" or ", lengths);

    /// <summary>Numbers that exist but reach no phone which gets texts; null for the others.</summary>
    internal static PhoneProblem? Of(PhoneKind kind) => kind switch
    {
        PhoneKind.TollFree => new(TollFreeCode, "Toll-free number. It belongs to a company, not to a person who can get texts."),
        PhoneKind.Premium or PhoneKind.SharedCost => new(PremiumCode, "Number with an extra charge. It cannot get texts."),
        PhoneKind.Pager => new(PagerCode, "Pager. It cannot get texts."),
        PhoneKind.Personal or PhoneKind.Company or PhoneKind.Voicemail => new(ServiceCode, "Forwarding or service number. It cannot get texts."),
        _ => null,
    };
}
