using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Templates;

/// <summary>Templates: found, written, removed and brought back, used.</summary>
static class TemplatesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var templates = api.MapGroup("/templates").RequirePermission("text").WithTags("Templates");
        templates.MapGet("/", FindAsync).WithSummary("Shared templates and one's own");
        templates.MapGet("/{id:guid}", ReadAsync).WithSummary("One template");
        templates.MapPost("/", CreateAsync).WithSummary("Write a template");
        templates.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change a template");
        templates.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Take a template away");
        templates.MapPost("/{id:guid}/restore", RestoreAsync).WithSummary("Bring back a template that was taken away");
        templates.MapPost("/{id:guid}/use", UseAsync).WithSummary("A template in a person's words");
    }

    static async Task<Results<Ok<FindTemplates.Page>, ProblemHttpResult>> FindAsync(
        [AsParameters] Asked asked, FindTemplates find, HttpContext http, CancellationToken cancel)
    {
        if (PurposeNames.Read(asked.Purpose) is not (true, var purpose)) return Problems.Refused(TemplateRefusals.PurposeMissing);
        return Answer(await find.ExecuteAsync(http.Viewer(), new(asked.Q, purpose, asked.Folder, asked.Cursor, asked.Limit), cancel));
    }

    internal sealed record Asked
    {
        public string? Q { get; init; }
        public string? Purpose { get; init; }
        public string? Folder { get; init; }
        public string? Cursor { get; init; }
        public int? Limit { get; init; }
    }

    static async Task<Results<Ok<Template>, ProblemHttpResult>> ReadAsync(Guid id, FindTemplates find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is { } template ? TypedResults.Ok(template) : Problems.NotFound();

    static async Task<Results<Created<Template>, ProblemHttpResult>> CreateAsync(TemplateFields fields, SaveTemplate save, HttpContext http, CancellationToken cancel)
    {
        var result = await save.CreateAsync(http.Viewer(), fields, cancel);
        return result.Value is { } template ? TypedResults.Created($"/api/v1/templates/{template.Id}", template) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<Template>, ProblemHttpResult>> ChangeAsync(Guid id, TemplateFields fields, SaveTemplate save, HttpContext http, CancellationToken cancel) =>
        Answer(await save.ChangeAsync(http.Viewer(), id, fields, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, RemoveTemplate remove, HttpContext http, CancellationToken cancel)
    {
        var result = await remove.ExecuteAsync(http.Viewer(), id, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value ? TypedResults.NoContent() : Problems.NotFound();
    }

    static async Task<Results<Ok<Template>, ProblemHttpResult>> RestoreAsync(Guid id, RemoveTemplate remove, HttpContext http, CancellationToken cancel) =>
        await remove.RestoreAsync(http.Viewer(), id, cancel) is { } template ? TypedResults.Ok(template) : Problems.NotFound();

    static async Task<Results<Ok<UseTemplate.Used>, ProblemHttpResult>> UseAsync(Guid id, UseTemplate.Request request, UseTemplate use, HttpContext http, CancellationToken cancel) =>
        Answer(await use.ExecuteAsync(http.Viewer(), id, request, cancel));

    // Neither: there is none, or it is not the viewer's.
    static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T> result) where T : class =>
        result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value is { } value ? TypedResults.Ok(value) : Problems.NotFound();
}

/// <summary>Purposes as addresses write them.</summary>
static class PurposeNames
{
    /// <summary>Whether it is one or absent, and which.</summary>
    public static (bool Ok, Purpose? Purpose) Read(string? written) => written switch
    {
        null or "" => (true, null), "application" => (true, Purpose.Application), "job_offer" => (true, Purpose.JobOffer),
        "assignment" => (true, Purpose.Assignment), "client" => (true, Purpose.Client), _ => (false, null),
    };
}
