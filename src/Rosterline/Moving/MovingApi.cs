using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Moving.In;
using Rosterline.Moving.Out;
using Rosterline.Platform;

namespace Rosterline.Moving;

/// <summary>The full export of an organisation, and bringing one in where nothing was done yet.</summary>
static class MovingApi
{
    public sealed record List(IReadOnlyList<Exports.Export> Items);

    public sealed record CanBring(bool Possible);

    public static void Map(RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/organisation/exports").RequirePermission(Exports.Permission).WithTags("Moving");
        exports.MapGet("", async (HttpContext http, Exports all, CancellationToken cancel) => TypedResults.Ok(new List(await all.FindAsync(http.Viewer().RootId, cancel))))
            .WithSummary("Full exports of the organisation, the newest first");
        exports.MapPost("", StartAsync).WithSummary("Write a full export of the organisation");
        exports.MapPost("{id:guid}/cancel", CancelAsync).WithSummary("Cancel an export");
        exports.MapGet("{id:guid}/file", FileAsync).WithSummary("The file of an export");
        var bring = api.MapGroup("/organisation/import").RequirePermission(Permissions.Administer).WithTags("Moving");
        bring.MapGet("", async (HttpContext http, NpgsqlDataSource database, CancellationToken cancel) => TypedResults.Ok(new CanBring(await PlaceFor.IsUntouchedAsync(database, http.Viewer().RootId, cancel))))
            .WithSummary("Whether an export can take the place of this organisation, in which nothing was done yet");
        bring.MapPost("", BringAsync).WithSummary("Bring in a full export in place of this organisation; the body is the file");
    }

    static async Task<Results<Accepted<Exports.Export>, ProblemHttpResult>> StartAsync(HttpContext http, Exports exports, ExportWorker worker, CancellationToken cancel)
    {
        var started = await exports.StartAsync(http.Viewer(), cancel);
        if (started.Value is not { } export) return Problems.Refused(started.Refusal!);
        worker.Call();
        return TypedResults.Accepted("/api/v1/organisation/exports", export);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(Guid id, HttpContext http, Exports exports, CancellationToken cancel) =>
        await exports.CancelAsync(http.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> FileAsync(Guid id, HttpContext http, Exports exports, CancellationToken cancel)
    {
        if (await exports.FileAsync(http.Viewer(), id, cancel) is not { } file) return Problems.NotFound();
        return file.Value is { } path ? TypedResults.PhysicalFile(path, "application/zip", "rosterline-export.zip", enableRangeProcessing: true) : Problems.Refused(file.Refusal!);
    }

    static async Task<Results<Ok<ImportOrganisation.Outcome>, ProblemHttpResult>> BringAsync(
        HttpContext http, ImportOrganisation import, NpgsqlDataSource database, Settings settings, CancellationToken cancel)
    {
        var viewer = http.Viewer();
        if (!await PlaceFor.IsUntouchedAsync(database, viewer.RootId, cancel)) return Problems.Refused(Refusals.NotEmpty);
        // An export is as large as its organisation; it goes to the disk as it comes.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        Directory.CreateDirectory(settings.DataFolder);
        await using var file = new FileStream(Path.Combine(settings.DataFolder, $"arriving-{Ids.New()}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 17, FileOptions.DeleteOnClose);
        await http.Request.Body.CopyToAsync(file, cancel);
        file.Position = 0;
        var done = await import.ExecuteAsync(file, viewer.RootId, _ => Task.CompletedTask, cancel);
        return done.Value is { } outcome ? TypedResults.Ok(outcome) : Problems.Refused(done.Refusal!);
    }
}
