using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts.Sessions;
using Rosterline.Platform;

namespace Rosterline.Accounts.Keys;

/// <summary>Keys for programs; administrators only.</summary>
static class ApiKeysApi
{
    public sealed record Page(IReadOnlyList<ApiKeys.Row> Items, string? Next);

    /// <param name="UserId">Whom the key acts as; null: the one who makes it.</param>
    /// <param name="Scopes">What it may do; null: everything its user may.</param>
    /// <param name="ExpiresAt">Null: until it is revoked.</param>
    /// <param name="AccountId">It reaches only this account and what is below; null or the organisation itself: as far as its user.</param>
    public sealed record Request(string Name, Guid? UserId, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null, Guid? AccountId = null);

    /// <param name="OverlapHours">How long the former key goes on working, from 0 to 168; null: 24.</param>
    public sealed record Rotation(int? OverlapHours);

    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequirePermission(Permissions.Administer).WithTags("API keys");
        keys.MapGet("", ListAsync).WithSummary("Keys in force, without their secrets");
        keys.MapPost("", CreateAsync).WithSummary("Make a key, shown once");
        keys.MapPost("{id:guid}/rotate", RotateAsync).WithSummary("A new key in the place of one that goes on working for some hours");
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
        if (request.AccountId is { } account && account != by.RootId)
        {
            if (await viewers.FindAsync(by.RootId, actsAs.UserId, account, cancel) is not { } narrowed) return Problems.Refused(SignInRefusals.KeyReachesNothing);
            actsAs = narrowed;
        }

        return Answer(await keys.CreateAsync(actsAs, by.UserId, new(request.Name, request.Scopes, request.ExpiresAt, Scopes.OfKey(context.User)), cancel));
    }

    static async Task<Results<Created<ApiKeys.Created>, ProblemHttpResult>> RotateAsync(
        Guid id, Rotation request, HttpContext context, ApiKeys keys, CancellationToken cancel) =>
        await keys.RotateAsync(context.Viewer(), id, request.OverlapHours ?? 24, Scopes.OfKey(context.User), cancel) is { } answer ? Answer(answer) : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, HttpContext context, ApiKeys keys, CancellationToken cancel) =>
        await keys.RevokeAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static Results<Created<ApiKeys.Created>, ProblemHttpResult> Answer(Result<ApiKeys.Created> answer) =>
        answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Created($"/api/v1/api-keys/{answer.Value!.Id}", answer.Value);
}
