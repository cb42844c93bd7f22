namespace Rosterline.Platform.Phones;

/// <summary>
/// What a typed phone field says. <paramref name="Number"/> is null when no such number can exist; it stands beside a problem when the
/// number exists but cannot get texts (extension, toll-free …). <paramref name="Region"/> is a two-letter code, "001" for satellites and
/// the like, null when nothing tells it. Whether the region is one we text is asked with <see cref="PhoneRegions.Problem"/>.
/// </summary>
public readonly record struct ParsedPhone(PhoneNumber? Number, string? Extension, PhoneProblem? Problem, string? Region, PhoneKind Kind)
{
    public bool CanBeTexted => Number is not null && Problem is null;
}
