using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Rosterline.Accounts;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Admin;

/// <summary>From the demo to an agency of one's own (P-10).</summary>
static class OrganisationsApi
{
    public sealed record Started(Guid Id);

    public static void Map(RouteGroupBuilder api)
    {
        var organisations = api.MapGroup("/organisations").ForEveryViewer().WithTags("Organisation");
        organisations.MapPost("", StartAsync).WithSummary("Start one's own agency from the demo");
        organisations.MapDelete("{id:guid}", RemoveAsync).WithSummary("Remove the demo and everything in it");
    }

    static async Task<Results<Created<Started>, ProblemHttpResult>> StartAsync(
        StartAgency.Request request, HttpContext context, StartAgency start, RosterlineDb db, CancellationToken cancel)
    {
        // Only somebody who sits there: a key of the demo must not grow into an organisation.
        if (SignedIn.Of(context.User) is not { } who || !await db.Organisations.AnyAsync(o => o.RootId == who.RootId && o.IsDemo, cancel))
            return Problems.NotFound();
        var answer = await start.ExecuteAsync(who.OwnId, request, cancel);
        return answer.Refusal is { } refusal
            ? Problems.Refused(refusal) : TypedResults.Created("/api/v1/organisation", new Started(answer.Value!.RootId));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext context, RemoveDemo remove, CancellationToken cancel)
    {
        if (SignedIn.Of(context.User) is not { } who || await remove.ExecuteAsync(who.OwnId, id, cancel) is not { } answer) return Problems.NotFound();
        if (answer.Refusal is { } refusal) return Problems.Refused(refusal);
        // She may have sat in the demo just now.
        if (who.RootId == id) await context.SignInAsync(new SignedIn(answer.Value, who.OwnId, who.OwnStamp));
        return TypedResults.NoContent();
    }
}
