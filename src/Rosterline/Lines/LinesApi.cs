using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;

namespace Rosterline.Lines;

/// <summary>Lines: everybody reads their own, administrators change them.</summary>
static class LinesApi
{
    public sealed record Page(IReadOnlyList<LineSummary> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        var lines = api.MapGroup("/lines").ForEveryViewer().WithTags("Lines");
        lines.MapGet("", async (HttpContext context, FindLines find, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await find.ExecuteAsync(context.Viewer(), cancel), null))).KeepsWithin().WithSummary("Lines one may see");
        lines.MapPut("{id:guid}/default", DefaultAsync).WithSummary("Make one of one's own lines the one new conversations start from");
        var administered = lines.MapGroup("").RequirePermission("manage_lines");
        administered.MapPost("", CreateAsync).WithSummary("Make a number a line");
        administered.MapPatch("{id:guid}", ChangeAsync).WithSummary("Change a line, or switch it off and on");
        administered.MapPut("{id:guid}/users", AssignAsync).WithSummary("Say who sees and answers a line");
    }

    static async Task<Results<NoContent, ProblemHttpResult>> DefaultAsync(Guid id, HttpContext context, ChooseDefaultLine choose, CancellationToken cancel) =>
        await choose.ExecuteAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Results<Created<LineSummary>, ProblemHttpResult>> CreateAsync(
        CreateLine.Request request, HttpContext context, CreateLine create, FindLines find, CancellationToken cancel)
    {
        var answer = await create.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Created($"/api/v1/lines/{answer.Value}", await find.FindAsync(context.Viewer(), answer.Value, cancel));
    }

    static async Task<Results<Ok<LineSummary>, ProblemHttpResult>> ChangeAsync(
        Guid id, ChangeLine.Request request, HttpContext context, ChangeLine change, FindLines find, CancellationToken cancel) =>
        await AnswerAsync(await change.ExecuteAsync(context.Viewer(), id, request, cancel), context, find, cancel);

    static async Task<Results<Ok<LineSummary>, ProblemHttpResult>> AssignAsync(
        Guid id, AssignLine.Request request, HttpContext context, AssignLine assign, FindLines find, CancellationToken cancel) =>
        await AnswerAsync(await assign.ExecuteAsync(context.Viewer(), id, request, cancel), context, find, cancel);

    static async Task<Results<Ok<LineSummary>, ProblemHttpResult>> AnswerAsync(
        Result<Guid>? answer, HttpContext context, FindLines find, CancellationToken cancel) => answer switch
        {
            null => Problems.NotFound(),
            { Refusal: { } refusal } => Problems.Refused(refusal),
            { Value: var id } => TypedResults.Ok(await find.FindAsync(context.Viewer(), id, cancel)),
        };
}
