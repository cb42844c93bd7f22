using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Conversations.History;

/// <summary>The texts of a record.</summary>
static class HistoryApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/people/{id:guid}/history", ReadAsync).RequirePermission("see_people").RequirePermission(Viewer.SeeLogged).WithTags("People")
            .WithSummary("SMS message history: every text with a person that I may read, and how many I may not");

    static async Task<Results<Ok<ReadHistory.Page>, ProblemHttpResult>> ReadAsync(
        Guid id, ReadHistory read, HttpContext http, CancellationToken cancel, string? cursor = null, int? limit = null) =>
        await read.ExecuteAsync(http.Viewer(), id, cursor, limit, cancel) is { } page ? TypedResults.Ok(page)
            : Problems.Because(400, "bad_cursor", "This cursor is not one of ours. Take it from “next” of the page before.");
}
