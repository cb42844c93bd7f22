using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Lines.Connections;
using Rosterline.Platform;

namespace Rosterline.Lines.Credentials;

/// <summary>What people sign in with at the text provider: their own for whoever may text, everybody's for administrators.</summary>
static class CredentialsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var own = api.MapGroup("/session/credentials").RequirePermission("text").WithTags("Text providers");
        own.MapGet("", (HttpContext http, ReadCredential read, CancellationToken cancel) => ReadAsync(http.Viewer().UserId, http, read, cancel)).WithSummary("One's own sign-in at the text provider");
        own.MapPut("", (SaveCredential.Request request, HttpContext http, SaveCredential save, ReadCredential read, CancellationToken cancel) =>
            SaveAsync(http.Viewer().UserId, request, http, save, read, cancel)).WithSummary("Save one's own sign-in; an empty secret keeps the saved one");
        own.MapDelete("", (HttpContext http, SaveCredential save, CancellationToken cancel) => RemoveAsync(http.Viewer().UserId, http, save, cancel)).WithSummary("Remove one's own sign-in");
        own.MapPost("test", (HttpContext http, ReadCredential read, CancellationToken cancel) => TestAsync(http.Viewer().UserId, http, read, cancel)).WithSummary("Check one's own sign-in without texting anybody");
        var theirs = api.MapGroup("/users/{id:guid}/credentials").RequirePermission(Permissions.Administer).WithTags("Text providers");
        theirs.MapGet("", ReadAsync).WithSummary("A person's sign-in at the text provider");
        theirs.MapPut("", SaveAsync).WithSummary("Save a person's sign-in; an empty secret keeps the saved one");
        theirs.MapDelete("", RemoveAsync).WithSummary("Remove a person's sign-in");
        theirs.MapPost("test", TestAsync).WithSummary("Check a person's sign-in without texting anybody");
    }

    static async Task<Ok<ReadCredential.Answer>> ReadAsync(Guid id, HttpContext http, ReadCredential read, CancellationToken cancel) =>
        TypedResults.Ok(await read.ExecuteAsync(http.Viewer().RootId, id, cancel));

    static async Task<Results<Ok<ReadCredential.Answer>, ProblemHttpResult>> SaveAsync(
        Guid id, SaveCredential.Request request, HttpContext http, SaveCredential save, ReadCredential read, CancellationToken cancel) =>
        await save.ExecuteAsync(http.Viewer(), id, request, cancel) switch
        {
            null => Problems.NotFound(),
            { Refusal: { } refusal } => Problems.Refused(refusal),
            _ => TypedResults.Ok(await read.ExecuteAsync(http.Viewer().RootId, id, cancel)),
        };

    static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, HttpContext http, SaveCredential save, CancellationToken cancel) =>
        await save.RemoveAsync(http.Viewer(), id, cancel) ? TypedResults.NoContent() : Problems.NotFound();

    static async Task<Results<Ok<TestConnection.Answer>, ProblemHttpResult>> TestAsync(Guid id, HttpContext http, ReadCredential read, CancellationToken cancel) =>
        await read.TestAsync(http.Viewer(), id, cancel) is { } answer ? TypedResults.Ok(answer) : Problems.NotFound();
}
