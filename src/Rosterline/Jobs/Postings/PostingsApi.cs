using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Jobs.Applicants;
using Rosterline.Platform;

namespace Rosterline.Jobs.Postings;

/// <summary>Postings with their applicants, and the pool of everybody who applied.</summary>
static class PostingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var postings = api.MapGroup("/postings").RequirePermission("see_people").WithTags("Jobs");
        postings.MapGet("/", FindAsync).WithSummary("Postings, newest first");
        postings.MapGet("/{id:guid}", ReadAsync).WithSummary("One posting");
        postings.MapGet("/{id:guid}/applicants", ApplicantsAsync).WithSummary("Who applied for it");
        api.MapGet("/candidate-pool", PoolAsync).RequirePermission("see_people").WithTags("Jobs").WithSummary("Everybody who applied, once each");

        var edit = api.MapGroup("/postings").RequirePermission("edit_people").WithTags("Jobs");
        edit.MapPost("/", CreateAsync).WithSummary("Add a posting");
        edit.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change, close or open a posting");
        edit.MapPost("/{id:guid}/applicants", AddAsync).WithSummary("Put people on a posting by hand");
        edit.MapPost("/{id:guid}/stage", MoveAsync).WithSummary("Move applicants to another stage");
    }

    internal sealed record Asked
    {
        public string? Q { get; init; }
        public string? Stage { get; init; }
        public string? Cursor { get; init; }
        public int? Limit { get; init; }
    }

    internal sealed record People(IReadOnlyList<Guid>? PersonIds);

    internal sealed record Move(IReadOnlyList<Guid>? PersonIds, Stage? Stage);

    public sealed record Counted(int Count);

    static async Task<Results<Ok<FindPostings.Page>, ProblemHttpResult>> FindAsync([AsParameters] FindPostings.Query query, FindPostings find, HttpContext http, CancellationToken cancel) =>
        Answer(await find.ExecuteAsync(http.Viewer(), query, cancel));

    static async Task<Results<Ok<Posting>, ProblemHttpResult>> ReadAsync(Guid id, FindPostings find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is { } posting ? TypedResults.Ok(posting) : Problems.NotFound();

    static Task<Results<Ok<FindApplicants.Page>, ProblemHttpResult>> ApplicantsAsync(Guid id, [AsParameters] Asked asked, FindApplicants find, HttpContext http, CancellationToken cancel) =>
        PeopleAsync(id, asked, find, http, cancel);

    static Task<Results<Ok<FindApplicants.Page>, ProblemHttpResult>> PoolAsync([AsParameters] Asked asked, FindApplicants find, HttpContext http, CancellationToken cancel) =>
        PeopleAsync(null, asked, find, http, cancel);

    static async Task<Results<Ok<FindApplicants.Page>, ProblemHttpResult>> PeopleAsync(Guid? posting, Asked asked, FindApplicants find, HttpContext http, CancellationToken cancel)
    {
        var stage = Stages.Read(asked.Stage);
        if (stage is null && !string.IsNullOrEmpty(asked.Stage)) return Problems.Refused(Refusals.StageUnknown);
        return Answer(await find.ExecuteAsync(http.Viewer(), new(posting, stage, asked.Q, asked.Cursor, asked.Limit), cancel));
    }

    static async Task<Results<Created<Posting>, ProblemHttpResult>> CreateAsync(SavePosting.Fields fields, SavePosting save, HttpContext http, CancellationToken cancel)
    {
        var result = await save.CreateAsync(http.Viewer(), fields, cancel);
        return result.Value is { } posting ? TypedResults.Created($"/api/v1/postings/{posting.Id}", posting) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<Posting>, ProblemHttpResult>> ChangeAsync(Guid id, SavePosting.Fields fields, SavePosting save, HttpContext http, CancellationToken cancel) =>
        Answer(await save.ChangeAsync(http.Viewer(), id, fields, cancel));

    static async Task<Results<Ok<Counted>, ProblemHttpResult>> AddAsync(Guid id, People people, MoveApplicants move, FindPostings find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is null ? Problems.NotFound() : Count(await move.AddAsync(http.Viewer(), id, people.PersonIds ?? [], cancel));

    static async Task<Results<Ok<Counted>, ProblemHttpResult>> MoveAsync(Guid id, Move asked, MoveApplicants move, FindPostings find, HttpContext http, CancellationToken cancel)
    {
        if (asked.Stage is not { } stage || !Enum.IsDefined(stage)) return Problems.Refused(Refusals.StageUnknown);
        if (await find.FindAsync(http.Viewer(), id, cancel) is null) return Problems.NotFound();
        return Count(await move.ExecuteAsync(http.Viewer(), id, asked.PersonIds ?? [], stage, cancel));
    }

    static Results<Ok<Counted>, ProblemHttpResult> Count(Result<int> result) =>
        result.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Counted(result.Value));

    // Neither: there is none, or it is another organisation's.
    internal static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> result) where T : class =>
        result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value is { } value ? TypedResults.Ok(value) : Problems.NotFound();
}
