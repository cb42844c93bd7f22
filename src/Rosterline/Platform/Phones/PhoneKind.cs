namespace Rosterline.Platform.Phones;

/// <summary>What a number is for, as far as the numbering plan tells. In North America a landline and a mobile look alike.</summary>
public enum PhoneKind
{
    Unknown,
    LandlineOrMobile,
    Landline,
    Mobile,
    Voip,
    TollFree,
    Premium,
    SharedCost,
    Personal,
    Pager,
    Company,
    Voicemail,
    ShortCode,
}
