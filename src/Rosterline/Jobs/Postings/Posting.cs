namespace Rosterline.Jobs.Postings;

/// <summary>A job people can apply for.</summary>
/// <param name="ApplyPath">Where its application form is; nobody finds it by guessing.</param>
/// <param name="Applicants">How many there are; <paramref name="NewApplicants"/> of them nobody has looked at.</param>
public sealed record Posting(
    Guid Id, string Title, string? Company, Posting.Node Branch, string? Location, string? Pay, string? Description, bool IsOpen,
    string ApplyPath, int Applicants, int NewApplicants, DateTimeOffset CreatedAt)
{
    public sealed record Node(Guid Id, string Name);
}
