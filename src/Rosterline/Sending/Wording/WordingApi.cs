using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.People.Fields;
using Rosterline.Platform;

namespace Rosterline.Sending.Wording;

/// <summary>The fields a text may have, and the check before it goes.</summary>
static class WordingApi
{
    internal sealed record Fields(IReadOnlyList<MergeField> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/merge-fields", FieldsAsync).ForEveryViewer().WithTags("Texts").WithSummary("The fields a text may have");
        api.MapPost("/texts/check", CheckAsync).ForEveryViewer().WithTags("Texts").WithSummary("Findings about a text and the segments it takes");
    }

    static async Task<Ok<Fields>> FieldsAsync(FieldList own, HttpContext http, CancellationToken cancel)
    {
        var shown = (await own.FindAsync(http.Viewer().RootId, cancel)).Where(field => !field.Hidden);
        return TypedResults.Ok(new Fields([.. MergeFields.All, .. shown.Select(field => new MergeField(MergeFields.Custom + MergeFields.CustomName(field.Name), $"Your own field: {field.Name}", ""))], null));
    }

    static async Task<Results<Ok<CheckText.Checked>, ProblemHttpResult>> CheckAsync(CheckText.Request request, CheckText check, HttpContext http, CancellationToken cancel)
    {
        var result = await check.ExecuteAsync(http.Viewer(), request, cancel);
        return result.Value is { } found ? TypedResults.Ok(found) : Problems.Refused(result.Refusal!);
    }
}
