using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>The account tree: everybody may read its names, administrators build it.</summary>
static class AccountsApi
{
    public sealed record Row(Guid Id, Guid? ParentId, AccountKind Kind, string Name, string? TimeZone);

    public sealed record Page(IReadOnlyList<Row> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").ForEveryViewer().WithTags("Accounts");
        accounts.MapGet("", ListAsync).WithSummary("Organisation, divisions and branches");
        accounts.MapPost("", CreateAsync).RequirePermission(Permissions.Administer).WithSummary("Add a division or a branch");
    }

    static async Task<Ok<Page>> ListAsync(HttpContext context, RosterlineDb db, CancellationToken cancel)
    {
        var rootId = context.Viewer().RootId;
        var rows = await db.Accounts.Where(a => a.RootId == rootId).OrderBy(a => a.Kind).ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new Row(a.Id, a.ParentId, a.Kind, a.Name, a.TimeZone)).ToListAsync(cancel);
        return TypedResults.Ok(new Page(rows, null));
    }

    static async Task<Results<Created<Row>, ProblemHttpResult>> CreateAsync(
        CreateAccount.Request request, HttpContext context, CreateAccount create, CancellationToken cancel)
    {
        var answer = await create.ExecuteAsync(context.Viewer(), request, cancel);
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        var made = answer.Value!;
        return TypedResults.Created($"/api/v1/accounts/{made.Id}", new Row(made.Id, made.ParentId, made.Kind, made.Name, made.TimeZone));
    }
}
