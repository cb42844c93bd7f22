namespace Rosterline.Providers.TextUs;

/// <summary>TextUs's states and sentences in ours. It has no error codes: what is wrong is said in words.</summary>
static class TextUsWords
{
    static readonly (string[] Words, DeliveryProblem Problem)[] Known =
    [
        (["opted out", "opt out", "opted-out", "unsubscribed"], DeliveryProblem.OptedOut),
        (["landline", "land line"], DeliveryProblem.Landline),
        (["not registered", "10dlc", "messaging restricted"], DeliveryProblem.NotRegistered),
        (["too long", "body", "content", "attachment"], DeliveryProblem.Content),
        (["blocked", "spam", "filtered", "carrier violation"], DeliveryProblem.Filtered),
        (["unreachable", "unavailable", "switched off"], DeliveryProblem.Unreachable),
        (["to is invalid", "receiver is invalid", "phone is invalid", "invalid number", "invalid phone", "does not exist", "not a valid"], DeliveryProblem.NumberDoesNotExist),
        (["from is invalid", "from must", "sender is invalid", "sender must"], DeliveryProblem.Configuration),
    ];

    /// <summary>Null for a word that is not about a text we sent. Handed over counts as sent, whatever queue it stands in over there.</summary>
    public static DeliveryStatus? StatusOf(string? word) => word switch
    {
        "created" or "scheduled" or "queued" or "dispatched" => DeliveryStatus.Sent,
        "delivered" => DeliveryStatus.Delivered,
        // The carrier did not say, or TextUs may try again by itself.
        "unknown" or "failed_transient" => DeliveryStatus.Undelivered,
        "failed" => DeliveryStatus.Failed,
        _ => null,
    };

    public static DeliveryProblem ProblemOf(string? sentence) => sentence is null ? DeliveryProblem.Other
        : Known.Where(known => Array.Exists(known.Words, word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(known => (DeliveryProblem?)known.Problem).FirstOrDefault()
            ?? DeliveryProblem.Other;

    public static bool IsBad(DeliveryStatus status) => status is DeliveryStatus.Undelivered or DeliveryStatus.Failed;

    /// <summary>Whether TextUs confirms this by itself. Its list is English; other wishes stay ours to confirm.</summary>
    public static bool IsKeyword(string body) => body.Trim().ToUpperInvariant() is
        "STOP" or "STOPALL" or "STOP ALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "START" or "UNSTOP" or "YES" or "HELP" or "INFO";

    /// <summary>Why an answer is a no, for good.</summary>
    public static SendOutcome Refused(ProviderAnswer.Answered answer, string? sentence)
    {
        var problem = ProblemOf(sentence) is var known and not DeliveryProblem.Other ? known
            : answer.Status is 401 or 403 or 404 or 405 or (>= 300 and < 400) ? DeliveryProblem.Configuration : DeliveryProblem.Other;
        return new SendOutcome.Rejected(problem, $"HTTP {answer.Status}");
    }
}
