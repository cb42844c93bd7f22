using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Telnyx;

/// <summary>Telnyx's status words and error codes in ours.</summary>
static class TelnyxCodes
{
    public static readonly CodeTable Problems = new(
        (DeliveryProblem.OptedOut, [40300]),
        (DeliveryProblem.NumberDoesNotExist, [10002, 10016, 40012, 40310]),
        (DeliveryProblem.Landline, [40001]),
        // 40301 and 40319 are about the kind of message, not about the person's number for ever.
        (DeliveryProblem.Unreachable, [40006, 40008, 40301, 40319]),
        (DeliveryProblem.Filtered, [40002, 40003, 40004, 40009, 40015, 40017, 40322]),
        (DeliveryProblem.Content, [40302, 40304, 40316, 40317, 40328]),
        (DeliveryProblem.NotRegistered, [40010, 40150, 40329]),
        (DeliveryProblem.Configuration, [
            10001, 10003, 10004, 10005, 10006, 10009, 10010, 10012, 10015, 20002, 20006, 20012, 20013, 20014, 20015, 20016, 20017, 20100,
            40013, 40100, 40151, 40305, 40306, 40308, 40309, 40311, 40312, 40313, 40314, 40315, 40321]),
        (DeliveryProblem.Throttled, [10007, 10011, 40011, 40016, 40018, 40318, 40320]),
        (DeliveryProblem.Expired, [40005, 40014]));

    /// <summary>Said at once, these mean: nothing was taken over, soon it may be. 40016 lasts for the day.</summary>
    public static bool MeansLater(string? code) => code is "10007" or "10011" or "40006" or "40011" or "40018" or "40318" or "40320";

    /// <summary>Null for a word Telnyx does not use for texts we send. A receipt that never comes says nothing: it stays sent.</summary>
    public static DeliveryStatus? StatusOf(string? word) => word switch
    {
        "queued" or "sending" or "sent" or "delivery_unconfirmed" => DeliveryStatus.Sent,
        "delivered" => DeliveryStatus.Delivered,
        "delivery_failed" or "expired" => DeliveryStatus.Undelivered,
        "sending_failed" => DeliveryStatus.Failed,
        _ => null,
    };

    /// <summary>Whether Telnyx's opt-out handling replies to this text by itself.</summary>
    public static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is
        "STOP" or "STOPALL" or "STOP ALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "START" or "UNSTOP" or "HELP" or "INFO";
}
