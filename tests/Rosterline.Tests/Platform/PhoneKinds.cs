using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

/// <summary>The names Google's library has for the kinds of numbers.</summary>
static class PhoneKinds
{
    public static PhoneKind Of(string? name) => name switch
    {
        "FIXED_LINE" => PhoneKind.Landline,
        "MOBILE" => PhoneKind.Mobile,
        "FIXED_LINE_OR_MOBILE" => PhoneKind.LandlineOrMobile,
        "TOLL_FREE" => PhoneKind.TollFree,
        "PREMIUM_RATE" => PhoneKind.Premium,
        "SHARED_COST" => PhoneKind.SharedCost,
        "VOIP" => PhoneKind.Voip,
        "PERSONAL_NUMBER" => PhoneKind.Personal,
        "PAGER" => PhoneKind.Pager,
        "UAN" => PhoneKind.Company,
        "VOICEMAIL" => PhoneKind.Voicemail,
        _ => PhoneKind.Unknown,
    };
}
