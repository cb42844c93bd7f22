namespace Rosterline.Platform.Phones;

/// <summary>Reads "tel:" addresses as they come from web pages and contact cards.</summary>
static class PhoneUri
{
    const string Scheme = "tel:";
    const string Context = "phone-context=";
    const string Extension = "ext=";

    /// <summary>The number with its country code and extension, as one would type it; any other text as it is.</summary>
    public static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return text;
        ReadOnlySpan<char> country = "", number = "", extension = "";
        foreach (var range in trimmed[Scheme.Length..].Split(';'))
        {
            var part = trimmed[Scheme.Length..][range].Trim();
            if (number.IsEmpty) number = part;
            else if (part.StartsWith(Context + "+")) country = part[Context.Length..];
            else if (part.StartsWith(Extension)) extension = part[Extension.Length..];
        }
        var typed = number.StartsWith('+') ? string.Concat("", number) : string.Concat(country, number);
        return extension.IsEmpty ? typed : $"{typed} ext {extension}";
    }
}
