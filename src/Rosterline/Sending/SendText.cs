using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent.LookUp;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Compose;

namespace Rosterline.Sending;

/// <summary>What somebody wants sent. Either a conversation's line and number, or a number, or a person.</summary>
/// <param name="Line">Id or number of the line; null: the usual one, see <see cref="FromLine"/>.</param>
public sealed record TextRequest(
    Guid? PersonId, PhoneNumber? To, Guid? LineId, string Body, Purpose? Purpose, Origin Origin,
    IReadOnlyList<Guid> MediaIds, DateTimeOffset? SendAt, bool RepeatOnPurpose, int? SeenSeq, string? IdempotencyKey)
{
    /// <summary>Of no use after this moment: not sent then.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>A reply in a conversation that is assigned to the sender: she may use its line, though it is not hers.</summary>
    public bool InOwnConversation { get; init; }
}

/// <summary>Sends one text: settles who, from which line and what, then composes it through the gate.</summary>
sealed class SendText(NpgsqlDataSource database, Composer composer, OrganisationReader organisations, LineReader lines, BeforeFirstText first, TimeProvider clock)
{
    const int LongestBody = 1600;

    // What a client's clock may be behind ours before "now" counts as past.
    static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(2);

    public async Task<Result<Composed>> ExecuteAsync(Viewer viewer, TextRequest request, CancellationToken cancel)
    {
        if (Check(viewer, request, clock.GetUtcNow()) is { } fault) return fault;
        var target = await TextTarget.FindAsync(database, viewer.RootId, request.PersonId, request.To, cancel);
        if (target.Refusal is { } noTarget) return noTarget;
        var (to, person) = (target.Value!.Number, target.Value.PersonId);
        if (request.Origin == Origin.Api && await WithinReach.RefuseAsync(database, viewer, person, to, cancel) is { } beyond) return beyond;
        var from = request.LineId ?? await FromLine.FindAsync(database, viewer, to, person, clock.GetUtcNow(), cancel);
        if (from.Refusal is { } noLine) return noLine;
        if (!(viewer.Uses(from.Value) || request.InOwnConversation) || await lines.FindAsync(viewer.RootId, from.Value, cancel) is not { } line) return Refusals.NoLine;
        var media = await MediaOf.ReadAsync(database, viewer.RootId, request.MediaIds, cancel);
        if (media.Refusal is { } noMedia) return noMedia;
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        if (organisation.LookUpNew) await first.ExecuteAsync(viewer.RootId, [to], cancel);
        return await composer.WriteAsync(new Draft
        {
            RootId = viewer.RootId, MessageId = Ids.New(), LineId = line.Id, Number = target.Value!.Number, PersonId = target.Value.PersonId,
            AuthorId = viewer.UserId, Body = request.Body.Replace("\0", "", StringComparison.Ordinal), Segments = SegmentsOf.Text(request.Body),
            Purpose = request.Purpose ?? target.Value.Purpose, Origin = request.Origin, Media = media.Value, SendAt = request.SendAt?.ToUniversalTime(), ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
            Where = request.SendAt is not null && organisation.CallingHours ? target.Value.Where : null,
            LineProblem = line.Problem, LineUnconfirmed = organisation.TestNumbers.Contains(target.Value.Number.Digits) ? null : line.Unconfirmed,
            OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(target.Value.Number.Digits),
            ReplyMinutes = organisation.ReplyMinutes, RepeatOnPurpose = request.RepeatOnPurpose, SeenSeq = request.SeenSeq, Key = Key(viewer, request),
        }, cancel);
    }

    static Refusal? Check(Viewer viewer, TextRequest request, DateTimeOffset now) =>
        !viewer.May("text") ? Refusals.MayNotText
        : request.SendAt < now - ClocksDiffer ? Refusals.Past
        : string.IsNullOrWhiteSpace(request.Body) && request.MediaIds.Count == 0 ? Refusals.Empty
        : request.Body.Length > LongestBody ? Refusals.TooLong(request.Body.Length, LongestBody)
        : null;

    static IdempotencyKey? Key(Viewer viewer, TextRequest request)
    {
        if (request.IdempotencyKey is not { Length: > 0 } key) return null;
        var body = $"{request.PersonId}|{request.To?.Digits}|{request.LineId}|{request.Purpose}|{request.SendAt?.ToUnixTimeMilliseconds()}|{string.Join(',', request.MediaIds)}|{request.Body}";
        return new IdempotencyKey(viewer.AccountId, key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }
}
