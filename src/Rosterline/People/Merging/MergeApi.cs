using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Merging;

/// <summary>Merging two records of one human.</summary>
static class MergeApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/people/{id:guid}/merge").RequirePermission("edit_people").WithTags("People");
        group.MapGet("/{other:guid}", PreviewAsync).WithSummary("What merging another record into this one would keep");
        group.MapPost("", MergeAsync).WithSummary("Merge another record into this one");
    }

    static async Task<Results<Ok<PreviewMerge.Preview>, ProblemHttpResult>> PreviewAsync(
        Guid id, Guid other, PreviewMerge preview, HttpContext http, CancellationToken cancel)
    {
        var result = await preview.ExecuteAsync(http.Viewer(), id, other, cancel);
        return result.Value is { } found ? TypedResults.Ok(found) : Problem(result.Refusal!);
    }

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> MergeAsync(
        Guid id, MergePeople.Request request, MergePeople merge, ReadPerson read, HttpContext http, CancellationToken cancel)
    {
        var result = await merge.ExecuteAsync(http.Viewer(), id, request, cancel);
        if (result.Refusal is { } refusal) return Problem(refusal);
        return await read.ExecuteAsync(http.Viewer(), result.Value, cancel) is { } record ? TypedResults.Ok(record) : Problems.NotFound();
    }

    static ProblemHttpResult Problem(Refusal refusal) => refusal.Code == "not_found" ? Problems.NotFound() : Problems.Refused(refusal);
}
