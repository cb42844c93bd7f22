using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Lines.Throughput;
using Rosterline.Platform;

namespace Rosterline.Lines.Verification;

/// <summary>How lines stand with their carriers, and the classes those have; for those who manage lines.</summary>
static class VerificationApi
{
    /// <param name="AsOf">The day the figures were looked up.</param>
    public sealed record Classes(DateOnly AsOf, IReadOnlyList<CarrierClass> Items);

    public static void Map(RouteGroupBuilder api)
    {
        var lines = api.MapGroup("/lines").RequirePermission("manage_lines").NeedsScope(Scopes.Admin).WithTags("Lines");
        lines.MapGet("classes", () => TypedResults.Ok(new Classes(CarrierClasses.AsOf, CarrierClasses.All))).WithSummary("Classes of lines at carriers with the pace they allow, and where that is written");
        lines.MapPut("{id:guid}/verification", async (Guid id, ConfirmLine.Request request, HttpContext context, ConfirmLine confirm, FindLines find, CancellationToken cancel) =>
            await AnswerAsync(await confirm.ExecuteAsync(context.Viewer(), id, request, cancel), context, find, cancel)).WithSummary("Say how a line stands with its carriers");
        lines.MapPost("{id:guid}/verification/ask", async (Guid id, HttpContext context, ConfirmLine confirm, FindLines find, CancellationToken cancel) =>
            await AnswerAsync(await confirm.AskAsync(context.Viewer(), id, cancel), context, find, cancel)).WithSummary("Ask the provider how a line stands");
    }

    static async Task<Results<Ok<LineSummary>, ProblemHttpResult>> AnswerAsync(Result<Guid>? answer, HttpContext context, FindLines find, CancellationToken cancel) => answer switch
    {
        null => Problems.NotFound(),
        { Refusal: { } refusal } => Problems.Refused(refusal),
        { Value: var id } => TypedResults.Ok(await find.FindAsync(context.Viewer(), id, cancel)),
    };
}
