using Rosterline.Platform.Phones.Plans;

namespace Rosterline.Platform.Phones;

/// <summary>Digits read by the numbering plans: which country, which number in it, and whether it exists (a kind other than unknown).</summary>
sealed record PhoneReading(PhonePlan Main, string National, string Region, PhoneKind Kind)
{
    public bool Exists => Kind != PhoneKind.Unknown;

    public string E164 => $"+{Main.CallingCode}{National}";
}
