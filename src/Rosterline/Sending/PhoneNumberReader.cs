using Rosterline.Platform;

namespace Rosterline.Sending;

/// <summary>Reads a number somebody wants to text; null when it cannot be one, or lies in a country our lines do not text.</summary>
static class PhoneNumberReader
{
    public static PhoneNumber? Read(string text)
    {
        var parsed = PhoneNumberParser.Parse(text);
        return PhoneRegions.Problem(parsed) is null ? parsed.Number : null;
    }
}
