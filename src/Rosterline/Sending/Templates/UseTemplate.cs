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
    /// <param name="Text">As the person gets it; without a person with what does not depend on one.</param>
    /// <param name="FellBack">The person's language is missing, these words are in another.</param>
    public sealed record Used(string Body, string Text, string Language, bool FellBack, IReadOnlyList<string> Missing, int Fallbacks, SegmentCount Segments);

    /// <summary>Neither value nor refusal: there is no such template.</summary>
    public async Task<Result<Used>> ExecuteAsync(Viewer viewer, Guid id, Request request, CancellationToken cancel)
    {
        if (await find.FindAsync(viewer, id, cancel) is not { } template) return default(Result<Used>);
        if (request.Purpose is { } purpose && purpose != template.Purpose) return TemplateRefusals.OtherPurpose(template.Purpose);
        var context = new MergeContext(request.PostingId, request.OrderId);
        var known = request.PersonId is { } person && (await values.ExecuteAsync(viewer.RootId, viewer.UserId, [person], context, cancel)).TryGetValue(person, out var hers)
            ? hers : await values.WithoutPersonAsync(viewer.RootId, viewer.UserId, context, cancel);
        var (language, body, fellBack) = template.For(request.Language ?? known.Language);
        var fill = MergeText.Parse(body).Fill(known);
        return new Used(body, fill.Text, language, fellBack, fill.Missing, fill.Fallbacks, SegmentCounter.Count(fill.Text));
    }
}
