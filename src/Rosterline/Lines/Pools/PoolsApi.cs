using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;

namespace Rosterline.Lines.Pools;

/// <summary>Pools of lines; for those who manage lines.</summary>
static class PoolsApi
{
    public sealed record Page(IReadOnlyList<PoolSummary> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        var pools = api.MapGroup("/pools").RequirePermission("manage_lines").NeedsScope(Scopes.Admin).WithTags("Lines");
        pools.MapGet("", async (HttpContext context, FindPools find, CancellationToken cancel) => TypedResults.Ok(new Page(await find.ExecuteAsync(context.Viewer(), cancel), null)))
            .WithSummary("Pools of lines, with the state of each line");
        pools.MapPost("", CreateAsync).WithSummary("Make a pool of lines that stand in for each other");
        pools.MapPut("{id:guid}", ChangeAsync).WithSummary("Change a pool's name, its lines and their order");
        pools.MapDelete("{id:guid}", async Task<Results<NoContent, ProblemHttpResult>> (Guid id, HttpContext context, SavePool save, CancellationToken cancel) =>
            await save.RemoveAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound()).WithSummary("Remove a pool; its lines stay");
    }

    static async Task<Results<Created<PoolSummary>, ProblemHttpResult>> CreateAsync(SavePool.Request request, HttpContext context, SavePool save, FindPools find, CancellationToken cancel)
    {
        var answer = (await save.ExecuteAsync(context.Viewer(), null, request, cancel)).GetValueOrDefault();
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Created($"/api/v1/pools/{answer.Value}", await find.FindAsync(context.Viewer(), answer.Value, cancel));
    }

    static async Task<Results<Ok<PoolSummary>, ProblemHttpResult>> ChangeAsync(Guid id, SavePool.Request request, HttpContext context, SavePool save, FindPools find, CancellationToken cancel) =>
        await save.ExecuteAsync(context.Viewer(), id, request, cancel) switch
        {
            null => Problems.NotFound(),
            { Refusal: { } refusal } => Problems.Refused(refusal),
            { Value: var saved } => TypedResults.Ok(await find.FindAsync(context.Viewer(), saved, cancel)),
        };
}
