using System.Collections.Frozen;

namespace Rosterline.Providers.Twilio;

/// <summary>Twilio's status words and error codes in ours.</summary>
static class TwilioCodes
{
    static readonly FrozenDictionary<int, DeliveryProblem> Problems = new (DeliveryProblem Problem, int[] Codes)[]
    {
        (DeliveryProblem.OptedOut, [21610]),
        (DeliveryProblem.NumberDoesNotExist, [21211, 21217, 21401, 21421, 30005, 30014, 63003, 63024]),
        (DeliveryProblem.Landline, [21614, 21635, 30006]),
        // 21612 is about this pair of numbers, not about the person's number for ever.
        (DeliveryProblem.Unreachable, [21214, 21612, 30003, 63036]),
        (DeliveryProblem.Filtered, [30004, 30007, 63013, 63014, 63026, 63032, 63033]),
        (DeliveryProblem.Content, [12300, 12301, 21602, 21605, 21617, 21618, 21619, 21620, 21623, 21652, 21654, 21655, 21656, 30011, 30019, 63005, 63006, 63019, 63021, 63034]),
        (DeliveryProblem.NotRegistered, [21717, 21720, 30018, 30024, 30032, 30033, 30034, 30035, 30125]),
        (DeliveryProblem.Configuration, [
            11200, 20003, 20005, 20403, 20404, 21210, 21212, 21408, 21407, 21470, 21471, 21472, 21601, 21603, 21604, 21606, 21607, 21608, 21609,
            21613, 21616, 21621, 21622, 21653, 21659, 21660, 21661, 21701, 21702, 21703, 21704, 21705, 21709, 21712, 21713, 21715, 30002, 30010,
            30015, 30016, 30028, 63001, 63002, 63007, 63008, 63020]),
        (DeliveryProblem.Throttled, [14107, 20429, 21611, 30001, 30017, 30022, 30023, 30027, 63017, 63018, 63038]),
        (DeliveryProblem.Expired, [30036]),
    }.SelectMany(p => p.Codes.Select(code => (code, p.Problem))).ToFrozenDictionary(p => p.code, p => p.Problem);

    // Said at once, these mean: nothing was taken over, later it may be.
    static readonly FrozenSet<int> SayLater = FrozenSet.Create(14107, 20429, 21611, 30001, 30022, 63017, 63018);

    public static DeliveryProblem ProblemOf(string? code) =>
        int.TryParse(code, out var number) ? Problems.GetValueOrDefault(number, DeliveryProblem.Other) : DeliveryProblem.Other;

    public static bool MeansLater(string? code) => int.TryParse(code, out var number) && SayLater.Contains(number);

    /// <summary>Null for a word Twilio does not use for texts we send. Handed over counts as sent, whatever queue it stands in over there.</summary>
    public static DeliveryStatus? StatusOf(string? word) => word switch
    {
        "accepted" or "scheduled" or "queued" or "sending" or "sent" => DeliveryStatus.Sent,
        "delivered" or "read" or "partially_delivered" => DeliveryStatus.Delivered,
        "undelivered" => DeliveryStatus.Undelivered,
        "failed" or "canceled" => DeliveryStatus.Failed,
        _ => null,
    };

    public static bool IsBad(DeliveryStatus status) => status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;

    /// <summary>Whether Twilio's standard opt-out handling replies to this text by itself. Its list is English; other wishes stay ours to confirm.</summary>
    public static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is
        "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "REVOKE" or "OPTOUT" or
        "START" or "UNSTOP" or "YES" or "HELP" or "INFO";
}
