using System.Globalization;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Bandwidth;

/// <summary>Bandwidth's status words and error codes in ours.</summary>
static class BandwidthCodes
{
    /// <summary>No receipt came in time: "not definitive", so the text stays sent.</summary>
    public const string NoReceipt = "9902";

    public static readonly CodeTable Problems = new(
        (DeliveryProblem.OptedOut, [4482, 4775]),
        (DeliveryProblem.NumberDoesNotExist, [4303, 4406, 4720, 4721]),
        (DeliveryProblem.Unreachable, [4401, 4420, 4421, 4701, 4702, 4730, 4753, 5106, 5600, 5610, 5620, 5630, 5650]),
        (DeliveryProblem.Filtered, [4404, 4470, 4492, 4750, 4770, 4771, 4772]),
        (DeliveryProblem.Content, [4301, 4350, 4410, 4411, 4412, 4435, 4711, 4712, 4751, 4752]),
        (DeliveryProblem.NotRegistered, [4773, 4774, 4791, 4792, 4793, 4795]),
        (DeliveryProblem.Configuration, [4001, 4302, 4403, 4405, 4407, 4408, 4409, 4431, 4432, 4433, 4434, 4451, 4452, 4481, 4493, 4700, 4740, 4790]),
        (DeliveryProblem.Throttled, [4780, 4781, 4785, 5211]),
        (DeliveryProblem.Expired, [4360]));

    /// <summary>Null for a type of callback that is not about a text we sent.</summary>
    public static DeliveryStatus? StatusOf(string type, string? code) => type switch
    {
        "message-sending" or "message-sent" => DeliveryStatus.Sent,
        "message-delivered" => DeliveryStatus.Delivered,
        "message-failed" => FailureOf(code),
        _ => null,
    };

    /// <summary>The words of the message search.</summary>
    public static DeliveryStatus FoundStatusOf(string? word, string? code) => word switch
    {
        "DELIVERED" => DeliveryStatus.Delivered,
        "FAILED" or "UNDELIVERED" => FailureOf(code),
        _ => DeliveryStatus.Sent,
    };

    /// <summary>A refusal at once, by the field that was wrong or the name of what happened.</summary>
    public static DeliveryProblem ProblemOf(BandwidthRefusal? refusal) => refusal?.Type switch
    {
        "rejected-to-number-in-blacklist" or "destination-rejected-due-to-user-opt-out" => DeliveryProblem.OptedOut,
        "request-validation" => refusal.FieldErrors?.FirstOrDefault(f => f is not null)?.FieldName switch
        {
            "to" => DeliveryProblem.NumberDoesNotExist,
            "text" or "media" => DeliveryProblem.Content,
            "from" or "applicationId" or "tag" or "priority" or "expiration" => DeliveryProblem.Configuration,
            _ => DeliveryProblem.Other,
        },
        _ => DeliveryProblem.Other,
    };

    // Codes below 4700, and Bandwidth's own 5xxx, are from before a carrier had it.
    static DeliveryStatus FailureOf(string? code) =>
        code == NoReceipt ? DeliveryStatus.Sent
            : int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is (>= 4700 and < 5000) or (>= 5600 and < 5700) or >= 9000
                ? DeliveryStatus.Undelivered : DeliveryStatus.Failed;
}
