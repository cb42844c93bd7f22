using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts.Tree;

/// <summary>The account tree: everybody may read its names, administrators build it.</summary>
static class AccountsApi
{
    /// <param name="TimeZone">Null: as above it.</param>
    /// <param name="TextingOff">Texting is switched off here, and so for everything below.</param>
    public sealed record Row(Guid Id, Guid? ParentId, AccountKind Kind, string Name, string? TimeZone, bool TextingOff)
    {
        /// <summary>Null: not paused itself.</summary>
        public AccountPause? Paused { get; init; }
    }

    public sealed record AccountPause(DateTimeOffset Since, string? By, string? Reason);

    public sealed record Page(IReadOnlyList<Row> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").ForEveryViewer().WithTags("Accounts");
        accounts.MapGet("", ListAsync).WithSummary("Organisation, divisions and branches");
        accounts.MapPost("", CreateAsync).RequirePermission(Permissions.Administer).WithSummary("Add a division or a branch");
        accounts.MapPatch("{id:guid}", ChangeAsync).RequirePermission(Permissions.Administer).WithSummary("Rename an account, give it a time zone, switch texting off and on");
        accounts.MapDelete("{id:guid}", RemoveAsync).RequirePermission(Permissions.Administer).WithSummary("Remove an account nothing belongs to");
    }

    static async Task<Ok<Page>> ListAsync(HttpContext context, RosterlineDb db, NpgsqlDataSource database, CancellationToken cancel)
    {
        var rootId = context.Viewer().RootId;
        var rows = await db.Accounts.Where(a => a.RootId == rootId).OrderBy(a => a.Kind).ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Select(a => new Row(a.Id, a.ParentId, a.Kind, a.Name, a.TimeZone, a.Texting == false)).ToListAsync(cancel);
        var paused = (await database.Command("select a.id, a.paused_at, u.name, a.paused_reason from account a left join app_user u on u.id = a.paused_by where a.root_id = $1 and a.paused_at is not null", rootId)
            .ReadAllAsync(row => (Id: row.GetGuid(0), Pause: new AccountPause(row.GetFieldValue<DateTimeOffset>(1), row.Text(2), row.Text(3))), cancel)).ToDictionary(each => each.Id, each => each.Pause);
        return TypedResults.Ok(new Page([.. rows.Select(row => row with { Paused = paused.GetValueOrDefault(row.Id) })], null));
    }

    static async Task<Results<Created<Row>, ProblemHttpResult>> CreateAsync(
        CreateAccount.Request request, HttpContext context, CreateAccount create, CancellationToken cancel)
    {
        var answer = await create.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Created($"/api/v1/accounts/{answer.Value!.Id}", RowOf(answer.Value));
    }

    static async Task<Results<Ok<Row>, ProblemHttpResult>> ChangeAsync(Guid id, ChangeAccount.Request request, HttpContext context, ChangeAccount change, CancellationToken cancel) =>
        await change.ExecuteAsync(context.Viewer(), id, request, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(RowOf(answer.Value!));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext context, ChangeAccount change, CancellationToken cancel) =>
        await change.RemoveAsync(context.Viewer(), id, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();

    static Row RowOf(Account account) => new(account.Id, account.ParentId, account.Kind, account.Name, account.TimeZone, account.Texting == false);
}
