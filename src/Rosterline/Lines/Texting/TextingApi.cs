using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Lines.Texting;

/// <summary>Texting administration: users and their numbers, seats, the address given to a provider.</summary>
static class TextingApi
{
    public sealed record Page(IReadOnlyList<TextingUsers.Row> Items, string? Next);

    public sealed record Given(Guid LineId);

    public sealed record Seats(int PerLine);

    public static void Map(RouteGroupBuilder api)
    {
        var texting = api.MapGroup("/texting").RequirePermission("manage_lines").WithTags("Texting administration");
        texting.MapGet("users", async (HttpContext context, TextingUsers users, CancellationToken cancel) =>
            TypedResults.Ok(new Page(await users.ExecuteAsync(context.Viewer(), cancel), null))).WithSummary("Users and the numbers they text from");
        texting.MapPut("users/{id:guid}", GiveAsync).WithSummary("Give a user her number; it replaces the one she had");
        texting.MapDelete("users/{id:guid}", RemoveAsync).WithSummary("Take a user off every number; conversations stay");
        texting.MapGet("seats", ReadSeatsAsync).WithSummary("How many may share a number");
        texting.MapPut("seats", SaveSeatsAsync).RequirePermission(Permissions.Administer).WithSummary("Change how many may share a number");
        api.MapPost("/connections/{id:guid}/address", ReplaceAsync).RequirePermission("manage_integration").WithTags("Text providers").WithSummary("Replace the address given to the provider; the old one is dead at once");
    }

    static async Task<Results<Ok<Given>, ProblemHttpResult>> GiveAsync(Guid id, GiveNumber.Request request, HttpContext context, GiveNumber give, CancellationToken cancel) =>
        await give.ExecuteAsync(context.Viewer(), id, request, cancel) is not { } answer ? Problems.NotFound()
            : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Given(answer.Value));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext context, RemoveFromTexting remove, CancellationToken cancel) =>
        await remove.ExecuteAsync(context.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Ok<Seats>> ReadSeatsAsync(HttpContext context, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.Command("select seats_per_line from organisation where root_id = $1", context.Viewer().RootId);
        return TypedResults.Ok(new Seats((int)(await command.ExecuteScalarAsync(cancel))!));
    }

    static async Task<Results<Ok<Seats>, ProblemHttpResult>> SaveSeatsAsync(Seats seats, HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancel)
    {
        if (seats.PerLine is < 1 or > 100) return Problems.Refused(TextingRefusals.SeatsWrong);
        var viewer = context.Viewer();
        await using var batch = database.CreateBatch();
        batch.Add("update organisation set seats_per_line = $2 where root_id = $1", viewer.RootId, seats.PerLine);
        AuditLog.Add(batch, AuditedAct.By(viewer, "texting.seats", "organisation", viewer.RootId, new { after = seats.PerLine }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        return TypedResults.Ok(seats);
    }

    static async Task<Results<Ok<ReplaceAddress.Replaced>, ProblemHttpResult>> ReplaceAsync(Guid id, HttpContext context, ReplaceAddress replace, CancellationToken cancel) =>
        await replace.ExecuteAsync(context.Viewer(), id, cancel) is { } replaced ? TypedResults.Ok(replaced) : Problems.NotFound();
}
