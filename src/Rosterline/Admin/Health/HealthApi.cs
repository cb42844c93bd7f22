using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;

namespace Rosterline.Admin.Health;

/// <summary>What <c>rosterline doctor</c> prints, in the same words.</summary>
static class HealthApi
{
    public sealed record Report(IReadOnlyList<HealthCheck> Checks, DateTimeOffset CheckedAt);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/health-report", ReadAsync)
        .RequirePermission(Permissions.Administer).WithTags("Organisation").WithSummary("Whether everything works, check by check");

    static async Task<Ok<Report>> ReadAsync(HttpContext context, HealthReport report, TimeProvider clock, CancellationToken cancel) =>
        TypedResults.Ok(new Report(await report.ExecuteAsync(context.Viewer().RootId, cancel), clock.GetUtcNow()));
}
