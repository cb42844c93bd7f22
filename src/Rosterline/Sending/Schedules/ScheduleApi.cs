using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Sending.Schedules;

/// <summary>What goes out later: listed, changed, cancelled, repeated.</summary>
static class ScheduleApi
{
    internal sealed record Scheduled(IReadOnlyList<ScheduledItem> Items);

    internal sealed record Schedules(IReadOnlyList<ScheduleView> Items, string? Next);

    internal sealed record Made(Guid Id);

    internal sealed record Changed(int People);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/scheduled", async (FindScheduled find, HttpContext http, CancellationToken cancel) => TypedResults.Ok(new Scheduled(await find.ExecuteAsync(http.Viewer(), cancel))))
            .RequirePermission("text").WithTags("Scheduled").WithSummary("Everything that goes out later, the next first");
        api.MapPatch("/messages/{id:guid}", ChangeAsync).RequirePermission("text").WithTags("Scheduled").WithSummary("Change the words or the time of a text that has not gone");
        api.MapPatch("/broadcasts/{id:guid}", ChangeManyAsync).RequirePermission("text").WithTags("Scheduled").WithSummary("Change the words or the time of a broadcast of which nobody was texted yet");
        var all = api.MapGroup("/schedules").RequirePermission("text").WithTags("Scheduled");
        all.MapGet("/", async (FindScheduled find, HttpContext http, CancellationToken cancel) => TypedResults.Ok(new Schedules(await find.RepeatsAsync(http.Viewer(), cancel), null))).WithSummary("Texts that come round");
        all.MapPost("/", async (ScheduleRequest request, SaveSchedule save, HttpContext http, CancellationToken cancel) => Answer(await save.ExecuteAsync(http.Viewer(), null, request, cancel))).WithSummary("Make a text that comes round");
        all.MapPost("/preview", PreviewAsync).WithSummary("Who would get it the next time, who would be held then and who not texted");
        all.MapPut("/{id:guid}", async (Guid id, ScheduleRequest request, SaveSchedule save, HttpContext http, CancellationToken cancel) => Answer(await save.ExecuteAsync(http.Viewer(), id, request, cancel))).WithSummary("Change it");
        all.MapDelete("/{id:guid}", async (Guid id, SaveSchedule save, HttpContext http, CancellationToken cancel) =>
            await save.EndAsync(http.Viewer(), id, cancel) ? (IResult)TypedResults.NoContent() : Problems.NotFound()).WithSummary("End it");
    }

    static async Task<Results<Ok<PreviewSchedule.Preview>, ProblemHttpResult>> PreviewAsync(ScheduleRequest request, PreviewSchedule preview, HttpContext http, CancellationToken cancel)
    {
        var result = await preview.ExecuteAsync(http.Viewer(), request, cancel);
        return result.Value is { } looked ? TypedResults.Ok(looked) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(Guid id, ChangeScheduledText.Request request, ChangeScheduledText change, HttpContext http, CancellationToken cancel)
    {
        var result = await change.ExecuteAsync(http.Viewer(), id, request, cancel);
        return result is not { } known ? Problems.NotFound() : known.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();
    }

    static async Task<Results<Ok<Changed>, ProblemHttpResult>> ChangeManyAsync(Guid id, ChangeScheduledBroadcast.Request request, ChangeScheduledBroadcast change, HttpContext http, CancellationToken cancel)
    {
        var result = await change.ExecuteAsync(http.Viewer(), id, request, cancel);
        return result is not { } known ? Problems.NotFound() : known.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Changed(known.Value));
    }

    static Results<Ok<Made>, ProblemHttpResult> Answer(Result<Guid?> result) =>
        result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value is { } id ? TypedResults.Ok(new Made(id)) : Problems.NotFound();
}
