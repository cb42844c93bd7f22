using System.Text.Json;
using Npgsql;
using Rosterline.Accounts;
using Rosterline.Platform;
using Rosterline.Sending.Hours;

namespace Rosterline.Sending.Broadcasts;

/// <summary>
/// Stores a broadcast with everybody it is for; nobody is texted yet. One window starts one broadcast: pressing Send again, in another tab or
/// after going back, finds the first.
/// </summary>
sealed class StartBroadcast(NpgsqlDataSource database, PrepareBroadcast prepare, FeedBroadcasts feeder, TimeProvider clock)
{
    const string Insert = """
        insert into broadcast (root_id, id, account_id, author_id, title, state, purpose, body, media, line_id, lines, posting_id, order_id, window_key, schedule_id, again, total, created_at, starts_at, variants)
        values ($1, $2, $3, $4, $5, 1, $6, $7, $8::jsonb, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::jsonb)
        on conflict (root_id, author_id, window_key) where window_key is not null do update
          set state = 1, title = excluded.title, variants = excluded.variants, purpose = excluded.purpose, body = excluded.body, media = excluded.media, line_id = excluded.line_id, lines = excluded.lines,
              posting_id = excluded.posting_id, order_id = excluded.order_id, audience = null, total = excluded.total, created_at = excluded.created_at, starts_at = excluded.starts_at
          where broadcast.state = 0
        returning id
        """;

    const string InsertRecipients = """
        insert into broadcast_recipient (root_id, broadcast_id, position, person_id, also, number, field, line_id, state, message_id, due_at, expires_at, code, words, gate, decided_at)
        select $1, $2, i.position, i.person_id, case when i.also is null then null else string_to_array(i.also, ',')::uuid[] end, i.number, i.field, i.line_id, i.state, i.message_id,
               i.due_at, i.expires_at, i.code, i.words, i.gate::jsonb, case when i.state = 2 then $15::timestamptz end
        from unnest($3::int[], $4::uuid[], $5::text[], $6::bigint[], $7::smallint[], $8::uuid[], $9::smallint[], $10::uuid[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $16::text[])
          i(position, person_id, also, number, field, line_id, state, message_id, due_at, expires_at, code, words, gate)
        """;

    /// <param name="scheduleId">The repeated schedule that came round.</param>
    /// <returns>Id of the broadcast; of the first one when this window already sent.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, BroadcastRequest request, Guid? scheduleId, CancellationToken cancel)
    {
        if (request.WindowKey is { } window && await StartedAsync(viewer, window, cancel) is { } before) return before;
        var looked = await prepare.ExecuteAsync(viewer, request, cancel);
        if (looked.Refusal is { } refusal) return refusal;
        var prepared = looked.Value!;
        if (Fault(prepared) is { } fault) return fault;
        var media = await MediaOf.ReadAsync(database, viewer.RootId, request.MediaIds ?? [], cancel);
        if (media.Refusal is { } gone) return gone;
        return await StoreAsync(viewer, prepared, media.Value, scheduleId, cancel);
    }

    static Refusal? Fault(PreparedBroadcast prepared) =>
        string.IsNullOrWhiteSpace(prepared.Request.Body) && prepared.Request.MediaIds is not { Count: > 0 } ? Refusals.Empty
        : prepared.Findings.FirstOrDefault(finding => finding.Blocks) is { } finding ? new Refusal(finding.Code, finding.Words)
        : prepared.Prospects.All(p => p.Refusal is not null) ? Refusals.NobodyCanBeTexted
        : null;

    async Task<Guid?> StartedAsync(Viewer viewer, string window, CancellationToken cancel) => await database.Command("""
        select id from broadcast where root_id = $1 and author_id = $2 and window_key = $3 and state <> 0
        """, viewer.RootId, viewer.UserId, window).ExecuteScalarAsync(cancel) as Guid?;

    async Task<Guid> StoreAsync(Viewer viewer, PreparedBroadcast prepared, string? media, Guid? scheduleId, CancellationToken cancel)
    {
        var (request, now) = (prepared.Request, clock.GetUtcNow());
        // What goes out later can be cancelled until then.
        var later = prepared.Prospects.All(p => p.DueAt > now);
        var starts = later ? now : now.AddSeconds(scheduleId is null ? prepared.Organisation.BroadcastUndoSeconds : 0);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var lines = prepared.Prospects.Where(p => p.Refusal is null).Select(p => p.Recipient.LineId!.Value).Distinct().ToArray();
        var insert = transaction.Command(Insert, viewer.RootId, Ids.New(), viewer.AccountId, viewer.UserId, Title(request), (short)prepared.Purpose, request.Body.Replace("\0", "", StringComparison.Ordinal),
            media, request.LineId, lines, request.PostingId, request.OrderId, request.WindowKey, scheduleId, request.SendAgainOnPurpose, prepared.Prospects.Count, now, starts,
            request.Variants is { Count: > 0 } variants ? JsonSerializer.Serialize(variants) : null);
        var stored = await insert.ExecuteScalarAsync(cancel) as Guid?;
        // Another press of the same window was first.
        if (stored is not { } id) return (await StartedAsync(viewer, request.WindowKey!, cancel))!.Value;
        await AddRecipientsAsync(transaction, viewer.RootId, id, prepared.Prospects, later, now, cancel);
        if (media is not null)
            await transaction.Command("update media set broadcast_id = $2 where root_id = $1 and id = any($3) and message_id is null", viewer.RootId, id, request.MediaIds!.ToArray()).RunAsync(cancel);
        await transaction.Command("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail) values ($1, $2, $3, $4, 'broadcast.started', 'broadcast', $5, $6::jsonb)
            """, viewer.RootId, Ids.New(), now, viewer.UserId, id, JsonSerializer.Serialize(new { people = prepared.Prospects.Count, purpose = prepared.Purpose.ToString() })).RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        feeder.Wake();
        return id;
    }

    static Task<int> AddRecipientsAsync(NpgsqlTransaction transaction, Guid rootId, Guid id, IReadOnlyList<Prospect> all, bool later, DateTimeOffset now, CancellationToken cancel)
    {
        // What a check said today may be different when it is due; a missing number or line is not asked again.
        static bool IsFinal(Prospect p, bool later) => p.Refusal is not null && (!later || p.Gate is null);
        return transaction.Command(InsertRecipients, rootId, id, Of(all, (_, i) => i), Of(all, (p, _) => p.Recipient.PersonId),
            Of(all, (p, _) => p.Recipient.Also.Count == 0 ? null : string.Join(',', p.Recipient.Also.Select(a => a.Id))), Of(all, (p, _) => p.Recipient.Number?.Digits),
            Of(all, (p, _) => (short?)p.Recipient.Field), Of(all, (p, _) => p.Recipient.LineId), Of(all, (p, _) => (short)(IsFinal(p, later) ? 2 : 0)), Of(all, (_, _) => Ids.New()),
            Of(all, (p, _) => p.DueAt), Of(all, (p, _) => p.ExpiresAt), Of(all, (p, _) => IsFinal(p, later) ? p.Refusal!.Code : null),
            Of(all, (p, _) => IsFinal(p, later) ? p.Refusal!.Message : null), now, Of(all, (p, _) => IsFinal(p, later) ? p.Gate : null)).RunAsync(cancel);
    }

    static T[] Of<T>(IReadOnlyList<Prospect> all, Func<Prospect, int, T> value) => [.. all.Select(value)];

    public static string Title(BroadcastRequest request)
    {
        var words = string.IsNullOrWhiteSpace(request.Title) ? request.Body.Trim() : request.Title.Trim();
        return words.Length == 0 ? "Picture" : words.Length <= 80 ? words : words[..(char.IsHighSurrogate(words[78]) ? 78 : 79)] + "…";
    }
}
