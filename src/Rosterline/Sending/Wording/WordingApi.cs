using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Wording;

/// <summary>The fields a text may have, and the check before it goes.</summary>
static class WordingApi
{
    sealed record Fields(IReadOnlyList<MergeField> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/merge-fields", () => TypedResults.Ok(new Fields(MergeFields.All, null))).ForEveryViewer().WithTags("Texts").WithSummary("The fields a text may have");
        api.MapPost("/texts/check", CheckAsync).ForEveryViewer().WithTags("Texts").WithSummary("Findings about a text and the segments it takes");
    }

    static async Task<Results<Ok<CheckText.Checked>, ProblemHttpResult>> CheckAsync(CheckText.Request request, CheckText check, HttpContext http, CancellationToken cancel)
    {
        var result = await check.ExecuteAsync(http.Viewer(), request, cancel);
        return result.Value is { } found ? TypedResults.Ok(found) : Problems.Refused(result.Refusal!);
    }
}
