namespace Rosterline.Providers.Wire;

/// <summary>Providers' words for kinds of numbers: "fixed line", "landline", "FIXED" and "Wireline" are one.</summary>
static class ReachWords
{
    public static ReachKind KindOf(string? word) => string.Concat((word ?? "").Where(char.IsAsciiLetter)).ToUpperInvariant() switch
    {
        "MOBILE" or "WIRELESS" or "CELLULAR" or "PREPAIDWIRELESS" => ReachKind.Mobile,
        "FIXEDLINE" or "FIXED" or "LANDLINE" or "WIRELINE" or "LANDLINEPREMIUM" => ReachKind.Landline,
        "VOIP" or "FIXEDVOIP" or "NONFIXEDVOIP" or "VOIPFIXED" or "VOWIFI" or "VIRTUAL" => ReachKind.Voip,
        "TOLLFREE" or "LANDLINETOLLFREE" => ReachKind.TollFree,
        _ => ReachKind.Unknown,
    };

    /// <summary>The answer to a question about one number; what to say when there is none stands in words.</summary>
    public static NumberAnswer.NoAnswer None(ProviderAnswer answer, string provider) => new(answer switch
    {
        ProviderAnswer.Answered { Status: 401 or 403 } => $"{provider} does not let this account look numbers up.",
        ProviderAnswer.Answered { Status: 404 or 422 } => $"{provider} knows nothing about this number.",
        _ => answer.WhyNothing() ?? $"{provider} answered, but not about this number.",
    });
}
