using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>Texting administration: users and their numbers, seats.</summary>
static class TextingApi
{
    public sealed record Page(IReadOnlyList<TextingUsers.Row> Items, string? Next);

    public sealed record Given(Guid LineId);

    public static void Map(RouteGroupBuilder api)
    {
        var texting = api.MapGroup("/texting").RequirePermission("manage_lines").WithTags("Texting administration");
        texting.MapGet("users", async (HttpContext context, TextingUsers users, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await users.ExecuteAsync(context.Viewer(), cancel), null))).WithSummary("Users and the numbers they text from");
        texting.MapPut("users/{id:guid}", GiveAsync).WithSummary("Give a user her number; it replaces the one she had");
        texting.MapDelete("users/{id:guid}", RemoveAsync).WithSummary("Take a user off every number; conversations stay");
        texting.MapGet("seats", async (HttpContext context, SeatsPerLine seats, CancellationToken cancel) =>
            TypedResults.Ok(await seats.ReadAsync(context.Viewer().RootId, cancel))).WithSummary("How many may share a number");
        texting.MapPut("seats", SaveSeatsAsync).RequirePermission(Permissions.Administer).WithSummary("Change how many may share a number");
    }

    static async Task<Results<Ok<Given>, ProblemHttpResult>> GiveAsync(Guid id, GiveNumber.Request request, HttpContext context, GiveNumber give, CancellationToken cancel) =>
        await give.ExecuteAsync(context.Viewer(), id, request, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Given(answer.Value));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext context, RemoveFromTexting remove, CancellationToken cancel) =>
        await remove.ExecuteAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Results<Ok<SeatsPerLine.Seats>, ProblemHttpResult>> SaveSeatsAsync(SeatsPerLine.Seats request, HttpContext context, SeatsPerLine seats, CancellationToken cancel) =>
        await seats.SaveAsync(context.Viewer(), request, cancel) is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(request);
}
