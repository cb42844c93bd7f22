using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Sending.Compose;

namespace Rosterline.Sending;

/// <summary>What somebody wants sent. Either a conversation's line and number, or a number, or a person.</summary>
/// <param name="Line">Id or number of the line; null: the sender's default line.</param>
public sealed record TextRequest(
    Guid? PersonId, PhoneNumber? To, Guid? LineId, string Body, Purpose? Purpose, Origin Origin,
    IReadOnlyList<Guid> MediaIds, DateTimeOffset? SendAt, bool RepeatOnPurpose, int? SeenSeq, string? IdempotencyKey);

/// <summary>Sends one text: settles who, from which line and what, then composes it through the gate.</summary>
sealed class SendText(NpgsqlDataSource database, Composer composer, OrganisationReader organisations, LineReader lines)
{
    const int LongestBody = 1600, MostMedia = 10;

    public async Task<Result<Composed>> ExecuteAsync(Viewer viewer, TextRequest request, CancellationToken cancel)
    {
        if (Check(viewer, request) is { } fault) return fault;
        var target = await TextTarget.FindAsync(database, viewer.RootId, request.PersonId, request.To, cancel);
        if (target.Refusal is { } noTarget) return noTarget;
        if (await LineOfAsync(viewer, request.LineId, cancel) is not { } line) return Refusals.NoLine;
        var media = request.MediaIds.Count == 0 ? null : await MediaAsync(viewer, request.MediaIds, cancel);
        if (media is null && request.MediaIds.Count > 0) return Refusals.NoSuchMedia;
        var organisation = await organisations.ReadAsync(viewer.RootId, cancel);
        return await composer.WriteAsync(new Draft
        {
            RootId = viewer.RootId, MessageId = Ids.New(), LineId = line.Id, Number = target.Value!.Number, PersonId = target.Value.PersonId,
            AuthorId = viewer.UserId, Body = request.Body.Replace("\0", "", StringComparison.Ordinal), Segments = SegmentsOf.Text(request.Body),
            Purpose = request.Purpose ?? target.Value.Purpose, Origin = request.Origin, Media = media, SendAt = request.SendAt?.ToUniversalTime(),
            LineProblem = line.Problem, OutsideTestList = organisation.TestMode && !organisation.TestNumbers.Contains(target.Value.Number.Digits),
            ReplyMinutes = organisation.ReplyMinutes, RepeatOnPurpose = request.RepeatOnPurpose, SeenSeq = request.SeenSeq, Key = Key(viewer, request),
        }, cancel);
    }

    static Refusal? Check(Viewer viewer, TextRequest request) =>
        !viewer.May("text") ? Refusals.MayNotText
        : string.IsNullOrWhiteSpace(request.Body) && request.MediaIds.Count == 0 ? Refusals.Empty
        : request.Body.Length > LongestBody ? Refusals.TooLong(request.Body.Length, LongestBody)
        : request.MediaIds.Count > MostMedia ? Refusals.TooManyMedia(MostMedia)
        : null;

    /// <summary>A line the viewer may use: the one asked for, else her default, else her only one (P-17).</summary>
    async Task<LineState?> LineOfAsync(Viewer viewer, Guid? asked, CancellationToken cancel)
    {
        var id = asked ?? await DefaultLineAsync(viewer, cancel);
        return id is { } lineId && viewer.Sees(lineId) ? await lines.FindAsync(viewer.RootId, lineId, cancel) : null;
    }

    async Task<Guid?> DefaultLineAsync(Viewer viewer, CancellationToken cancel)
    {
        if (viewer.LineIds.Count == 1) return viewer.LineIds[0];
        await using var command = database.Command("""
            select line_id from line_user where root_id = $1 and user_id = $2 order by is_default desc, line_id limit 1
            """, viewer.RootId, viewer.UserId);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    async Task<string?> MediaAsync(Viewer viewer, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var command = database.Command("""
            select jsonb_agg(jsonb_build_object('id', m.id, 'contentType', m.content_type, 'name', m.name, 'bytes', m.bytes) order by i.ord)::text, count(*)
            from unnest($2::uuid[]) with ordinality i(id, ord) join media m on m.root_id = $1 and m.id = i.id and m.state = 0
            """, viewer.RootId, ids.ToArray());
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) && row.GetInt64(1) == ids.Count ? row.GetString(0) : null;
    }

    static IdempotencyKey? Key(Viewer viewer, TextRequest request)
    {
        if (request.IdempotencyKey is not { Length: > 0 } key) return null;
        var body = $"{request.PersonId}|{request.To?.Digits}|{request.LineId}|{request.Purpose}|{request.SendAt?.ToUnixTimeMilliseconds()}|{string.Join(',', request.MediaIds)}|{request.Body}";
        return new IdempotencyKey(viewer.AccountId, key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
    }
}
