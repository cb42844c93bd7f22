using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.Providers.Zipwhip;

/// <summary>Zipwhip's status codes and ways to write a number, in ours.</summary>
static class ZipwhipCodes
{
    const string Address = "ptn:/";

    /// <summary>Of a text that went its way; null for a code that says nothing. What waits in any queue over there counts as sent.</summary>
    public static DeliveryStatus? StatusOf(int code) => code switch
    {
        0 or 1 or 2 or 3 => DeliveryStatus.Sent,
        4 or 6 => DeliveryStatus.Delivered,
        5 or 7 => DeliveryStatus.Undelivered,
        < 0 => DeliveryStatus.Failed,
        _ => null,
    };

    public static DeliveryProblem ProblemOf(int? code) => code switch
    {
        -1234 => DeliveryProblem.OptedOut,
        -801 => DeliveryProblem.Filtered,
        -703 or -394 => DeliveryProblem.Content,
        -124 => DeliveryProblem.Unreachable,
        _ => DeliveryProblem.Other,
    };

    /// <summary>Said at once, it means: not taken, and a later try may go.</summary>
    public static bool MeansLater(int? code) => code is -1 or -855;

    public static string Words(int code) => code.ToString(CultureInfo.InvariantCulture);

    /// <summary>"ptn:/4257772222", ten digits, E.164 and what people write; ten digits are North American.</summary>
    public static PhoneNumber? NumberOf(string? text)
    {
        if (text is null) return null;
        var bare = text.StartsWith(Address, StringComparison.OrdinalIgnoreCase) ? text[Address.Length..] : text;
        if (bare.Any(c => !char.IsAsciiDigit(c) && !" ()-.+".Contains(c, StringComparison.Ordinal))) return null;
        var digits = string.Concat(bare.Where(char.IsAsciiDigit));
        return PhoneNumber.FromWire(digits.Length == 10 && !bare.TrimStart().StartsWith('+') ? "1" + digits : digits);
    }

    /// <summary>What stands in place of a number where the sender has none.</summary>
    public static string Bare(string address) => address.StartsWith(Address, StringComparison.OrdinalIgnoreCase) ? address[Address.Length..] : address;
}
