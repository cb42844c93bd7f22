using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Import;
using Rosterline.Platform;

namespace Rosterline.Moving.History;

/// <summary>Bringing the texts of a former product: upload, plan, run, progress, what did not fit, opt-outs found.</summary>
static class HistoryApi
{
    const int MostStops = 500;

    public sealed record Stops(IReadOnlyList<HistoryStops.Found> Items);

    public sealed record Recorded(int Added);

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/history/import").RequirePermission(Permissions.Administer).WithTags("Moving");
        imports.MapPost("/", UploadAsync).WithSummary("Upload a file of texts from another product and see how it is read");
        imports.MapPut("/{id:guid}", PlanAsync).WithSummary("Say what the columns mean, where the texts are from and on which lines they go");
        imports.MapPost("/{id:guid}/run", RunAsync).WithSummary("Bring the texts in");
        imports.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Cancel; what was brought in stays");
        imports.MapGet("/{id:guid}", ReadAsync).WithSummary("How far it is");
        imports.MapGet("/{id:guid}/problems.csv", DownloadAsync).WithSummary("Rows that did not fit, with reasons, as a file");
        imports.MapGet("/{id:guid}/opt-outs", async (Guid id, HttpContext http, HistoryStops stops, CancellationToken cancel) =>
            TypedResults.Ok(new Stops(await stops.FindAsync(http.Viewer(), id, MostStops, cancel)))).WithSummary("Opt-outs found in the texts");
        imports.MapPost("/{id:guid}/opt-outs", async (Guid id, HttpContext http, HistoryStops stops, CancellationToken cancel) =>
            TypedResults.Ok(new Recorded(await stops.RecordAsync(http.Viewer(), id, cancel)))).WithSummary("Record the opt-outs found, with their dates");
    }

    static async Task<Results<Ok<HistoryImports.Understood>, ProblemHttpResult>> UploadAsync(HttpContext http, HistoryImports imports, CancellationToken cancel)
    {
        var file = await UploadedFile.ReadAsync(http.Request, cancel);
        if (file.Value is not { } found) return Problems.Refused(file.Refusal!);
        var result = await imports.UploadAsync(http.Viewer(), found.Name, found.Content, cancel);
        return result.Value is { } understood ? TypedResults.Ok(understood) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<PlanHistory.Preview>, ProblemHttpResult>> PlanAsync(Guid id, PlanHistory.Request request, PlanHistory plan, HttpContext http, CancellationToken cancel)
    {
        if (await plan.ExecuteAsync(http.Viewer(), id, request, cancel) is not { } result) return Problems.NotFound();
        return result.Value is { } preview ? TypedResults.Ok(preview) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Accepted<HistoryImports.Status>, ProblemHttpResult>> RunAsync(Guid id, HistoryImports imports, ImportWorker worker, HttpContext http, CancellationToken cancel)
    {
        if (await imports.StartAsync(http.Viewer(), id, cancel) is not { } result) return Problems.NotFound();
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        worker.Call();
        return TypedResults.Accepted($"/api/v1/history/import/{id}", await imports.ReadAsync(http.Viewer(), id, cancel));
    }

    static async Task<Results<Ok<HistoryImports.Status>, ProblemHttpResult>> CancelAsync(Guid id, HistoryImports imports, HttpContext http, CancellationToken cancel) =>
        await imports.CancelAsync(http.Viewer(), id, cancel) ? await ReadAsync(id, imports, http, cancel) : Problems.NotFound();

    static async Task<Results<Ok<HistoryImports.Status>, ProblemHttpResult>> ReadAsync(Guid id, HistoryImports imports, HttpContext http, CancellationToken cancel) =>
        await imports.ReadAsync(http.Viewer(), id, cancel) is { } status ? TypedResults.Ok(status) : Problems.NotFound();

    static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(Guid id, HistoryImports imports, NpgsqlDataSource database, HttpContext http, CancellationToken cancel)
    {
        if (await imports.ReadAsync(http.Viewer(), id, cancel) is not { } status) return Problems.NotFound();
        return TypedResults.Stream(to => ImportProblems.DownloadAsync(database, http.Viewer().RootId, id, to, cancel), "text/csv; charset=utf-8", Path.GetFileNameWithoutExtension(status.FileName) + " with reasons.csv");
    }
}
