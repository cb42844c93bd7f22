using Rosterline.People.Records;

namespace Rosterline.Jobs.Applicants;

/// <summary>Somebody who applied, with what is known about texting her.</summary>
/// <param name="MayText">She agreed to texts, or texted us first. Without that there is no text icon (AR-02).</param>
/// <param name="ConsentWords">Why there is none; null when there is one.</param>
/// <param name="SaidYesToTexts">Her answer on the form; null: was not asked.</param>
/// <param name="Applications">How many postings she applied for.</param>
public sealed record Applicant(
    PersonRow Person, Applicant.Job Posting, Stage Stage, DateTimeOffset StageAt, DateTimeOffset AppliedAt, bool MayText, string? ConsentWords,
    bool? SaidYesToTexts, string? Note, int Applications)
{
    public sealed record Job(Guid Id, string Title);
}
