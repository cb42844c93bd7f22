using Microsoft.AspNetCore.Http.HttpResults;
using Rosterline.Accounts;
using Rosterline.Accounts.Keys;
using Rosterline.Conversations;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Compose;

namespace Rosterline.Sending;

/// <summary>Texts for API clients: one address to send from, one to read what became of them.</summary>
static class MessageApi
{
    /// <param name="To">Number in E.164; or give <paramref name="PersonId"/>.</param>
    /// <param name="Line">Id or number of one of your lines; when absent the line this person knows, else your default, else your branch's.</param>
    /// <param name="MediaIds">Attachments uploaded before.</param>
    /// <param name="SendAt">Not before this moment; the hours of the place they are in still hold it.</param>
    /// <param name="ExpiresAt">Of no use after this moment: then it is not sent, and says so.</param>
    public sealed record NewText(
        string? To, Guid? PersonId, string? Line, string? Body, Purpose? Purpose, IReadOnlyList<Guid>? MediaIds, DateTimeOffset? SendAt, bool SendAgainOnPurpose = false, DateTimeOffset? ExpiresAt = null);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/messages", SendAsync).ForEveryViewer().KeepsWithin().WithSummary("Sends one text").WithTags("Messages");
        api.MapGet("/messages/{id:guid}", FindAsync).ForEveryViewer().KeepsWithin().WithSummary("One text with its delivery status").WithTags("Messages");
    }

    static async Task<Results<Accepted<MessageView>, ProblemHttpResult>> SendAsync(
        NewText text, HttpContext context, SendText send, ReadMessages read, LineReader lines, CancellationToken cancel)
    {
        var viewer = context.Viewer();
        PhoneNumber? to = null;
        if (text.To is not null && (to = PhoneNumberReader.Read(text.To)) is null)
            return Problems.Refused(new Refusal("not_a_number", $"“{text.To}” is not a number that can be texted. Write it like +19015550142."));
        var (line, known) = await LineAsync(viewer, text.Line, lines, cancel);
        if (!known) return Problems.Refused(new Refusal("no_such_line", $"“{text.Line}” is none of your lines."));
        var request = new TextRequest(text.PersonId, to, line, text.Body ?? "", text.Purpose, Origin.Api, text.MediaIds ?? [], text.SendAt,
            text.SendAgainOnPurpose, null, context.Request.Headers["Idempotency-Key"].FirstOrDefault()) { ExpiresAt = text.ExpiresAt };
        return await AnswerAsync(viewer, await send.ExecuteAsync(viewer, request, cancel), read, cancel);
    }

    /// <summary>202 with the message, or the refusal in words.</summary>
    internal static async Task<Results<Accepted<MessageView>, ProblemHttpResult>> AnswerAsync(
        Viewer viewer, Result<Composed> result, ReadMessages read, CancellationToken cancel)
    {
        if (result.Refusal is { } refusal) return Problems.Refused(refusal);
        var view = result.Value switch
        {
            Composed.Queued queued => read.JustWritten(viewer, queued.Text, queued.At),
            Composed.Before before => await read.FindAsync(viewer, before.MessageId, cancel),
            _ => null,
        };
        if (view is not null) return TypedResults.Accepted($"/api/v1/messages/{view.Id}", view);
        return result.Value switch
        {
            Composed.Refused refused => Problems.Refused(refused.Refusal),
            Composed.NewerText => Problems.Because(409, "new_message_meanwhile", "Somebody wrote while you were writing. Read it, then press Send again."),
            _ => throw new InvalidOperationException("An answer without a case."),
        };
    }

    static async Task<Results<Ok<MessageView>, ProblemHttpResult>> FindAsync(Guid id, HttpContext context, ReadMessages read, CancellationToken cancel) =>
        await read.FindAsync(context.Viewer(), id, cancel) is { } message ? TypedResults.Ok(message) : Problems.NotFound();

    static async Task<(Guid? Line, bool Known)> LineAsync(Viewer viewer, string? asked, LineReader lines, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(asked)) return (null, true);
        if (Guid.TryParse(asked, out var id)) return (id, viewer.Uses(id));
        // Not as a number that is texted: toll-free numbers and short codes are none, but lines.
        var line = CreateLine.NumberOf(asked) is { } number ? await lines.FindByNumberAsync(viewer.RootId, number, cancel) : null;
        return (line?.Id, line is not null && viewer.Uses(line.Id));
    }
}
