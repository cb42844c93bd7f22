using Rosterline.Providers;

namespace Rosterline.Consent.LookUp;

/// <summary>What a provider said about a person's number, and when.</summary>
/// <param name="Words">The same as a sentence.</param>
public sealed record NumberKnowledge(string Number, ReachKind Kind, bool? GetsTexts, string? Carrier, DateTimeOffset At, string Words)
{
    internal static string WordsOf(ReachKind kind, bool? getsTexts, string? carrier)
    {
        var words = kind switch
        {
            ReachKind.Mobile => "Mobile",
            ReachKind.Landline => getsTexts == true ? "Landline that gets texts" : "Landline. It cannot get texts",
            ReachKind.Voip => "Internet number",
            ReachKind.TollFree => "Toll-free",
            ReachKind.NotInUse => "Not in service",
            _ => "Kind not known",
        };
        return carrier is { Length: > 0 } ? $"{words}, {carrier}." : $"{words}.";
    }

    /// <summary>What it means for good; null: nothing that would keep a text back.</summary>
    internal static string? ProblemOf(NumberAnswer.Known known) => known switch
    {
        { GetsTexts: true } => null,
        { Kind: ReachKind.Landline } => "landline",
        { Kind: ReachKind.NotInUse } => "dead",
        _ => null,
    };
}
