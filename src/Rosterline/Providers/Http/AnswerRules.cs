using System.Globalization;
using System.Text;

namespace Rosterline.Providers.Http;

/// <summary>What the answers of a gateway mean.</summary>
static class AnswerRules
{
    public static readonly Dictionary<string, DeliveryProblem?> Meanings = new(StringComparer.Ordinal)
    {
        ["opted_out"] = DeliveryProblem.OptedOut, ["no_such_number"] = DeliveryProblem.NumberDoesNotExist, ["landline"] = DeliveryProblem.Landline, ["unreachable"] = DeliveryProblem.Unreachable,
        ["filtered"] = DeliveryProblem.Filtered, ["content"] = DeliveryProblem.Content, ["not_registered"] = DeliveryProblem.NotRegistered, ["configuration"] = DeliveryProblem.Configuration,
        ["expired"] = DeliveryProblem.Expired, ["other"] = DeliveryProblem.Other, ["later"] = null,
    };

    public static SendOutcome Judge(HttpSettings settings, ProviderAnswer.Answered answer, string reference)
    {
        var code = Found.In(answer.Body, settings.ErrorAt);
        if (IsYes(settings, answer)) return Taken(settings, answer, reference);
        if (MeaningOf(settings, answer, code) is var (known, problem) && known)
            return problem is { } why ? new SendOutcome.Rejected(why, code ?? $"HTTP {answer.Status}") : new SendOutcome.TryAgain("The gateway asks to try again later.", answer.RetryAfter, ProviderDown: false);
        // A yes by its status whose words are not what was described: nobody knows.
        if (answer.Ok) return new SendOutcome.Unknown($"The gateway answered with status {answer.Status}, but not as described.");
        return new SendOutcome.Rejected(answer.Status is < 400 or 401 or 403 or 404 or 405 ? DeliveryProblem.Configuration : DeliveryProblem.Other, code ?? $"HTTP {answer.Status}");
    }

    /// <summary>The class of an error code in a callback.</summary>
    public static DeliveryProblem? ProblemOf(HttpSettings settings, string? code) => code is null ? null
        : Rules(settings).FirstOrDefault(r => r.Key == code) is { Key: not null } rule ? Meanings[rule.Value] : null;

    static SendOutcome Taken(HttpSettings settings, ProviderAnswer.Answered answer, string reference)
    {
        if (settings.IdAt is null) return new SendOutcome.Accepted(reference, DeliveryStatus.Sent);
        return Found.In(answer.Body, settings.IdAt) is { Length: > 0 } id ? new SendOutcome.Accepted(id, DeliveryStatus.Sent)
            : new SendOutcome.Unknown("The gateway answered yes, but without a message id where it was described.");
    }

    static bool IsYes(HttpSettings settings, ProviderAnswer.Answered answer) => InStatuses(settings.YesStatuses, answer.Status)
        && (settings.YesPattern is null || Found.Match(Encoding.UTF8.GetString(answer.Body), settings.YesPattern)?.Success == true);

    static (bool Known, DeliveryProblem? Problem) MeaningOf(HttpSettings settings, ProviderAnswer.Answered answer, string? code)
    {
        foreach (var (key, value) in Rules(settings))
            if (key == code || key == $"status {answer.Status}" || Found.IsPattern(key) && Found.Match(Encoding.UTF8.GetString(answer.Body), key[1..^1])?.Success == true)
                return (true, Meanings[value]);
        return (false, null);
    }

    static IEnumerable<(string Key, string Value)> Rules(HttpSettings settings) => Lines.Of(settings.ErrorRules).Select(l => Lines.Pair(l.Text)!.Value);

    static bool InStatuses(string statuses, int status) => statuses.Split(',').Select(s => s.Split('-')).Any(range =>
        status >= int.Parse(range[0], CultureInfo.InvariantCulture) && status <= int.Parse(range[^1], CultureInfo.InvariantCulture));
}
