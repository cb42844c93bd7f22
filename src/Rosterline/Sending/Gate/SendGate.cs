using System.Text.Json;
using Rosterline.Platform;

namespace Rosterline.Sending.Gate;

/// <summary>One check's word on one recipient.</summary>
public abstract record GateAnswer
{
    GateAnswer() { }

    public static readonly GateAnswer Yes = new Allowed();

    public sealed record Allowed : GateAnswer;

    public sealed record HeldUntil(DateTimeOffset When, string Words) : GateAnswer;

    public sealed record Refused(string Code, string Words) : GateAnswer;
}

/// <summary>A named check; <paramref name="Question"/> is what "Why?" shows beside its tick.</summary>
public sealed record GateCheck(string Name, string Question, Func<GateFacts, GateAnswer> Ask);

/// <summary>What the gate decided, with the check that decided it.</summary>
public sealed record GateDecision(GateAnswer Answer, GateCheck? DecidedBy)
{
    public bool IsAllowed => Answer is GateAnswer.Allowed;

    public Refusal? Refusal => Answer is GateAnswer.Refused refused ? new Refusal(refused.Code, refused.Words) : null;

    /// <summary>The answer as it is kept with the message or refusal: version of the list, the deciding check and its words.</summary>
    public string Kept => Answer switch
    {
        GateAnswer.Refused no => JsonSerializer.Serialize(new { v = SendGate.Version, by = DecidedBy!.Name, code = no.Code, words = no.Words }),
        GateAnswer.HeldUntil held => JsonSerializer.Serialize(new { v = SendGate.Version, by = DecidedBy!.Name, until = held.When, words = held.Words }),
        _ => SendGate.KeptYes,
    };
}

/// <summary>
/// The one gate (design, I4). Every path that can cause a text asks it the same ordered questions: by hand, by API, scheduled,
/// automatic. The first check that does not allow decides. At the claim and again before the first byte the part that can
/// change under us, the number's state, is asked once more by the dispatcher.
/// </summary>
public static class SendGate
{
    /// <summary>Goes up when the list changes, so that a kept answer says which questions were asked.</summary>
    public const int Version = 2;

    public const string KeptYes = """{"v":2}""";

    public static readonly IReadOnlyList<GateCheck> Checks =
    [
        new("meant", "Still in the audience", GateChecks.StillMeant),
        new("test_list", "May be texted in test mode", GateChecks.TestList),
        new("number", "Number can be texted", GateChecks.Number),
        new("opted_out", "Not opted out", GateChecks.OptedOut),
        new("locked", "Not locked", GateChecks.Locked),
        new("wrong_number", "Not a wrong number", GateChecks.WrongNumber),
        new("line", "Line can send and receive", GateChecks.Line),
        new("identical", "Not the same text again", GateChecks.Identical),
        new("expired", "Still of use", GateChecks.Useful),
        new("hours", "Within the hours of the place", GateChecks.Hours),
    ];

    public static GateDecision Decide(GateFacts facts)
    {
        foreach (var check in Checks)
            if (check.Ask(facts) is not GateAnswer.Allowed and var answer)
                return new GateDecision(answer, check);
        return new GateDecision(GateAnswer.Yes, null);
    }
}
