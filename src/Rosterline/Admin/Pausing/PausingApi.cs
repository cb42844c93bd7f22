using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;
using static Rosterline.Admin.Pausing.PausePart;

namespace Rosterline.Admin.Pausing;

/// <summary>Pause of one line or account. Who may is said by the account it belongs to.</summary>
static class PausingApi
{
    public static void Map(RouteGroupBuilder api)
    {
        foreach (var (part, path, permission) in new[] { (Part.Line, "lines", "manage_lines"), (Part.Account, "accounts", Permissions.Administer) })
        {
            var one = api.MapGroup($"/{path}/{{id:guid}}").RequirePermission(permission).WithTags(part == Part.Line ? "Lines" : "Accounts");
            one.MapPost("pause", async Task<Results<NoContent, ProblemHttpResult>> (Guid id, OrganisationApi.PauseRequest request, HttpContext context, PausePart pause, CancellationToken cancel) =>
                await pause.PauseAsync(context.Viewer(), part, id, request.Reason, cancel) is not { } answer ? Problems.NotFound()
                    : answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent())
                .WithSummary(part == Part.Line ? "Hold every text of a line" : "Hold every text of an account and what is below it");
            one.MapPost("resume", async Task<Results<NoContent, ProblemHttpResult>> (Guid id, HttpContext context, PausePart pause, CancellationToken cancel) =>
                await pause.ResumeAsync(context.Viewer(), part, id, cancel) ? TypedResults.NoContent() : Problems.NotFound())
                .WithSummary(part == Part.Line ? "Let the texts of a line go again" : "Let the texts of an account go again");
        }
    }
}
