using System.Globalization;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Gate;

/// <summary>The questions of the gate, each a pure function of the facts.</summary>
static class GateChecks
{
    // A second press is a slip within two minutes of a chat, but a repeated broadcast within a day.
    static readonly TimeSpan RepeatInChat = TimeSpan.FromMinutes(2), RepeatOtherwise = TimeSpan.FromHours(24);

    public static GateAnswer StillMeant(GateFacts facts) => facts.LeftWhy is { } why ? No("left", why) : GateAnswer.Yes;

    public static GateAnswer TestList(GateFacts facts) =>
        facts.OutsideTestList ? No("test_mode", "Not sent: test mode. Only the numbers on your test list get texts.") : GateAnswer.Yes;

    public static GateAnswer Number(GateFacts facts) => facts.NumberProblem switch
    {
        null => GateAnswer.Yes,
        "landline" => No("landline", $"Landline. It cannot get texts (checked {Day(facts.NumberProblemAt)})."),
        _ => No("not_in_service", $"Not in service. The carrier refused it on {Day(facts.NumberProblemAt)}."),
    };

    public static GateAnswer OptedOut(GateFacts facts) => facts.Blocked.HasFlag(Block.OptedOut) && !facts.IsConfirmation
        ? No("opted_out", OptedOutWords(facts.OptedOutAt, facts.OptedOutHow, facts.OptedOutWords))
        : GateAnswer.Yes;

    public static GateAnswer Locked(GateFacts facts) =>
        facts.Blocked.HasFlag(Block.Locked) ? No("locked", "Locked. Nobody can text this person until the lock is taken off.") : GateAnswer.Yes;

    public static GateAnswer WrongNumber(GateFacts facts) => facts.Blocked.HasFlag(Block.WrongNumber) && !facts.IsConfirmation
        ? No("wrong_number", "Somebody else answered at this number. It is frozen until someone decides.")
        : GateAnswer.Yes;

    public static GateAnswer Line(GateFacts facts) =>
        facts.LineProblem is { } problem ? No("line", problem)
        : facts.LineUnconfirmed is { } unconfirmed && !facts.IsReply && !facts.IsConfirmation ? No("line_not_confirmed", unconfirmed)
        : GateAnswer.Yes;

    public static GateAnswer Identical(GateFacts facts) =>
        !facts.RepeatOnPurpose && facts.SameTextAt is { } at && facts.Now - at < (facts.IsReply ? RepeatInChat : RepeatOtherwise)
            ? No("identical", $"The same text went to this person {Ago(facts.Now - at)}. Change it, or send it again on purpose.")
            : GateAnswer.Yes;

    /// <summary>Hours of the place, for texts that are no answer (P-01, P-04).</summary>
    public static GateAnswer Hours(GateFacts facts)
    {
        if (facts.Where is not { } place || facts.IsReply) return GateAnswer.Yes;
        var at = facts.SendAt ?? facts.Now;
        if (CallingHours.NextAfter(at, place.Zones) is not { } next) return GateAnswer.Yes;
        var words = CallingHours.Words(at, place);
        // Said now and not when it lapses, so that its author can still call.
        return next >= facts.ExpiresAt ? No("expired", $"Not sent: it would wait past the moment it is of use for. {words}") : new GateAnswer.HeldUntil(next, words);
    }

    public static GateAnswer Useful(GateFacts facts) =>
        (facts.SendAt ?? facts.Now) >= facts.ExpiresAt ? No("expired", "Not sent: the moment it was of use for has passed.") : GateAnswer.Yes;

    /// <summary>"Opted out Mar 4 by text: “STOP”."</summary>
    public static string OptedOutWords(DateTimeOffset? at, string? how, string? words) => how switch
    {
        "text" => $"Opted out {Day(at)} by text: “{words}”.",
        "phone" => $"Opted out {Day(at)}, told us by phone.",
        "email" => $"Opted out {Day(at)}, told us by e-mail.",
        "provider" => $"Opted out {Day(at)}, as the text provider told us.",
        _ => $"Opted out {Day(at)}.",
    };

    static GateAnswer.Refused No(string code, string words) => new GateAnswer.Refused(code, words);

    static string Day(DateTimeOffset? at) => at?.ToString("MMM d", CultureInfo.InvariantCulture) ?? "earlier";

    static string Ago(TimeSpan ago) =>
        ago.TotalMinutes < 1 ? "just now" : ago.TotalHours < 1 ? $"{(int)ago.TotalMinutes} min ago" : $"{(int)ago.TotalHours} h ago";
}
