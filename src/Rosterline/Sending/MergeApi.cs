using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Wording;

namespace Rosterline.Sending;

/// <summary>A text as certain people would get it, for the preview.</summary>
static class MergeApi
{
    const int MostPeople = 50;

    internal sealed record Request(string Body, IReadOnlyList<Guid> PersonIds, Guid? PostingId, Guid? OrderId);

    internal sealed record Merged(Guid PersonId, string Text, short Segments, int Fallbacks, IReadOnlyList<string> Missing);

    internal sealed record Answer(IReadOnlyList<Merged> Items);

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/texts/merge", MergeAsync).RequirePermission("text").WithTags("Texts").WithSummary("A text with its fields filled in for up to 50 people");

    static async Task<Ok<Answer>> MergeAsync(Request request, ReadMergeValues values, HttpContext http, CancellationToken cancel)
    {
        var (viewer, text) = (http.Viewer(), MergeText.Parse(request.Body));
        Guid[] people = [.. request.PersonIds.Take(MostPeople)];
        var known = await values.ExecuteAsync(viewer.RootId, viewer.UserId, people, new(request.PostingId, request.OrderId), cancel);
        return TypedResults.Ok(new Answer([.. people.Where(known.ContainsKey).Select(id =>
        {
            var fill = text.Fill(known[id]);
            return new Merged(id, fill.Text, SegmentsOf.Text(fill.Text), fill.Fallbacks, fill.Missing);
        })]));
    }
}
