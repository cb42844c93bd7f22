using System.Globalization;
using Rosterline.Providers;

namespace Rosterline.Lines.Verification;

/// <summary>How a line stands with those who carry its texts, and what that keeps it from (GH-01, P-14).</summary>
/// <param name="Note">The provider's words, or the administrator's.</param>
/// <param name="ConfirmBy">A line that was there before the rule sends unconfirmed until then.</param>
public readonly record struct Standing(LineKind Kind, NumberVerification Verification, string? Note, DateTimeOffset? ConfirmBy)
{
    /// <summary>Whether it may answer, and text the test list, and nothing else.</summary>
    public bool OnlyAnswers(DateTimeOffset now) => Verification is NumberVerification.NotConfirmed or NumberVerification.UnderReview && !(ConfirmBy > now);

    /// <summary>Its state as a sentence.</summary>
    public string Words(DateTimeOffset now) => Verification switch
    {
        NumberVerification.NotNeeded => "Nothing to confirm.",
        NumberVerification.Verified => $"{Done}.",
        NumberVerification.Refused => Blocks!,
        _ when ConfirmBy > now => $"{Open} It sends as before until {ConfirmBy.Value.ToString("MMM d", CultureInfo.InvariantCulture)}.",
        _ => Blocks!,
    };

    /// <summary>What it keeps the line from, and why; null: nothing.</summary>
    public string? Blocks => Verification switch
    {
        NumberVerification.Refused => $"{What} was refused{(Note is { Length: > 0 } why ? $": {why}" : "")}. The carriers take nothing from this line; clear it up with the text provider.",
        NumberVerification.NotConfirmed or NumberVerification.UnderReview => $"{Open} Until then this line only answers, and texts the test list.",
        _ => null,
    };

    string What => Kind switch
    {
        LineKind.TollFree => "The toll-free verification",
        LineKind.ShortCode => "The short code's lease",
        LineKind.Landline => "Text-enabling this landline",
        _ => "The campaign registration",
    };

    string Done => Kind switch
    {
        LineKind.TollFree => "Toll-free, verified",
        LineKind.ShortCode => "Short code, open at the carriers",
        LineKind.Landline => "Text-enabled landline, confirmed",
        _ => "Registered with a campaign",
    };

    string Open => Verification == NumberVerification.UnderReview ? $"{What} is under review."
        : Kind == LineKind.LongCode ? "Not confirmed: give the campaign this number is registered with." : $"Not confirmed: {char.ToLowerInvariant(What[0])}{What[1..]} must be shown.";

    /// <summary>Gives a new line its first state: as the provider says, else to be confirmed where carriers ask for it.</summary>
    internal static void Begin(Line line, ProviderConnection connection, NumberStanding? said, DateTimeOffset now)
    {
        if (said is not null) Take(line, said, now);
        else line.Verification = connection.Provider == ProviderConnection.Simulated || !IsAsked(line) ? NumberVerification.NotNeeded : NumberVerification.NotConfirmed;
    }

    /// <summary>Takes over what the provider says.</summary>
    internal static void Take(Line line, NumberStanding said, DateTimeOffset now)
    {
        (line.Verification, line.VerificationWords, line.VerificationBy, line.VerificationAt) = (said.Verification, said.Words, "provider", now);
        (line.Campaign, line.CarrierClass) = (said.Campaign ?? line.Campaign, said.CarrierClass ?? line.CarrierClass);
        if (said.Verification is NumberVerification.Verified or NumberVerification.Refused) line.ConfirmBy = null;
    }

    // North American carriers ask; short codes are theirs too.
    static bool IsAsked(Line line) => line.Kind == LineKind.ShortCode || line.Number is >= 12_000_000_000 and <= 19_999_999_999;
}
