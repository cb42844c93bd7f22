using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Consent;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.People;

/// <summary>People, their numbers, locks and opt-outs; companies.</summary>
static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").RequirePermission("see_people").WithTags("People");
        people.MapGet("/", FindAsync).KeepsWithin().WithSummary("People, searched and sorted");
        people.MapGet("/count", CountAsync).KeepsWithin().WithSummary("How many people match");
        people.MapGet("/groups", GroupsAsync).KeepsWithin().WithSummary("How many match by branch, rep, company, status, active or assigned, as of at most ten seconds ago");
        people.MapGet("/{id:guid}", ReadAsync).KeepsWithin().WithSummary("One person with numbers, conversations and consent");
        api.MapGet("/companies", CompaniesAsync).RequirePermission("see_people").WithTags("People").WithSummary("Client companies by name");

        var edit = api.MapGroup("/people").RequirePermission("edit_people").WithTags("People");
        edit.MapPost("/", CreateAsync).WithSummary("Add a person");
        edit.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a person");
        edit.MapPost("/{id:guid}/lock", LockAsync).WithSummary("Lock a person: nobody can text her");
        edit.MapPost("/{id:guid}/unlock", UnlockAsync).WithSummary("Unlock a person");
        edit.MapPost("/{id:guid}/opt-out", OptOutAsync).WithSummary("Record an opt-out told by phone or e-mail");
        edit.MapPost("/{id:guid}/clear-mark", ClearMarkAsync).WithSummary("Forget what a carrier said about one of the numbers");
        api.MapPost("/people/{id:guid}/delete", DeleteAsync).RequirePermission("compliance").WithTags("People").WithSummary("Delete a person's details; opt-outs stay");
    }

    internal sealed record LockRequest(string? Reason);

    internal sealed record MarkedNumber(string? Number);

    internal sealed record Companies(IReadOnlyList<FindCompanies.Found> Items, string? Next);

    static async Task<Results<Ok<FindPeople.Page>, ProblemHttpResult>> FindAsync(
        [AsParameters] FindPeople.Query query, FindPeople find, HttpContext http, CancellationToken cancel)
    {
        var result = await find.ExecuteAsync(http.Viewer(), query, cancel);
        return result.Value is { } page ? TypedResults.Ok(page) : Problems.Refused(result.Refusal!);
    }

    static async Task<Ok<CountPeople.Answer>> CountAsync(int? upTo, [AsParameters] FindPeople.Query query, CountPeople count, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(await count.ExecuteAsync(http.Viewer(), query, upTo, cancel));

    static async Task<Results<Ok<CountPeople.Groups>, ProblemHttpResult>> GroupsAsync(
        string? by, [AsParameters] FindPeople.Query query, CountPeople count, HttpContext http, CancellationToken cancel) =>
        await count.GroupAsync(http.Viewer(), query, by, cancel) is { } groups ? TypedResults.Ok(groups)
            : Problems.Because(400, "bad_group", "by is branch, rep, company, status, active or assigned.");

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

    static async Task<Results<Ok<PersonRecord>, ProblemHttpResult>> ClearMarkAsync(
        Guid id, MarkedNumber request, ClearCarrierMark clear, ReadPerson read, HttpContext http, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(request.Number ?? "") is not { } number) return Problems.NotFound();
        var result = await clear.ExecuteAsync(http.Viewer(), id, number, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal) : await AnswerAsync(id, read, http, cancel);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, LockRequest request, DeletePerson delete, HttpContext http, CancellationToken cancel)
    {
        var result = await delete.ExecuteAsync(http.Viewer(), id, request.Reason, cancel);
        return result.Refusal switch { null => TypedResults.NoContent(), { Code: "not_found" } => Problems.NotFound(), var refusal => Problems.Refused(refusal) };
    }

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
