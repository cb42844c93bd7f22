using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending.Templates;

/// <summary>A template as one person would get it: in her language, with her own words in its fields.</summary>
public sealed class UseTemplate(FindTemplates find, ReadMergeValues values)
{
    /// <param name="Purpose">What the text is for; a template is not used for another purpose (P-03).</param>
    /// <param name="Language">Instead of the person's own.</param>
    public sealed record Request(Guid? PersonId, Purpose? Purpose, string? Language, Guid? PostingId, Guid? OrderId);

    /// <param name="Body">As it is written, with its fields.</param>
    /// <param name="Text">As the person gets it; without a person as it is written.</param>
    /// <param name="FellBack">The person's language is missing, these words are in another.</param>
    public sealed record Used(string Body, string Text, string Language, bool FellBack, IReadOnlyList<string> Missing, int Fallbacks, SegmentCount Segments);

    /// <summary>Neither value nor refusal: there is no such template.</summary>
    public async Task<Result<Used>> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } template) return default(Result<Used>);
        if (request.Purpose is { } purpose && purpose != template.Purpose) return TemplateRefusals.OtherPurpose(template.Purpose);
        var person = request.PersonId is { } personId
            ? (await values.ExecuteAsync(viewer.RootId, viewer.UserId, [personId], new(request.PostingId, request.OrderId), cancel)).GetValueOrDefault(personId)
            : null;
        var (language, body, fellBack) = template.For(request.Language ?? person?.Language);
        var fill = person is null ? new MergeFill(body, [], 0) : MergeText.Parse(body).Fill(person);
        return new Used(body, fill.Text, language, fellBack, fill.Missing, fill.Fallbacks, SegmentCounter.Count(fill.Text));
    }
}
