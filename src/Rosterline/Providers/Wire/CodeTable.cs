using System.Collections.Frozen;

namespace Rosterline.Providers.Wire;

/// <summary>A provider's numeric error codes in ours.</summary>
sealed class CodeTable(params (DeliveryProblem Problem, int[] Codes)[] rows)
{
    readonly FrozenDictionary<int, DeliveryProblem> problems =
        rows.SelectMany(row => row.Codes.Select(code => (code, row.Problem))).ToFrozenDictionary(row => row.code, row => row.Problem);

    /// <summary>Other for a code nobody told us about.</summary>
    public DeliveryProblem this[string? code] => int.TryParse(code, out var number) ? problems.GetValueOrDefault(number) : DeliveryProblem.Other;

    /// <summary>A no to a text handed over: the provider's own code decides, else what its status says about our settings.</summary>
    public SendOutcome.Rejected Refusal(ProviderAnswer.Answered answer, string? code)
    {
        var settingsAreWrong = answer.Status is 401 or 403 or 404 or 405 or (>= 300 and < 400);
        var problem = this[code] is var known and not DeliveryProblem.Other ? known : settingsAreWrong ? DeliveryProblem.Configuration : DeliveryProblem.Other;
        return new SendOutcome.Rejected(problem, code ?? $"HTTP {answer.Status}");
    }
}
