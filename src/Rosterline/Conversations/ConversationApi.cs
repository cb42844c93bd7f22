using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Conversations.Events;
using Rosterline.Conversations.Live;
using Rosterline.Platform;
using Rosterline.Sending;

namespace Rosterline.Conversations;

/// <summary>The inbox and its threads.</summary>
static class ConversationApi
{
    const int LargestPage = 200;

    public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

    public sealed record Thread(IReadOnlyList<MessageView> Items, bool More);

    public sealed record Counts(int NeedsReply, int Unread);

    public sealed record NewReply(string? Body, Purpose? Purpose, IReadOnlyList<Guid>? MediaIds, int? SeenSeq, DateTimeOffset? SendAt, bool SendAgainOnPurpose = false);

    public sealed record Start(Guid? PersonId, string? Number, Guid? LineId);

    public sealed record Viewed(int Seq);

    public sealed record NewAttention(Attention State);

    public sealed record NewAssignee(Guid? UserId);

    public sealed record NewDraft(string? Body);

    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/conversations").ForEveryViewer().KeepsWithin().WithTags("Conversations");
        group.MapGet("", ListAsync).WithSummary("A page of the inbox, newest first");
        group.MapGet("/counts", CountAsync).WithSummary("How many conversations need a reply");
        group.MapPost("", StartAsync).WithSummary("Finds or begins the conversation with a person or number");
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One conversation, with what its composer may do");
        group.MapGet("/{id:guid}/messages", ThreadAsync).WithSummary("A page of the thread by place");
        group.MapGet("/{id:guid}/events", EventsAsync).WithSummary("What happened between its texts: opt-outs, opt-ins, locks, hand-overs");
        group.MapPost("/{id:guid}/messages", ReplyAsync).WithSummary("Sends a text into the conversation");
        group.MapPost("/{id:guid}/viewed", ViewedAsync).WithSummary("The newest text was on screen");
        group.MapPut("/{id:guid}/attention", AttendAsync).WithSummary("Done, needs reply or waiting");
        group.MapGet("/{id:guid}/colleagues", ColleaguesAsync).WithSummary("Who uses its line, and so may be given the conversation");
        group.MapPut("/{id:guid}/assignee", AssignAsync).WithSummary("Hands the conversation to somebody");
        group.MapPut("/{id:guid}/draft", DraftAsync).WithSummary("Keeps my unfinished text");
        group.MapPost("/{id:guid}/answering", AnsweringAsync).WithSummary("I am writing an answer");
    }

    static async Task<Results<Ok<Page<ConversationRow>>, ProblemHttpResult>> ListAsync(
        HttpContext context, FindConversations find, CancellationToken cancel, string view = "team", string state = "all",
        Guid? lineId = null, Guid? personId = null, string? kind = null, string? cursor = null, int limit = 50)
    {
        if (cursor is not null && !FindConversations.TryReadCursor(cursor, out _, out _))
            return Problems.Because(400, "bad_cursor", "This cursor is not one of ours. Take it from “next” of the page before.");
        if (Parse<InboxView>(view) is not { } which || (state != "all" && Parse<Attention>(state) is null))
            return Problems.Because(400, "bad_filter", "view is mine, unassigned or team; state is needs_reply, waiting, done or all.");
        if (!string.IsNullOrEmpty(kind) && FindConversations.KindColumn(kind) is null)
            return Problems.Because(400, "bad_filter", "kind is candidate, employee or contact.");
        var question = new InboxQuestion(which, state == "all" ? null : Parse<Attention>(state), lineId, personId, cursor, Math.Clamp(limit, 1, LargestPage)) { Kind = kind };
        var (items, next) = await find.PageAsync(context.Viewer(), question, cancel);
        return TypedResults.Ok(new Page<ConversationRow>(items, next));
    }

    static async Task<Ok<Counts>> CountAsync(HttpContext context, FindConversations find, CancellationToken cancel)
    {
        var (needsReply, unread) = await find.CountAsync(context.Viewer(), cancel);
        return TypedResults.Ok(new Counts(needsReply, unread));
    }

    static async Task<Results<Ok<ConversationDetail>, ProblemHttpResult>> StartAsync(
        Start start, HttpContext context, StartConversation use, OpenConversation open, CancellationToken cancel)
    {
        var result = await use.ExecuteAsync(context.Viewer(), start.PersonId, start.Number, start.LineId, cancel);
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        return await open.ExecuteAsync(context.Viewer(), result.Value, cancel) is { } detail ? TypedResults.Ok(detail) : Problems.NotFound();
    }

    static async Task<Results<Ok<ConversationDetail>, ProblemHttpResult>> FindAsync(Guid id, HttpContext context, OpenConversation open, CancellationToken cancel) =>
        await open.ExecuteAsync(context.Viewer(), id, cancel) is { } detail ? TypedResults.Ok(detail) : Problems.NotFound();

    static async Task<Results<Ok<Thread>, ProblemHttpResult>> ThreadAsync(
        Guid id, HttpContext context, FindConversations find, ReadMessages read, CancellationToken cancel, int? before = null, int? after = null, int limit = 50)
    {
        if (await find.FindAsync(context.Viewer(), id, cancel) is null) return Problems.NotFound();
        var (items, more) = await read.PageAsync(context.Viewer(), id, before, after, Math.Clamp(limit, 1, LargestPage), cancel);
        return TypedResults.Ok(new Thread(items, more));
    }

    static async Task<Results<Ok<Page<ThreadEvent>>, ProblemHttpResult>> EventsAsync(
        Guid id, HttpContext context, FindConversations find, ReadEvents read, CancellationToken cancel) =>
        await find.FindAsync(context.Viewer(), id, cancel) is null
            ? Problems.NotFound()
            : TypedResults.Ok(new Page<ThreadEvent>(await read.ExecuteAsync(context.Viewer(), id, cancel), null));

    static async Task<Results<Accepted<MessageView>, ProblemHttpResult>> ReplyAsync(
        Guid id, NewReply reply, HttpContext context, FindConversations find, SendText send, ReadMessages read, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        if (await find.FindAsync(viewer, id, cancel) is not { } conversation) return Problems.NotFound();
        if (PhoneNumber.FromWire(conversation.Number) is not { } number)
            return Problems.Refused(new Refusal("no_number", "This sender has no number that can be answered."));
        var request = new TextRequest(conversation.Person?.Id, number, conversation.Line.Id, reply.Body ?? "", reply.Purpose, Origin.Person, reply.MediaIds ?? [],
            reply.SendAt, reply.SendAgainOnPurpose, reply.SeenSeq, context.Request.Headers["Idempotency-Key"].FirstOrDefault()) { InOwnConversation = conversation.Assignee?.Id == viewer.UserId };
        return await MessageApi.AnswerAsync(viewer, await send.ExecuteAsync(viewer, request, cancel), read, cancel);
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ViewedAsync(Guid id, Viewed viewed, HttpContext context, ChangeConversation change, CancellationToken cancel) =>
        Answer(await change.MarkViewedAsync(context.Viewer(), id, viewed.Seq, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> AttendAsync(Guid id, NewAttention to, HttpContext context, ChangeConversation change, CancellationToken cancel) =>
        Answer(await change.AttendAsync(context.Viewer(), id, to.State, cancel));

    static async Task<Results<Ok<Page<Who>>, ProblemHttpResult>> ColleaguesAsync(
        Guid id, HttpContext context, FindConversations find, FindColleagues colleagues, CancellationToken cancel) =>
        await find.FindAsync(context.Viewer(), id, cancel) is { } conversation
            ? TypedResults.Ok(new Page<Who>(await colleagues.ExecuteAsync(context.Viewer(), conversation.Line.Id, cancel), null))
            : Problems.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> AssignAsync(Guid id, NewAssignee to, HttpContext context, ChangeConversation change, CancellationToken cancel) =>
        Answer(await change.AssignAsync(context.Viewer(), id, to.UserId, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> DraftAsync(Guid id, NewDraft draft, HttpContext context, ChangeConversation change, CancellationToken cancel) =>
        Answer(await change.KeepDraftAsync(context.Viewer(), id, draft.Body, cancel));

    static async Task<Results<NoContent, ProblemHttpResult>> AnsweringAsync(Guid id, HttpContext context, FindConversations find, LiveHints live, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        if (await find.FindAsync(viewer, id, cancel) is not { } conversation) return Problems.NotFound();
        live.Answering(viewer.RootId, conversation.Line.Id, id, viewer.UserId);
        return TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> Answer(bool found) => found ? TypedResults.NoContent() : Problems.NotFound();

    static T? Parse<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && !char.IsDigit(text[0]) ? value : null;
}
