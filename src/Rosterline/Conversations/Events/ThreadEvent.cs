namespace Rosterline.Conversations.Events;

/// <summary>Something that happened between the texts of a thread.</summary>
/// <param name="Kind">opt_out, opt_in, wrong_number, lock, unlock, assigned, unassigned.</param>
/// <param name="By">Null: the person, or nobody in particular.</param>
/// <param name="Words">The whole sentence, as the thread shows it.</param>
public sealed record ThreadEvent(Guid Id, string Kind, DateTimeOffset At, Who? By, string Words);

/// <summary>The sentences of the lines in a thread.</summary>
static class EventWords
{
    /// <param name="how">text, phone, email, import, provider, api, application or person.</param>
    /// <param name="said">What they wrote or said, or the reason of a lock.</param>
    public static string Consent(string kind, string how, string? said, string? by) => kind switch
    {
        "opt_out" when how == "text" => $"Opted out by text{Quoted(said)}. Nobody here can text this number.",
        "opt_out" => $"{By("Opt-out", how, by)}{Quoted(said)}. Nobody here can text this number.",
        "opt_in" when how == "text" => $"Opted in again by text{Quoted(said)}.",
        "opt_in" => $"{By("Opt-in", how, by)}{Quoted(said)}.",
        "wrong_number" => $"{By("Wrong number", how, by)}{Quoted(said)}. Nobody here can text this number.",
        "lock" => $"Locked{(by is null ? "" : $" by {by}")}{Because(said)}.",
        _ => $"Unlocked{(by is null ? "" : $" by {by}")}.",
    };

    public static string Assigned(Who? by, Who? to) =>
        to is null ? $"{by?.Name ?? "A rule"} gave this back to everybody."
        : to.Id == by?.Id ? $"{to.Name} took this."
        : $"{by?.Name ?? "A rule"} gave this to {to.Name}.";

    static string By(string what, string how, string? by) => $"{what} {how switch
    {
        "import" => "brought in from a file",
        "provider" => "reported by the text provider",
        "application" => "given with an application",
        "phone" => "told by phone",
        "email" => "told by e-mail",
        _ => "recorded",
    }}{(by is null ? "" : $", recorded by {by}")}".Replace("recorded, recorded by", "recorded by", StringComparison.Ordinal);

    static string Quoted(string? said) => string.IsNullOrWhiteSpace(said) ? "" : $": “{said.Trim().TrimEnd('.')}”";

    static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason.Trim().TrimEnd('.')}";
}
