using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Plivo;

/// <summary>Plivo's status words and error codes in ours.</summary>
static class PlivoCodes
{
    public static readonly CodeTable Problems = new(
        (DeliveryProblem.OptedOut, [200]),
        (DeliveryProblem.NumberDoesNotExist, [50]),
        (DeliveryProblem.Unreachable, [20, 70, 80, 90]),
        (DeliveryProblem.Filtered, [30, 100]),
        (DeliveryProblem.Content, [10, 110]),
        (DeliveryProblem.Configuration, [40, 201, 450, 900, 910]),
        (DeliveryProblem.Expired, [420]));

    /// <summary>Null for a word Plivo does not use for texts we send.</summary>
    public static DeliveryStatus? StatusOf(string? word) => word?.ToLowerInvariant() switch
    {
        "queued" or "sent" or "accepted" => DeliveryStatus.Sent,
        "delivered" or "read" => DeliveryStatus.Delivered,
        "undelivered" => DeliveryStatus.Undelivered,
        "failed" or "rejected" => DeliveryStatus.Failed,
        _ => null,
    };

    public static bool IsBad(DeliveryStatus status) => status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;
}
