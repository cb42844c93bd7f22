using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Platform;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>What can be done about one text: ask why, try again, take back, decide.</summary>
static class MessageActionsApi
{
    public sealed record Decision(string Answer);

    public sealed record Answered(string Words);

    public sealed record ToDecide(IReadOnlyList<DecideUnknown.Item> Items);

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/messages").ForEveryViewer().KeepsWithin().WithTags("Messages");
        group.MapGet("/{id:guid}/why", WhyAsync).WithSummary("The ordered checks and the one that decided");
        group.MapPost("/{id:guid}/retry", RetryAsync).WithSummary("Sends a text that was not delivered again, as a new one");
        group.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Takes back a text that has not gone yet");
        group.MapPost("/{id:guid}/decide", DecideAsync).WithSummary("Decides about a text that may have been sent");
        api.MapGet("/to-decide", ListAsync).ForEveryViewer().KeepsWithin().WithTags("Conversations").WithSummary("Everything that waits for a person's decision");
        api.MapGet("/search/messages", SearchAsync).ForEveryViewer().KeepsWithin().WithTags("Search").WithSummary("Finds texts by their words; what is left to look at is asked for with before");
    }

    static async Task<Results<Ok<ExplainMessage.Explanation>, ProblemHttpResult>> WhyAsync(Guid id, HttpContext context, ExplainMessage explain, CancellationToken cancel) =>
        await explain.ExecuteAsync(context.Viewer(), id, cancel) is { } found ? TypedResults.Ok(found) : Problems.NotFound();

    static async Task<Results<Accepted<MessageView>, ProblemHttpResult>> RetryAsync(Guid id, HttpContext context, ReadMessages read, FindConversations find, SendText send, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        if (await read.FindAsync(viewer, id, cancel) is not { Direction: Direction.Out } message) return Problems.NotFound();
        if (message.Status is not (Providers.DeliveryStatus.Failed or Providers.DeliveryStatus.Undelivered or Providers.DeliveryStatus.Unknown))
            return Problems.Refused(new Refusal("not_failed", "Only a text that did not arrive can be sent again."));
        if (await find.FindAsync(viewer, message.ConversationId, cancel) is not { } conversation || PhoneNumber.FromWire(conversation.Number) is not { } number) return Problems.NotFound();
        // One new text per press and failed text: pressing twice finds the first.
        var request = new TextRequest(conversation.Person?.Id, number, conversation.Line.Id, message.Body, message.Purpose, Origin.Person, [.. message.Media.Select(m => m.Id)], null, true, null, $"retry:{id}");
        return await MessageApi.AnswerAsync(viewer, await send.ExecuteAsync(viewer, request, cancel), read, cancel);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(Guid id, HttpContext context, CancelText use, CancellationToken cancel) =>
        await use.ExecuteAsync(context.Viewer(), id, cancel) is not { } result ? Problems.NotFound()
        : result.Refusal is { } refusal ? Problems.Refused(refusal) : TypedResults.NoContent();

    static async Task<Results<Ok<Answered>, Accepted<MessageView>, ProblemHttpResult>> DecideAsync(
        Guid id, Decision decision, HttpContext context, DecideUnknown decide, ReadMessages read, FindConversations find, SendText send, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        switch (decision.Answer)
        {
            case "received":
                return await decide.ReceivedAsync(viewer, id, cancel) ? TypedResults.Ok(new Answered("Counted as sent.")) : Problems.NotFound();
            case "ask":
                return await decide.AskAsync(viewer, id, cancel) is { } words ? TypedResults.Ok(new Answered(words)) : Problems.NotFound();
            case "send_again":
                var again = await RetryAsync(id, context, read, find, send, cancel);
                if (again.Result is not Accepted<MessageView> sent) return (ProblemHttpResult)again.Result;
                await decide.ReceivedAsync(viewer, id, cancel);
                return sent;
            default:
                return Problems.Because(400, "bad_answer", "answer is received, ask or send_again.");
        }
    }

    static async Task<Ok<ToDecide>> ListAsync(HttpContext context, DecideUnknown decide, CancellationToken cancel) =>
        TypedResults.Ok(new ToDecide(await decide.FindAsync(context.Viewer(), cancel)));

    static async Task<Ok<Search.Answer>> SearchAsync(HttpContext context, Search search, CancellationToken cancel, string q = "", DateOnly? before = null) =>
        TypedResults.Ok(await search.ExecuteAsync(context.Viewer(), q, before, cancel));
}
