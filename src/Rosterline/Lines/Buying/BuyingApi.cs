using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Lines.Buying;

/// <summary>Numbers of text providers that sell them. Asks for both permissions: a number costs money, and it is one to text from.</summary>
static class BuyingApi
{
    public sealed record Page<T>(IReadOnlyList<T> Items);

    public sealed record Seller(Guid ConnectionId, string Name, string Provider);

    public static void Map(RouteGroupBuilder api)
    {
        var numbers = api.MapGroup("/texting/numbers").RequirePermission("manage_integration").RequirePermission("manage_lines").WithTags("Texting administration");
        numbers.MapGet("sellers", async (HttpContext context, BuyNumber buy, CancellationToken cancel) => TypedResults.Ok(new Page<Seller>(
            [.. (await buy.SellersAsync(context.Viewer(), cancel)).Select(found => new Seller(found.Connection.Id, found.Connection.Name, found.Provider.Label))])))
            .WithSummary("Text providers that sell numbers");
        numbers.MapGet("for-sale", FindAsync).WithSummary("Numbers that can be had, of an area code or any");
        numbers.MapPost("", BuyAsync).WithSummary("Get a number, chosen or any, and give it to a user");
    }

    static async Task<Results<Ok<Page<NumberForSale>>, ProblemHttpResult>> FindAsync(Guid? connectionId, int? areaCode, HttpContext context, BuyNumber buy, CancellationToken cancel)
    {
        var answer = await buy.FindAsync(context.Viewer(), connectionId, areaCode, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Page<NumberForSale>(answer.Value!));
    }

    static async Task<Results<Ok<BuyNumber.Bought>, ProblemHttpResult>> BuyAsync(BuyNumber.Request request, HttpContext context, BuyNumber buy, CancellationToken cancel)
    {
        var answer = await buy.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }
}
