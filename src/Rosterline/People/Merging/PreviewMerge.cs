using System.Globalization;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Merging;

/// <summary>Shows two records that share a number side by side and what would be kept, before anything is merged (P-33).</summary>
public sealed class PreviewMerge(ReadPerson read)
{
    /// <param name="Field">As <c>take</c> of the merge names it.</param>
    /// <param name="Kept">What stands on the record that stays; null when empty.</param>
    /// <param name="Differs">Both are filled in and not the same: a choice.</param>
    public sealed record Side(string Field, string Label, string? Kept, string? Other, bool Differs);

    /// <param name="Words">What happens to numbers, consent and locks, a sentence each.</param>
    public sealed record Preview(Guid KeptId, string KeptName, Guid OtherId, string OtherName, IReadOnlyList<Side> Fields, IReadOnlyList<string> Words);

    public async Task<Result<Preview>> ExecuteAsync(Viewer viewer, Guid kept, Guid other, CancellationToken cancel)
    {
        if (kept == other) return MergeRefusals.Same;
        if (await read.ExecuteAsync(viewer, kept, cancel) is not { } mine || await read.ExecuteAsync(viewer, other, cancel) is not { } theirs) return Refusals.NotFound;
        if (mine.Id == theirs.Id) return MergeRefusals.Same;
        if (!mine.SameNumber.Any(sharing => sharing.Id == theirs.Id)) return MergeRefusals.NothingShared;
        var fields = MergedFields.All.Select(field => Of(field.Name, field.Label, Value(mine, field.Name), Value(theirs, field.Name)))
            .Where(side => side.Kept is not null || side.Other is not null).ToList();
        return new Preview(mine.Id, mine.Name, theirs.Id, theirs.Name, fields, [.. Words(mine, theirs)]);
    }

    static Side Of(string field, string label, string? kept, string? other) =>
        new(field, label, kept, other, kept is not null && other is not null && kept != other);

    static string? Value(PersonRecord person, string field) => CleanText.OrNull(field switch
    {
        "firstName" => person.FirstName, "lastName" => person.LastName, "email" => person.Email, "company" => person.Company, "title" => person.Title,
        "department" => person.Department, "status" => person.Status, "branch" => person.Branch, "rep" => person.Rep, "externalId" => person.ExternalId,
        "city" => person.City, "state" => person.State, "zip" => person.Zip, "language" => person.Language, "timeZone" => person.TimeZone,
        _ => person.SsnLastFour,
    });

    static IEnumerable<string> Words(PersonRecord mine, PersonRecord theirs)
    {
        var plan = MergedNumbers.Of(Numbers(mine), Numbers(theirs));
        foreach (var move in plan.Moves)
            yield return move.From == move.To ? $"{move.Raw} comes along as {move.To.Label()}." : $"{move.Raw} comes along as {move.To.Label()}, because {move.From.Label()} is taken.";
        if (plan.Left.Count > 0) yield return $"No kind of number is free for {string.Join(", ", plan.Left)}. The notes keep it.";
        if (OptedOut(mine) || OptedOut(theirs)) yield return "One of the numbers has opted out, so the merged record is opted out with all of them.";
        foreach (var locked in new[] { mine.Locked, theirs.Locked }.OfType<PersonRow.Lock>()) yield return $"The lock stays: “{locked.Reason}”.";
        var texts = theirs.Conversations.Count + theirs.OtherConversations;
        if (texts > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{texts} {(texts == 1 ? "conversation stays" : "conversations stay")} together on the merged record.");
        yield return $"Journal and hotlist places of {theirs.Name} move along. Links to the old record lead to the merged one.";
    }

    static bool OptedOut(PersonRecord person) => person.TextState.State == TextState.OptedOut || person.Numbers.Any(number => number.OptedOut);

    static IEnumerable<NumberOnRecord> Numbers(PersonRecord person) => person.Numbers.Select(number =>
        new NumberOnRecord(number.Kind, number.Raw, PhoneNumber.FromWire(number.Number)?.Digits, number.Problem));
}
