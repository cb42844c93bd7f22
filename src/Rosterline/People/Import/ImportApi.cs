using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.People.Import.Files;
using Rosterline.Platform;

namespace Rosterline.People.Import;

/// <summary>Bringing in people from a file: upload, plan, run, progress, what did not fit.</summary>
static class ImportApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/people/import").RequirePermission("import").WithTags("People");
        imports.MapPost("/", UploadAsync).WithSummary("Upload a file of people and see how it is read");
        imports.MapPut("/{id:guid}", PlanAsync).WithSummary("Say what the columns mean and what the people were told");
        imports.MapPost("/{id:guid}/run", RunAsync).WithSummary("Run an import");
        imports.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Cancel an import");
        imports.MapGet("/{id:guid}", ReadAsync).WithSummary("How far an import is");
        imports.MapGet("/{id:guid}/problems.csv", DownloadAsync).WithSummary("Rows with problems and their reasons, as a file");
    }

    static async Task<Results<Ok<UploadImport.Understood>, ProblemHttpResult>> UploadAsync(HttpContext http, UploadImport upload, CancellationToken cancel)
    {
        var file = await UploadedFile.ReadAsync(http.Request, cancel);
        if (file.Value is not { } found) return Problems.Refused(file.Refusal!);
        var result = await upload.ExecuteAsync(http.Viewer(), found.Name, found.Content, cancel);
        return result.Value is { } understood ? TypedResults.Ok(understood) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Ok<PlanImport.Preview>, ProblemHttpResult>> PlanAsync(
        Guid id, PlanImport.Request request, PlanImport plan, HttpContext http, CancellationToken cancel)
    {
        if (await plan.ExecuteAsync(http.Viewer(), id, request, cancel) is not { } result) return Problems.NotFound();
        return result.Value is { } preview ? TypedResults.Ok(preview) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Accepted<ReadImport.Status>, ProblemHttpResult>> RunAsync(
        Guid id, ReadImport import, ImportWorker worker, HttpContext http, CancellationToken cancel)
    {
        if (await import.StartAsync(http.Viewer(), id, cancel) is not { } result) return Problems.NotFound();
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        worker.Call();
        return TypedResults.Accepted($"/api/v1/people/import/{id}", await import.ExecuteAsync(http.Viewer(), id, cancel));
    }

    static async Task<Results<Ok<ReadImport.Status>, ProblemHttpResult>> CancelAsync(Guid id, ReadImport import, HttpContext http, CancellationToken cancel) =>
        await import.CancelAsync(http.Viewer(), id, cancel) ? await ReadAsync(id, import, http, cancel) : Problems.NotFound();

    static async Task<Results<Ok<ReadImport.Status>, ProblemHttpResult>> ReadAsync(Guid id, ReadImport import, HttpContext http, CancellationToken cancel) =>
        await import.ExecuteAsync(http.Viewer(), id, cancel) is { } status ? TypedResults.Ok(status) : Problems.NotFound();

    static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        Guid id, ReadImport import, NpgsqlDataSource database, HttpContext http, CancellationToken cancel)
    {
        if (await import.ExecuteAsync(http.Viewer(), id, cancel) is not { } status) return Problems.NotFound();
        var name = Path.GetFileNameWithoutExtension(status.FileName) + " with reasons.csv";
        return TypedResults.Stream(to => ImportProblems.DownloadAsync(database, http.Viewer().RootId, id, to, cancel), "text/csv; charset=utf-8", name);
    }
}

/// <summary>The one file of an upload, as a form or as the request's whole body.</summary>
static class UploadedFile
{
    public sealed record File(string Name, byte[] Content);

    public static async Task<Result<File>> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        try
        {
            if (!request.HasFormContentType) return FileKind.NoFile;
            var form = await request.ReadFormAsync(cancel);
            if (form.Files.Count == 0) return FileKind.NoFile;
            var file = form.Files[0];
            if (file.Length > FileKind.Largest) return FileKind.TooLarge;
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, cancel);
            return new File(file.FileName, content);
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // The server stops reading earlier than our own limit says it.
            return FileKind.TooLarge;
        }
        catch (InvalidDataException)
        {
            // A form that is cut off or not a form at all.
            return FileKind.NoFile;
        }
        catch (IOException) when (!cancel.IsCancellationRequested)
        {
            // "Unexpected end of Stream": the boundary never came.
            return FileKind.NoFile;
        }
    }
}
