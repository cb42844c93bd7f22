using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>A telephone number as an administrator types it.</summary>
static class TypedNumber
{
    /// <param name="texted">Whether it must be able to get texts; else one that can be called is enough.</param>
    public static Result<PhoneNumber> Read(string text, bool texted)
    {
        var parsed = PhoneNumberParser.Parse(text);
        return parsed.Number is { } number && (parsed.Problem is null || !texted) ? number : Refusals.NumberUnusable(text, parsed.Problem ?? PhoneProblem.NotANumber);
    }
}
