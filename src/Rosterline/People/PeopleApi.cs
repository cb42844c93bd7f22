using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>People, their numbers, locks and opt-outs; companies.</summary>
static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").RequirePermission("see_people").WithTags("People");
        people.MapGet("/", FindAsync).WithSummary("People, searched and sorted");
        people.MapGet("/{id:guid}", ReadAsync).WithSummary("One person with numbers, conversations and consent");
        api.MapGet("/companies", CompaniesAsync).RequirePermission("see_people").WithTags("People").WithSummary("Client companies by name");

        var edit = api.MapGroup("/people").RequirePermission("edit_people").WithTags("People");
        edit.MapPost("/", CreateAsync).WithSummary("Add a person");
        edit.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a person");
        edit.MapPost("/{id:guid}/lock", LockAsync).WithSummary("Lock a person: nobody can text her");
        edit.MapPost("/{id:guid}/unlock", UnlockAsync).WithSummary("Unlock a person");
        edit.MapPost("/{id:guid}/opt-out", OptOutAsync).WithSummary("Record an opt-out told by phone or e-mail");
    }

    sealed record LockRequest(string? Reason);

    sealed record Companies(IReadOnlyList<FindCompanies.Found> Items, string? Next);

    static async Task<Results<Ok<FindPeople.Page>, ProblemHttpResult>> FindAsync(
        [AsParameters] FindPeople.Query query, FindPeople find, HttpContext http, CancellationToken cancel)
    {
        var result = await find.ExecuteAsync(http.Viewer(), query, cancel);
        return result.Value is { } page ? TypedResults.Ok(page) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> ReadAsync(Guid id, ReadPerson read, HttpContext http, CancellationToken cancel) =>
        await read.ExecuteAsync(http.Viewer(), id, cancel) is { } record ? TypedResults.Ok(record) : Problems.NotFound();

    static async Task<Results<Created<PersonRecord>, ProblemHttpResult>> CreateAsync(
        PersonFields fields, SavePerson save, ReadPerson read, HttpContext http, CancellationToken cancel)
    {
        var result = await save.CreateAsync(http.Viewer(), fields, cancel);
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        return TypedResults.Created($"/api/v1/people/{result.Value}", await read.ExecuteAsync(http.Viewer(), result.Value, cancel));
    }

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> ChangeAsync(
        Guid id, PersonFields fields, SavePerson save, ReadPerson read, HttpContext http, CancellationToken cancel) =>
        await AnswerAsync(await save.ChangeAsync(http.Viewer(), id, fields, cancel), read, http, cancel);

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> LockAsync(
        Guid id, LockRequest request, LockPerson locks, ReadPerson read, HttpContext http, CancellationToken cancel) =>
        await AnswerAsync(await locks.LockAsync(http.Viewer(), id, request.Reason, cancel), read, http, cancel);

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> UnlockAsync(
        Guid id, LockPerson locks, ReadPerson read, HttpContext http, CancellationToken cancel) =>
        await AnswerAsync(await locks.UnlockAsync(http.Viewer(), id, cancel), read, http, cancel);

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> OptOutAsync(
        Guid id, RecordPersonOptOut.Request request, RecordPersonOptOut record, ReadPerson read, HttpContext http, CancellationToken cancel) =>
        await AnswerAsync(await record.ExecuteAsync(http.Viewer(), id, request, cancel), read, http, cancel);

    static async Task<Ok<Companies>> CompaniesAsync(string? q, FindCompanies find, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(new Companies(await find.ExecuteAsync(http.Viewer(), q, cancel), null));

    // After a change the record as it is now.
    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> AnswerAsync(Result<Guid> result, ReadPerson read, HttpContext http, CancellationToken cancel)
    {
        if (result.Refusal is { Code: "not_found" }) return Problems.NotFound();
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        return await read.ExecuteAsync(http.Viewer(), result.Value, cancel) is { } record ? TypedResults.Ok(record) : Problems.NotFound();
    }
}
