using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Platform;

namespace Rosterline.Accounts.Groups;

/// <summary>Security groups: what they allow, who is in them, and what follows for a person.</summary>
static class GroupsApi
{
    /// <param name="Permissions">Everything a group can allow, by category.</param>
    public sealed record Page(IReadOnlyList<GroupRow> Items, IReadOnlyList<Permission> Permissions);

    public sealed record Put(string Group);

    public static void Map(RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/security-groups").WithTags("Security groups");
        groups.MapGet("", ListAsync).RequirePermission("manage_users").WithSummary("Groups, what they allow and who is in them");
        var managed = groups.MapGroup("").RequirePermission("manage_groups");
        managed.MapPost("", CreateAsync).WithSummary("Make a group of permissions or of message visibility");
        managed.MapPut("{id:guid}", ChangeAsync).WithSummary("Change a group the organisation made");
        managed.MapDelete("{id:guid}", RemoveAsync).WithSummary("Remove a group nobody is in");
        managed.MapGet("visibility", async (HttpContext context, ChangeVisibility change, CancellationToken cancel) =>
            TypedResults.Ok(await change.ReadAsync(context.Viewer().RootId, cancel))).WithSummary("How it is decided whose conversations one reads");
        managed.MapPut("visibility", VisibilityAsync).WithSummary("Decide by permission or by line, and whether everybody sees logged messages");
        var users = api.MapGroup("/users/{id:guid}").RequirePermission("manage_users").WithTags("Users");
        users.MapPut("groups/{accountId:guid}", PutAsync).WithSummary("Put a person in a group at an account; she leaves the one she was in there");
        users.MapDelete("groups/{accountId:guid}", LeaveAsync).WithSummary("End what a person may do at an account");
        users.MapGet("rights", RightsAsync).WithSummary("What can this person do, and which rule decides");
    }

    static async Task<Ok<Page>> ListAsync(HttpContext context, GroupRows rows, CancellationToken cancel) =>
        TypedResults.Ok(new Page(await rows.ExecuteAsync(context.Viewer().RootId, cancel), PermissionCatalog.All));

    static async Task<Results<Created<GroupRow>, ProblemHttpResult>> CreateAsync(SaveGroup.Request request, HttpContext context, SaveGroup save, GroupRows rows, CancellationToken cancel)
    {
        var answer = await save.CreateAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Created($"/api/v1/security-groups/{answer.Value}", await OneAsync(context, answer.Value, rows, cancel));
    }

    static async Task<Results<Ok<GroupRow>, ProblemHttpResult>> ChangeAsync(Guid id, SaveGroup.Request request, HttpContext context, SaveGroup save, GroupRows rows, CancellationToken cancel) =>
        await save.ChangeAsync(context.Viewer(), id, request, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(await OneAsync(context, id, rows, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext context, SaveGroup save, CancellationToken cancel) =>
        Answer(await save.RemoveAsync(context.Viewer(), id, cancel));

    static async Task<Results<Ok<ChangeVisibility.Rules>, ProblemHttpResult>> VisibilityAsync(ChangeVisibility.Rules rules, HttpContext context, ChangeVisibility change, CancellationToken cancel)
    {
        var answer = await change.SaveAsync(context.Viewer(), rules, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static async Task<Results<Ok<PutInGroup.Moved>, ProblemHttpResult>> PutAsync(Guid id, Guid accountId, Put request, HttpContext context, PutInGroup put, CancellationToken cancel) =>
        await put.ExecuteAsync(context.Viewer(), id, accountId, request.Group, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);

    static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(Guid id, Guid accountId, HttpContext context, PutInGroup put, CancellationToken cancel) =>
        Answer(await put.LeaveAsync(context.Viewer(), id, accountId, cancel));

    static async Task<Results<Ok<ExplainRights.Answer>, ProblemHttpResult>> RightsAsync(
        Guid id, [AsParameters] ExplainRights.Question question, HttpContext context, ExplainRights explain, CancellationToken cancel) =>
        await explain.ExecuteAsync(context.Viewer().RootId, id, question, cancel) is { } answer ? TypedResults.Ok(answer) : Problems.NotFound();

    static async Task<GroupRow> OneAsync(HttpContext context, Guid id, GroupRows rows, CancellationToken cancel) =>
        (await rows.ExecuteAsync(context.Viewer().RootId, cancel)).Single(row => row.Id == id.ToString());

    static Results<NoContent, ProblemHttpResult> Answer(Result<Guid>? answer) =>
        answer is not { } done ? Problems.NotFound() : done.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
}
