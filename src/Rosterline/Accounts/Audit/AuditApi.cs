using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>The audit log, for administrators and compliance.</summary>
static class AuditApi
{
    const int LargestPage = 200;

    public sealed record Page(IReadOnlyList<AuditRow> Items, string? Next);

    /// <param name="Position">Entries in the chain.</param>
    /// <param name="Faults">Places that did not fit at the last check; null: not checked yet.</param>
    public sealed record State(long Position, DateTimeOffset? SealedAt, DateTimeOffset? CheckedAt, int? Faults, string? FirstFault);

    /// <param name="Words">What was found, in a sentence.</param>
    public sealed record Checked(string Words, IReadOnlyList<AuditFault> Faults);

    public sealed record Erased(int Entries);

    /// <param name="List">Which list, such as <c>sms_activity</c>.</param>
    public sealed record Export(string List, int Rows);

    /// <param name="Q">Words in what changed or in a name.</param>
    public sealed record Query
    {
        public string? Q { get; init; }
        public Guid? ActorId { get; init; }
        public Guid? SubjectId { get; init; }
        public string? Action { get; init; }
        public DateTimeOffset? From { get; init; }
        public DateTimeOffset? To { get; init; }
        public bool? Texts { get; init; }

        public AuditQuestion Question => new(Q?.Trim(), ActorId, SubjectId, Action is { Length: > 0 } ? Action : null, From, To, Texts ?? false);
    }

    public static void Map(RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").RequirePermission(Permissions.Administer, "compliance").WithTags("Audit log");
        audit.MapGet("", FindAsync).WithSummary("What people and rules decided, newest first");
        audit.MapGet("/state", ReadStateAsync).WithSummary("How far the log is sealed and what its last check found");
        audit.MapPost("/check", CheckAsync).WithSummary("Read the whole log and name what does not fit");
        audit.MapGet("/export", ExportAsync).WithSummary("What is found as CSV; itself noted in the log");
        api.MapPost("/exports", NoteExportAsync).ForEveryViewer().WithTags("Audit log").WithSummary("Note that a list on the screen was saved as a file");
        audit.MapPost("/erase", EraseAsync).WithSummary("Remove what the log says about somebody, on a request to be forgotten");
    }

    static async Task<Results<Ok<Page>, ProblemHttpResult>> FindAsync([AsParameters] Query query, HttpContext context, FindAudit find, CancellationToken cancel, string? cursor = null, int limit = 50)
    {
        Guid? before = null;
        if (cursor is not null)
        {
            if (!Guid.TryParseExact(cursor, "N", out var last)) return Problems.Because(400, "bad_cursor", "This cursor is not one of ours. Take it from “next” of the page before.");
            before = last;
        }
        var (items, next) = await find.ExecuteAsync(context.Viewer().RootId, query.Question, before, Math.Clamp(limit, 1, LargestPage), cancel);
        return TypedResults.Ok(new Page(items, next?.ToString("N")));
    }

    static async Task<Ok<State>> ReadStateAsync(HttpContext context, NpgsqlDataSource database, CancellationToken cancel) => TypedResults.Ok(
        (await database.Command("select position, sealed_at, checked_at, faults, first_fault from audit_head where root_id = $1", context.Viewer().RootId)
            .ReadAllAsync(row => new State(row.GetInt64(0), row.Maybe<DateTimeOffset>(1), row.Maybe<DateTimeOffset>(2), row.Maybe<int>(3), row.Text(4)), cancel))
        .FirstOrDefault() ?? new State(0, null, null, null, null));

    static async Task<Ok<Checked>> CheckAsync(HttpContext context, CheckAudit check, CancellationToken cancel)
    {
        var done = await check.ExecuteAsync(context.Viewer().RootId, cancel);
        return TypedResults.Ok(new Checked(AuditWords.Of(done), done.Faults));
    }

    static async Task<PushStreamHttpResult> ExportAsync([AsParameters] Query query, HttpContext context, ExportAudit export, AuditedRuns runs, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        // Before the first byte goes out: who takes a copy is on record whatever becomes of the file.
        await runs.NoteAsync(viewer, "audit.exported", query.Question, cancel);
        return TypedResults.Stream(stream => export.WriteAsync(viewer.RootId, query.Question, stream, cancel), "text/csv; charset=utf-8", "audit-log.csv");
    }

    static async Task<Results<NoContent, ProblemHttpResult>> NoteExportAsync(Export export, HttpContext context, AuditedRuns runs, CancellationToken cancel)
    {
        if (export.List is not { Length: > 0 and <= 50 } || export.Rows < 0) return Problems.Refused(Refusals.ExportUnnamed);
        await runs.NoteAsync(context.Viewer(), "list.exported", new { export.List, export.Rows }, cancel);
        return TypedResults.NoContent();
    }

    static async Task<Results<Ok<Erased>, ProblemHttpResult>> EraseAsync(EraseAuditDetail.Request request, HttpContext context, EraseAuditDetail erase, CancellationToken cancel)
    {
        var answer = await erase.ExecuteAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(new Erased(answer.Value));
    }
}
