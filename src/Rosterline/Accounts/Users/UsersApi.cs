using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Platform;

namespace Rosterline.Accounts.Users;

/// <summary>Users of the organisation; administrators only.</summary>
static class UsersApi
{
    public sealed record Page(IReadOnlyList<ListUsers.Row> Items, string? Next);

    /// <param name="Link">One-time link, valid 15 minutes and shown only here; null when a password was given.</param>
    public sealed record Created(Guid Id, Uri? Link);

    public sealed record Link(Uri Address);

    public static void Map(RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").RequirePermission("manage_users").WithTags("Users");
        users.MapGet("", ListAsync).WithSummary("Everybody of the organisation");
        users.MapPost("", CreateAsync).WithSummary("Add a person, with a password or a one-time link shown once");
        users.MapDelete("{id:guid}", RemoveAsync).WithSummary("End a person's access: sessions, keys and lines at once");
        users.MapPost("{id:guid}/hand-over", HandOverAsync).RequirePermission("manage_lines").WithSummary("Hand what a person has to a colleague, or count it first");
        users.MapPost("{id:guid}/link", LinkAsync).WithSummary("Make a new one-time link for a person, shown once");
    }

    static async Task<Ok<Page>> ListAsync(HttpContext context, ListUsers list, CancellationToken cancel) =>
        TypedResults.Ok(new Page(await list.ExecuteAsync(context.Viewer(), cancel), null));

    static async Task<Results<Created<Created>, ProblemHttpResult>> CreateAsync(
        CreateUser.Request request, HttpContext context, CreateUser create, Settings settings, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        var answer = await create.ExecuteAsync(viewer, request, cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        var link = answer.Value!.StartPath is { } path ? AddressOf(context.Request, settings, path) : null;
        return TypedResults.Created($"/api/v1/users/{answer.Value.Id}", new Created(answer.Value.Id, link));
    }

    static async Task<Results<Ok<HandOver.Moved>, ProblemHttpResult>> HandOverAsync(Guid id, HandOver.Request request, HttpContext context, HandOver over, CancellationToken cancel) =>
        await over.ExecuteAsync(context.Viewer(), id, request, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid id, HttpContext context, UserAccess access, ApiKeyReader keys, CancellationToken cancel)
    {
        if (await access.RemoveAsync(context.Viewer(), id, cancel) is not { } answer) return Problems.NotFound();
        keys.Forget();
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
    }

    static async Task<Results<Ok<Link>, ProblemHttpResult>> LinkAsync(
        Guid id, HttpContext context, UserAccess access, Settings settings, CancellationToken cancel) =>
        await access.LinkAsync(context.Viewer(), id, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Ok(new Link(AddressOf(context.Request, settings, answer.Value!)));

    internal static Uri AddressOf(HttpRequest request, Settings settings, string path) =>
        new(settings.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}"), path);
}
