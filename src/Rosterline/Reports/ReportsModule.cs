using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Conversations;
using Rosterline.Platform;

namespace Rosterline.Reports;

/// <summary>Reports; they read and never write.</summary>
public static class ReportsModule
{
    const int LargestPage = 500;

    public sealed record Page(IReadOnlyList<SmsActivity.Row> Items, string? Next);

    public static void AddReports(this WebApplicationBuilder builder) => builder.Services.AddSingleton<SmsActivity>();

    public static void MapReports(this RouteGroupBuilder api) =>
        api.MapGet("/reports/sms-activity", SmsActivityAsync).RequirePermission("activity").WithTags("Reports").WithSummary("Every text with who, whom, line and words");

    static async Task<Results<Ok<Page>, ProblemHttpResult>> SmsActivityAsync(
        HttpContext context, SmsActivity report, AuditedRuns audit, CancellationToken cancel,
        DateTimeOffset? from = null, DateTimeOffset? to = null, Guid? lineId = null, Guid? userId = null, string? cursor = null, int limit = 100)
    {
        Guid? before = null;
        if (cursor is not null)
        {
            if (!Guid.TryParseExact(cursor, "N", out var last)) return Problems.Because(400, "bad_cursor", "This cursor is not one of ours. Take it from “next” of the page before.");
            before = last;
        }
        var viewer = context.Viewer();
        var asked = new { from, to, lineId, userId };
        await (cursor is null ? audit.NoteAsync(viewer, "report.sms_activity", asked, cancel) : audit.NoteFurtherAsync(viewer, "report.sms_activity", asked, cancel));
        var (items, next) = await report.ExecuteAsync(viewer, new(from, to, lineId, userId, before, Math.Clamp(limit, 1, LargestPage)), cancel);
        return TypedResults.Ok(new Page(items, next));
    }
}
