using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>Hotlists with their members, and saved searches.</summary>
static class HotlistsApi
{
    public sealed record Lists(IReadOnlyList<Hotlist> Items, string? Next);

    public sealed record Searches(IReadOnlyList<SavedSearches.Saved> Items, string? Next);

    public sealed record NewNote(string? Words);

    public static void Map(RouteGroupBuilder api)
    {
        var read = api.MapGroup("/hotlists").RequirePermission("see_people").WithTags("Hotlists");
        read.MapGet("", ListAsync).WithSummary("My hotlists and those that are shared");
        read.MapGet("/{id:guid}", FindAsync).WithSummary("One hotlist");
        read.MapGet("/{id:guid}/members", MembersAsync).WithSummary("The people on it, a page at a time");
        var edit = api.MapGroup("/hotlists").RequirePermission("edit_people").WithTags("Hotlists");
        edit.MapPost("", CreateAsync).WithSummary("Begin a hotlist, by hand or by search");
        edit.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Rename, share or search anew");
        edit.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Remove a hotlist; its people stay");
        edit.MapPost("/{id:guid}/members", AddAsync).WithSummary("Put people on it");
        edit.MapPost("/{id:guid}/members/remove", TakeOffAsync).WithSummary("Take people off it");
        edit.MapPut("/{id:guid}/members/{personId:guid}/note", NoteAsync).WithSummary("A few words about a person on it");
        var searches = api.MapGroup("/saved-searches").RequirePermission("see_people").WithTags("Hotlists");
        searches.MapGet("", SearchesAsync).WithSummary("My saved searches and those that are shared");
        searches.MapPost("", SaveSearchAsync).WithSummary("Keep filters under a name");
        searches.MapDelete("/{id:guid}", RemoveSearchAsync).WithSummary("Remove a saved search");
    }

    static async Task<Ok<Lists>> ListAsync(HttpContext http, Npgsql.NpgsqlDataSource database, CancellationToken cancel) =>
        TypedResults.Ok(new Lists(await HotlistSql.AllAsync(database, http.Viewer(), cancel), null));

    static async Task<Results<Ok<Hotlist>, ProblemHttpResult>> FindAsync(Guid id, HttpContext http, Npgsql.NpgsqlDataSource database, CancellationToken cancel) =>
        await HotlistSql.FindAsync(database, http.Viewer(), id, cancel) is { } hotlist ? TypedResults.Ok(hotlist) : Problems.NotFound();

    static async Task<Results<Ok<ReadMembers.Page>, ProblemHttpResult>> MembersAsync(
        Guid id, ReadMembers read, HttpContext http, CancellationToken cancel, string? q = null, string? sort = null, string? cursor = null, int? limit = null) =>
        Answer(await read.ExecuteAsync(http.Viewer(), id, new() { Q = q, Sort = sort, Cursor = cursor, Limit = limit }, cancel));

    static async Task<Results<Created<Hotlist>, ProblemHttpResult>> CreateAsync(SaveHotlist.Fields fields, SaveHotlist save, HttpContext http, CancellationToken cancel)
    {
        var result = await save.CreateAsync(http.Viewer(), fields, cancel);
        return result.Value is { } made ? TypedResults.Created($"/api/v1/hotlists/{made.Id}", made) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<Hotlist>, ProblemHttpResult>> ChangeAsync(Guid id, SaveHotlist.Fields fields, SaveHotlist save, HttpContext http, CancellationToken cancel) =>
        Answer(await save.ChangeAsync(http.Viewer(), id, fields, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, SaveHotlist save, HttpContext http, CancellationToken cancel) =>
        Done(await save.RemoveAsync(http.Viewer(), id, cancel));

    static async Task<Results<Ok<ChangeMembers.Outcome>, ProblemHttpResult>> AddAsync(
        Guid id, AudienceRequest whom, ChangeMembers change, HttpContext http, CancellationToken cancel) =>
        Answer(await change.AddAsync(http.Viewer(), id, whom, cancel));

    static async Task<Results<Ok<ChangeMembers.Outcome>, ProblemHttpResult>> TakeOffAsync(
        Guid id, AudienceRequest whom, ChangeMembers change, HttpContext http, CancellationToken cancel) =>
        Answer(await change.RemoveAsync(http.Viewer(), id, whom, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> NoteAsync(
        Guid id, Guid personId, NewNote note, WriteHotlistNote write, HttpContext http, CancellationToken cancel) =>
        Done(await write.ExecuteAsync(http.Viewer(), id, personId, note.Words, cancel));

    static async Task<Ok<Searches>> SearchesAsync(SavedSearches searches, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(new Searches(await searches.FindAsync(http.Viewer(), cancel), null));

    static async Task<Results<Created<SavedSearches.Saved>, ProblemHttpResult>> SaveSearchAsync(
        SavedSearches.Fields fields, SavedSearches searches, HttpContext http, CancellationToken cancel)
    {
        var result = await searches.CreateAsync(http.Viewer(), fields, cancel);
        return result.Value is { } made ? TypedResults.Created($"/api/v1/saved-searches/{made.Id}", made) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveSearchAsync(Guid id, SavedSearches searches, HttpContext http, CancellationToken cancel) =>
        Done(await searches.RemoveAsync(http.Viewer(), id, cancel));

    static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(result.Value!);

    static Results<NoContent, ProblemHttpResult> Done<T>(Result<T> result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.NoContent();

    static ProblemHttpResult Problem(Refusal refusal) => refusal.Code == "not_found" ? Problems.NotFound() : Problems.Refused(refusal);
}
