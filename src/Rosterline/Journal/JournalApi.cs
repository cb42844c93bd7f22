using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Journal;

/// <summary>Notes on records and the actions they can carry.</summary>
static class JournalApi
{
    public sealed record Actions(IReadOnlyList<string> Items);

    public sealed record NewActions(IReadOnlyList<string>? Items);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/people/{id:guid}/journal", ReadAsync).RequirePermission("see_people").WithTags("Journal").WithSummary("What happened with a person, newest first");
        api.MapPost("/people/notes", LogAsync).RequirePermission("edit_people").WithTags("Journal").WithSummary("Log a message: a note with an action on one record or many, without texting");
        api.MapGet("/action-codes", FindAsync).RequirePermission("see_people").WithTags("Journal").WithSummary("The organisation's list of actions");
        api.MapPut("/action-codes", ReplaceAsync).RequirePermission(Permissions.Administer).WithTags("Journal").WithSummary("Replace the list of actions");
    }

    static async Task<Results<Ok<ReadJournal.Page>, ProblemHttpResult>> ReadAsync(
        Guid id, ReadJournal read, HttpContext http, CancellationToken cancel, string? cursor = null, int? limit = null)
    {
        var result = await read.ExecuteAsync(http.Viewer(), id, cursor, limit, cancel);
        return result.Value is { } page ? TypedResults.Ok(page) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<LogMessage.Outcome>, ProblemHttpResult>> LogAsync(LogMessage.Request request, LogMessage log, HttpContext http, CancellationToken cancel)
    {
        var result = await log.ExecuteAsync(http.Viewer(), request, cancel);
        if (result.Value is { } outcome) return TypedResults.Ok(outcome);
        return result.Refusal is { Code: "not_found" } ? Problems.NotFound() : Problems.Refused(result.Refusal!);
    }

    static async Task<Ok<Actions>> FindAsync(ActionCodes actions, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(new Actions(await actions.FindAsync(http.Viewer().RootId, cancel)));

    static async Task<Results<Ok<Actions>, ProblemHttpResult>> ReplaceAsync(NewActions request, ActionCodes actions, HttpContext http, CancellationToken cancel)
    {
        var result = await actions.ReplaceAsync(http.Viewer(), request.Items, cancel);
        return result.Value is { } names ? TypedResults.Ok(new Actions(names)) : Problems.Refused(result.Refusal!);
    }
}
