using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Platform;

namespace Rosterline.Admin.Support;

/// <summary>The organisation's support contact, and details of a failure to copy.</summary>
static class SupportApi
{
    /// <param name="Text">To be pasted into an e-mail: lines of name and value.</param>
    public sealed record Details(string Text);

    public static void Map(RouteGroupBuilder api)
    {
        var support = api.MapGroup("/support").ForEveryViewer().WithTags("Support");
        support.MapGet("", async (HttpContext context, SupportContact contact, CancellationToken cancel) =>
            TypedResults.Ok(await contact.ReadAsync(context.Viewer().RootId, cancel))).WithSummary("Whom to ask when something does not work");
        support.MapPut("", SaveAsync).RequirePermission(Permissions.Administer).WithSummary("Change whom to ask");
        support.MapGet("/messages/{id:guid}", async (Guid id, HttpContext context, SupportDetails details, CancellationToken cancel) =>
            Answer(await details.OfTextAsync(context.Viewer(), id, cancel))).WithSummary("Details of a text for support, without its words");
        support.MapGet("/broadcasts/{id:guid}", async (Guid id, HttpContext context, SupportDetails details, CancellationToken cancel) =>
            Answer(await details.OfBroadcastAsync(context.Viewer(), id, cancel))).WithSummary("Details of a broadcast's failures for support");
        support.MapGet("/connections/{id:guid}", async (Guid id, HttpContext context, SupportDetails details, CancellationToken cancel) =>
            Answer(await details.OfConnectionAsync(context.Viewer(), id, cancel))).RequirePermission(Permissions.Administer).WithSummary("Details of a text provider for support, without secrets");
    }

    static async Task<Results<Ok<SupportContact.Contact>, ProblemHttpResult>> SaveAsync(SupportContact.Contact request, HttpContext context, SupportContact contact, CancellationToken cancel)
    {
        var answer = await contact.SaveAsync(context.Viewer(), request, cancel);
        return answer.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.Ok(answer.Value!);
    }

    static Results<Ok<Details>, ProblemHttpResult> Answer(string? text) => text is null ? Problems.NotFound() : TypedResults.Ok(new Details(text));
}
