using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>Keys for programs; administrators only.</summary>
static class ApiKeysApi
{
    public sealed record Page(IReadOnlyList<ApiKeys.Row> Items, string? Next);

    /// <param name="UserId">Whom the key acts as; null: the one who makes it.</param>
    public sealed record Request(string Name, Guid? UserId);

    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequirePermission(Permissions.Administer).WithTags("API keys");
        keys.MapGet("", ListAsync).WithSummary("Keys in force, without their secrets");
        keys.MapPost("", CreateAsync).WithSummary("Make a key, shown once");
        keys.MapDelete("{id:guid}", RevokeAsync).WithSummary("Revoke a key at once");
    }

    static async Task<Ok<Page>> ListAsync(HttpContext context, ApiKeys keys, CancellationToken cancel) =>
        TypedResults.Ok(new Page(await keys.ListAsync(context.Viewer().RootId, cancel), null));

    static async Task<Results<Created<ApiKeys.Created>, ProblemHttpResult>> CreateAsync(
        Request request, HttpContext context, ApiKeys keys, ViewerReader viewers, CancellationToken cancel)
    {
        var by = context.Viewer();
        var actsAs = request.UserId is { } user ? await viewers.FindAsync(by.RootId, user, cancel) : by;
        if (actsAs is null) return Problems.NotFound();
        var answer = await keys.CreateAsync(actsAs, by.UserId, request.Name, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Created($"/api/v1/api-keys/{answer.Value!.Id}", answer.Value);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, HttpContext context, ApiKeys keys, CancellationToken cancel) =>
        await keys.RevokeAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();
}
