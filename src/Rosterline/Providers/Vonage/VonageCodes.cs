using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Vonage;

/// <summary>The status words and codes of Vonage's two ways to text, in ours.</summary>
static class VonageCodes
{
    /// <summary>"status" in the answer to a text handed over. 7, "barred": the number stands on Vonage's list of those not to be texted.</summary>
    public static readonly CodeTable AtOnce = new(
        (DeliveryProblem.OptedOut, [7]),
        (DeliveryProblem.NumberDoesNotExist, [33]),
        (DeliveryProblem.Content, [6, 12]),
        (DeliveryProblem.Throttled, [1, 9, 10]),
        (DeliveryProblem.Configuration, [2, 4, 8, 11, 14, 15, 22, 23, 29, 32]));

    /// <summary>"err-code" in a delivery receipt.</summary>
    public static readonly CodeTable Later = new(
        (DeliveryProblem.OptedOut, [9]),
        (DeliveryProblem.Unreachable, [2, 3, 5, 7, 8, 11, 12, 15]),
        (DeliveryProblem.Filtered, [4, 6, 13, 14, 52]),
        (DeliveryProblem.Content, [10]),
        (DeliveryProblem.Throttled, [16]),
        (DeliveryProblem.NotRegistered, [50, 51, 53, 54]));

    /// <summary>Codes of the Messages API, at once and in its news; 1050 and 1240 say what 7 and 9 say above.</summary>
    public static readonly CodeTable Messages = new(
        (DeliveryProblem.OptedOut, [1050, 1240]),
        (DeliveryProblem.NumberDoesNotExist, [1170]),
        (DeliveryProblem.Unreachable, [1180, 1190, 1200, 1220, 1230, 1250, 1260, 1300]),
        (DeliveryProblem.Filtered, [1210, 1270, 1280, 1290]),
        (DeliveryProblem.Content, [1020, 1040, 1100]),
        (DeliveryProblem.Configuration, [1010, 1060, 1080, 1110, 1120, 1150]),
        (DeliveryProblem.Throttled, [1000, 1070, 1241]),
        (DeliveryProblem.Expired, [1360]));

    /// <summary>Said at once: nothing was taken over, soon it may be.</summary>
    public static bool MeansLater(string? status) => status is "1" or "5";

    /// <summary>Words of both ways; null for one that is about no text we sent.</summary>
    public static DeliveryStatus? StatusOf(string? word) => word switch
    {
        "accepted" or "buffered" or "submitted" => DeliveryStatus.Sent,
        "delivered" or "read" => DeliveryStatus.Delivered,
        "expired" or "failed" or "unknown" or "undeliverable" => DeliveryStatus.Undelivered,
        "rejected" => DeliveryStatus.Failed,
        _ => null,
    };

    public static bool IsBad(DeliveryStatus status) => status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
}
