using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Jobs.Postings;
using Rosterline.Platform;

namespace Rosterline.Jobs.Orders;

/// <summary>Orders and who is on them.</summary>
static class OrdersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").RequirePermission("see_people").WithTags("Jobs");
        orders.MapGet("/", FindAsync).WithSummary("Orders, the latest start first");
        orders.MapGet("/{id:guid}", ReadAsync).WithSummary("One order");
        orders.MapGet("/{id:guid}/assignments", AssignedAsync).WithSummary("Who is on an order");

        var edit = api.MapGroup("/orders").RequirePermission("edit_people").WithTags("Jobs");
        edit.MapPost("/", CreateAsync).WithSummary("Add an order");
        edit.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change, close or open an order");
        edit.MapPost("/{id:guid}/assignments", AssignAsync).WithSummary("Put people on an order");
        edit.MapPatch("/{id:guid}/assignments/{personId:guid}", ChangeAssignmentAsync).WithSummary("Change how far an assignment has come, or its start");
    }

    internal sealed record People(IReadOnlyList<Assigned> Items, string? Next);

    static async Task<Results<Ok<FindOrders.Page>, ProblemHttpResult>> FindAsync([AsParameters] FindOrders.Query query, FindOrders find, HttpContext http, CancellationToken cancel) =>
        PostingsApi.Answer(await find.ExecuteAsync(http.Viewer(), query, cancel));

    static async Task<Results<Ok<Order>, ProblemHttpResult>> ReadAsync(Guid id, FindOrders find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is { } order ? TypedResults.Ok(order) : Problems.NotFound();

    static async Task<Results<Ok<People>, ProblemHttpResult>> AssignedAsync(Guid id, FindOrders find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is null ? Problems.NotFound() : TypedResults.Ok(new People(await find.AssignedAsync(http.Viewer(), id, cancel), null));

    static async Task<Results<Created<Order>, ProblemHttpResult>> CreateAsync(SaveOrder.Fields fields, SaveOrder save, HttpContext http, CancellationToken cancel)
    {
        var result = await save.CreateAsync(http.Viewer(), fields, cancel);
        return result.Value is { } order ? TypedResults.Created($"/api/v1/orders/{order.Id}", order) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<Order>, ProblemHttpResult>> ChangeAsync(Guid id, SaveOrder.Fields fields, SaveOrder save, HttpContext http, CancellationToken cancel) =>
        PostingsApi.Answer(await save.ChangeAsync(http.Viewer(), id, fields, cancel));

    static async Task<Results<Ok<PostingsApi.Counted>, ProblemHttpResult>> AssignAsync(Guid id, AssignPeople.Request request, AssignPeople assign, FindOrders find, HttpContext http, CancellationToken cancel)
    {
        if (await find.FindAsync(http.Viewer(), id, cancel) is null) return Problems.NotFound();
        var result = await assign.ExecuteAsync(http.Viewer(), id, request, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new PostingsApi.Counted(result.Value));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ChangeAssignmentAsync(
        Guid id, Guid personId, AssignPeople.Change change, AssignPeople assign, HttpContext http, CancellationToken cancel) =>
        await assign.ChangeAsync(http.Viewer(), id, personId, change, cancel) ? TypedResults.NoContent() : Problems.NotFound();
}
