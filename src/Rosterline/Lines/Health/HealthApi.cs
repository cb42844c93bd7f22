using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Lines.Exchanges;
using Rosterline.Platform;

namespace Rosterline.Lines.Health;

/// <summary>How provider accounts are doing; what is wrong is told to everybody concerned.</summary>
static class HealthApi
{
    const int PageSize = 50;

    public sealed record Troubles(IReadOnlyList<Trouble> Items);

    public sealed record ExchangePage(IReadOnlyList<ExchangeView> Items, string? Next);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/troubles", async (HttpContext context, FindTroubles find, CancellationToken cancel) => TypedResults.Ok(new Troubles(await find.ExecuteAsync(context.Viewer(), cancel))))
            .ForEveryViewer().WithTags("Text providers").WithSummary("What is wrong with the text providers of one's own lines just now");
        var own = api.MapGroup("/connections/{id:guid}").RequirePermission("manage_integration").NeedsScope(Scopes.Admin).WithTags("Text providers");
        own.MapGet("figures", FiguresAsync).WithSummary("Texts by hour, reasons, answer times and numbers of a connection");
        own.MapGet("exchanges", ExchangesAsync).WithSummary("Calls made and webhooks received of a connection, newest first, kept for 30 days");
    }

    static async Task<Results<Ok<ConnectionFigures>, ProblemHttpResult>> FiguresAsync(Guid id, HttpContext context, ReadConnectionFigures read, CancellationToken cancel) =>
        await read.ExecuteAsync(context.Viewer(), id, cancel) is { } figures ? TypedResults.Ok(figures) : Problems.NotFound();

    /// <param name="failed">Only what did not go well.</param>
    /// <param name="cursor">From the page before.</param>
    static async Task<Ok<ExchangePage>> ExchangesAsync(Guid id, bool? failed, Guid? cursor, HttpContext context, FindExchanges find, CancellationToken cancel)
    {
        var found = await find.OfConnectionAsync(context.Viewer(), id, failed ?? false, cursor, PageSize + 1, cancel);
        return TypedResults.Ok(new ExchangePage([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Id.ToString() : null));
    }
}
