namespace Rosterline.Sending.Wording;

/// <summary>Something about a text that its author should see before it goes.</summary>
/// <param name="Code">Stable for programs.</param>
/// <param name="Fixed">The whole text with this put right; null where only the author can.</param>
/// <param name="Blocks">It may not go like this.</param>
/// <param name="At">Where in the text; null: the text as a whole.</param>
public sealed record Finding(string Code, string Words, string? Fixed, bool Blocks, int? At, int? Length);

/// <summary>What the check needs to know besides the text.</summary>
/// <param name="Agency">The name people must see.</param>
/// <param name="Today">The day where the text is read.</param>
/// <param name="IsFirstText">Somebody gets it who was never texted.</param>
/// <param name="IsBroadcast">It goes to more than one.</param>
public sealed record LintFacts(string Agency, DateOnly Today, bool IsFirstText = false, bool IsBroadcast = false);
