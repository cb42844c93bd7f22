using System.Text.Json;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>Somebody, by name.</summary>
public sealed record Who(Guid Id, string Name);

/// <summary>A text as threads and API clients see it.</summary>
/// <param name="Seq">Place in the thread; null while scheduled or held.</param>
/// <param name="StatusWords">P-20's words.</param>
/// <param name="ProblemWords">Why it was not delivered or not sent.</param>
public sealed record MessageView(
    Guid Id, Guid ConversationId, int? Seq, Direction Direction, DeliveryStatus Status, string StatusWords, string? ProblemWords, IReadOnlyList<NextStep> NextSteps,
    string Body, Purpose Purpose, Origin Origin, Who? Author, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? SentAt,
    DateTimeOffset? DeliveredAt, short Segments, IReadOnlyList<MediaView> Media)
{
    /// <summary>The line it really went from, or came in on, where that is not the conversation's own.</summary>
    public Via? Via { get; init; }
}

/// <param name="Words">Why it went from another number; null for a text that was received.</param>
public sealed record Via(PhoneNumber Number, string? Words);

public enum Direction : short { In, Out }

/// <param name="State">Null for what we sent; else stored, to_fetch or lost.</param>
public sealed record MediaView(Guid Id, string ContentType, string? Name, int? Bytes);

/// <summary>What can be done about a text that did not arrive.</summary>
public enum NextStep { TryAgain, OtherNumber, Call, Email, MarkNotTextable, EditAndSend, TellAdministrator }

/// <summary>The words of P-20 for what became of a text.</summary>
static class StatusWords
{
    static readonly TimeSpan Confirmed = TimeSpan.FromHours(24);

    public static string For(DeliveryStatus status, DateTimeOffset createdAt, DateTimeOffset? sentAt, DateTimeOffset now) => status switch
    {
        DeliveryStatus.Scheduled => "Scheduled",
        DeliveryStatus.Held => "Held",
        DeliveryStatus.Queued => "Waiting to send",
        DeliveryStatus.Sending => "Sending",
        DeliveryStatus.Sent => now - (sentAt ?? createdAt) > Confirmed ? "Sent, not confirmed" : "Sent",
        DeliveryStatus.Delivered => "Delivered",
        DeliveryStatus.Undelivered or DeliveryStatus.Failed => "Not delivered",
        DeliveryStatus.Unknown => "May have been sent",
        DeliveryStatus.Cancelled => "Cancelled",
        DeliveryStatus.Refused => "Not sent",
        _ => "Received",
    };

    public static string? Problem(DeliveryStatus status, string? code, string? gate) => status switch
    {
        DeliveryStatus.Undelivered or DeliveryStatus.Failed => Delivery(Parse(code)),
        DeliveryStatus.Refused or DeliveryStatus.Held or DeliveryStatus.Cancelled => Gate(gate),
        DeliveryStatus.Unknown => "We handed this over and got no answer. It may or may not have arrived, so it was not sent again.",
        _ => null,
    };

    public static IReadOnlyList<NextStep> Steps(DeliveryStatus status, string? code) => status switch
    {
        DeliveryStatus.Undelivered or DeliveryStatus.Failed => Parse(code) switch
        {
            DeliveryProblem.OptedOut => [NextStep.Call, NextStep.Email],
            DeliveryProblem.NumberDoesNotExist or DeliveryProblem.Landline => [NextStep.OtherNumber, NextStep.Call, NextStep.Email],
            DeliveryProblem.Filtered or DeliveryProblem.Content => [NextStep.EditAndSend],
            DeliveryProblem.NotRegistered or DeliveryProblem.Configuration => [NextStep.TellAdministrator],
            _ => [NextStep.TryAgain, NextStep.Call],
        },
        _ => [],
    };

    static DeliveryProblem Parse(string? code) => Enum.TryParse<DeliveryProblem>(code, out var problem) ? problem : DeliveryProblem.Other;

    public static string Delivery(DeliveryProblem problem) => problem switch
    {
        DeliveryProblem.OptedOut => "Opted out at the carrier. Nobody can text this number until they text START.",
        DeliveryProblem.NumberDoesNotExist => "Number does not exist. We marked it, nobody will text it again.",
        DeliveryProblem.Landline => "Landline. It cannot get texts. We marked it.",
        DeliveryProblem.Unreachable => "Phone switched off or out of reach.",
        DeliveryProblem.Filtered => "Filtered by the carrier as spam. Change the wording; links and capitals are the usual reasons.",
        DeliveryProblem.Content => "The carrier does not take this text as it is.",
        DeliveryProblem.NotRegistered => "This line is not registered with the carriers.",
        DeliveryProblem.Configuration => "The text provider refused our account or line.",
        DeliveryProblem.Throttled => "The carrier had too many texts to take.",
        DeliveryProblem.Expired => "It could not be handed over in time.",
        _ => "The carrier did not say why.",
    };

    static string? Gate(string? gate)
    {
        if (gate is null) return null;
        using var json = JsonDocument.Parse(gate);
        return json.RootElement.TryGetProperty("words", out var words) ? words.GetString() : null;
    }
}
