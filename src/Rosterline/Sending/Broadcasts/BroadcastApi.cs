using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Gate;

namespace Rosterline.Sending.Broadcasts;

/// <summary>Broadcasts: looked through, started, watched, stopped, answered.</summary>
static class BroadcastApi
{
    internal sealed record Started(Guid Id);

    internal sealed record StopRequest(string? Reason);

    internal sealed record TellRequest(string Body, string? WindowKey);

    internal sealed record MissedRequest(bool Send);

    internal sealed record Decided(int People);

    internal sealed record Why(string Name, string? First, IReadOnlyList<ExplainedCheck> Checks);

    public static void Map(RouteGroupBuilder api)
    {
        var all = api.MapGroup("/broadcasts").RequirePermission("text").WithTags("Broadcasts");
        all.MapPost("/preview", PreviewAsync).WithSummary("Who would be texted now, later and not, without sending");
        all.MapPost("/", StartAsync).WithSummary("Text many people, each in her own conversation");
        all.MapGet("/", FindAsync).WithSummary("Broadcasts, newest first");
        all.MapGet("/{id:guid}", ReadAsync).WithSummary("One broadcast with its counts");
        all.MapGet("/{id:guid}/recipients", RecipientsAsync).WithSummary("Its people: all, replied, no_reply, not_delivered, not_texted, waiting");
        all.MapGet("/{id:guid}/recipients.csv", FileAsync).WithSummary("Its people and what became of them, as a file");
        all.MapGet("/{id:guid}/recipients/{position:int}/why", WhyAsync).WithSummary("The ordered checks for one of its people");
        all.MapPost("/{id:guid}/pause", async (Guid id, StopRequest request, StopBroadcast stop, HttpContext http, CancellationToken cancel) => Answer(await stop.PauseAsync(http.Viewer(), id, request.Reason, cancel))).WithSummary("Hold the rest; others see who did and why");
        all.MapPost("/{id:guid}/resume", async (Guid id, StopBroadcast stop, HttpContext http, CancellationToken cancel) => Answer(await stop.ResumeAsync(http.Viewer(), id, cancel))).WithSummary("Go on with a paused one");
        all.MapPost("/{id:guid}/cancel", async (Guid id, StopBroadcast stop, HttpContext http, CancellationToken cancel) => Answer(await stop.CancelAsync(http.Viewer(), id, cancel))).WithSummary("End it; what no provider was given is taken back");
        all.MapPost("/{id:guid}/retry", async (Guid id, SendAgain again, HttpContext http, CancellationToken cancel) => Answer(StartedOf(await again.RetryAsync(http.Viewer(), id, cancel)))).WithSummary("The same text to those it did not reach");
        all.MapPost("/{id:guid}/stop-and-tell", async (Guid id, TellRequest request, SendAgain again, HttpContext http, CancellationToken cancel) =>
            Answer(StartedOf(await again.StopAndTellAsync(http.Viewer(), id, request.Body, request.WindowKey, cancel)))).WithSummary("Stop what is unsent and tell everybody who has not answered");
        all.MapPost("/{id:guid}/missed", MissedAsync).WithSummary("Send what was due while the system was down, or skip it");
        all.MapPut("/drafts/{window}", KeepAsync).WithSummary("Keep the draft of a window");
        all.MapGet("/{id:guid}/draft", DraftAsync).WithSummary("A kept draft");
        all.MapDelete("/{id:guid}/draft", async (Guid id, KeepDraft drafts, HttpContext http, CancellationToken cancel) =>
            await drafts.ForgetAsync(http.Viewer(), id, cancel) ? (IResult)TypedResults.NoContent() : Problems.NotFound()).WithSummary("Throw a draft away");
    }

    static async Task<Results<Ok<PreviewBroadcast.Preview>, ProblemHttpResult>> PreviewAsync(BroadcastRequest request, PreviewBroadcast preview, HttpContext http, CancellationToken cancel)
    {
        var result = await preview.ExecuteAsync(http.Viewer(), request, cancel);
        return result.Value is { } found ? TypedResults.Ok(found) : Problems.Refused(result.Refusal!);
    }

    static async Task<Results<Accepted<BroadcastRow>, ProblemHttpResult>> StartAsync(BroadcastRequest request, StartBroadcast start, FindBroadcasts find, HttpContext http, CancellationToken cancel)
    {
        var key = request.WindowKey ?? http.Request.Headers["Idempotency-Key"].FirstOrDefault();
        var result = await start.ExecuteAsync(http.Viewer(), request with { WindowKey = key }, null, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal)
            : TypedResults.Accepted($"/api/v1/broadcasts/{result.Value}", (await find.FindAsync(http.Viewer(), result.Value, cancel))!);
    }

    static async Task<Ok<FindBroadcasts.Page>> FindAsync(bool? running, string? cursor, int? limit, FindBroadcasts find, HttpContext http, CancellationToken cancel) =>
        TypedResults.Ok(await find.ExecuteAsync(http.Viewer(), running == true, cursor, limit, cancel));

    static async Task<Results<Ok<BroadcastRow>, ProblemHttpResult>> ReadAsync(Guid id, FindBroadcasts find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is { } row ? TypedResults.Ok(row) : Problems.NotFound();

    static async Task<Results<Ok<FindRecipients.Page>, ProblemHttpResult>> RecipientsAsync(
        Guid id, string? tab, string? answer, int? cursor, int? limit, FindRecipients recipients, FindBroadcasts find, HttpContext http, CancellationToken cancel) =>
        await find.FindAsync(http.Viewer(), id, cancel) is null ? Problems.NotFound()
            : TypedResults.Ok(await recipients.ExecuteAsync(http.Viewer(), id, tab, Enum.TryParse<AnswerKind>(answer, ignoreCase: true, out var kind) ? kind : null, cursor, limit, cancel));

    static async Task<IResult> FileAsync(Guid id, RecipientsFile file, FindBroadcasts find, AuditedRuns audit, HttpContext http, CancellationToken cancel)
    {
        var viewer = http.Viewer();
        if (await find.FindAsync(viewer, id, cancel) is null) return Problems.NotFound();
        await audit.NoteAsync(viewer, "broadcast.exported", null, cancel, "broadcast", id);
        return TypedResults.Stream(stream => file.WriteAsync(viewer, id, stream, cancel), "text/csv; charset=utf-8", "broadcast.csv");
    }

    static async Task<Results<Ok<Why>, ProblemHttpResult>> WhyAsync(Guid id, int position, NpgsqlDataSource database, FindBroadcasts find, HttpContext http, CancellationToken cancel)
    {
        var viewer = http.Viewer();
        if (await find.FindAsync(viewer, id, cancel) is null) return Problems.NotFound();
        var found = await database.Command("""
            select coalesce(p.name, ''), r.words, r.gate::text from broadcast_recipient r left join person p on p.root_id = r.root_id and p.id = r.person_id
            where r.root_id = $1 and r.broadcast_id = $2 and r.position = $3
            """, viewer.RootId, id, position).ReadAllAsync(row => new Why(row.GetString(0), row.Text(1), row.Text(2) is { } gate ? ExplainGate.Of(gate) : []), cancel);
        return found.Count == 0 ? Problems.NotFound() : TypedResults.Ok(found[0]);
    }

    static async Task<Results<Ok<Decided>, ProblemHttpResult>> MissedAsync(Guid id, MissedRequest request, DecideMissed decide, HttpContext http, CancellationToken cancel) =>
        await decide.ExecuteAsync(http.Viewer(), id, request.Send, cancel) is { } people ? TypedResults.Ok(new Decided(people)) : Problems.NotFound();

    static async Task<IResult> KeepAsync(string window, BroadcastRequest request, KeepDraft drafts, HttpContext http, CancellationToken cancel)
    {
        var result = await drafts.SaveAsync(http.Viewer(), window, request, cancel);
        return result.Refusal is { } refusal ? Problems.Refused(refusal) : result.Value is { } id ? TypedResults.Ok(new Started(id)) : TypedResults.NoContent();
    }

    static async Task<Results<Ok<BroadcastRequest>, ProblemHttpResult>> DraftAsync(Guid id, KeepDraft drafts, HttpContext http, CancellationToken cancel) =>
        await drafts.FindAsync(http.Viewer(), id, cancel) is { } draft ? TypedResults.Ok(draft) : Problems.NotFound();

    // Null: not there, or not one's own.
    static Results<Ok<T>, ProblemHttpResult> Answer<T>(Result<T>? result) =>
        result is not { } known ? Problems.NotFound() : known.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(known.Value!);

    static Result<Started>? StartedOf(Result<Guid>? result) => result is not { } known ? null : known.Refusal is { } refusal ? refusal : new Started(known.Value);
}
