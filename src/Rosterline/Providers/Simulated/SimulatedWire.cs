using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rosterline.Providers.Simulated;

/// <summary>What goes over the wire, as docs/simulated-carrier.md says.</summary>
static class SimulatedWire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public sealed record Text(Guid Reference, string From, string To, string Body, IReadOnlyList<Uri> MediaUrls, Uri CallbackUrl);

    public sealed record Taken(string? Id, string? Status);

    public sealed record Problem(string? Code, string? Message);

    public sealed record Carried(string Id, Guid? Reference, string? Status, string? Code);

    public sealed record Received(string? Id, string? From, string? To, string? Body, IReadOnlyList<Uri>? MediaUrls, DateTimeOffset? ReceivedAt);

    public sealed record OwnedNumber(string Id, string Number, string? Name, bool CanText, string? IncomingUrl);

    public sealed record FreeNumber(string Number, string? Place, string? Price);

    public sealed record Account(string? Name, int Numbers);

    public sealed record Page<T>(IReadOnlyList<T>? Items, string? Next);

    /// <summary>One webhook: a received text or news about a sent one, told apart by its type.</summary>
    public sealed record Event(
        string? Type, string? Id, string? From, string? To, string? Body, IReadOnlyList<Uri>? MediaUrls, DateTimeOffset? ReceivedAt,
        Guid? Reference, string? Status, string? Code, DateTimeOffset? At);

    public static T? Read<T>(byte[] body) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Json);
        }
        catch (JsonException)
        {
            // Not what the protocol says: the caller treats it as no answer.
            return null;
        }
    }

    public static DeliveryStatus? StatusOf(string? status) => status switch
    {
        "accepted" or "sent" => DeliveryStatus.Sent,
        "delivered" => DeliveryStatus.Delivered,
        "undelivered" => DeliveryStatus.Undelivered,
        "failed" => DeliveryStatus.Failed,
        _ => null,
    };

    public static DeliveryProblem? ProblemOf(string? code) => code switch
    {
        null => null,
        "opted_out" => DeliveryProblem.OptedOut,
        "no_such_number" => DeliveryProblem.NumberDoesNotExist,
        "landline" => DeliveryProblem.Landline,
        "unreachable" => DeliveryProblem.Unreachable,
        "filtered" => DeliveryProblem.Filtered,
        "unregistered" => DeliveryProblem.NotRegistered,
        "too_long" or "malformed" => DeliveryProblem.Content,
        "not_your_number" or "unknown_token" or "callback_not_allowed" => DeliveryProblem.Configuration,
        _ => DeliveryProblem.Other,
    };
}
