using Npgsql;
using Rosterline.Accounts;
using Rosterline.Consent;
using Rosterline.People;
using Rosterline.Platform;

namespace Rosterline.Jobs.Apply;

/// <summary>
/// Stores an application: the person, new or known by number and name or by e-mail and name; the application; and her answer about texts,
/// yes or no, with the exact words, their version, the time and the address it came from (AR-02). What the record has already is never
/// overwritten from outside: what differs stands in the application's note.
/// </summary>
sealed class ReceiveApplication(NpgsqlDataSource database, TimeProvider clock)
{
    static readonly TimeSpan SamePress = TimeSpan.FromMinutes(10);

    public sealed record Request(OpenPosting Posting, ApplyForm Form, ApplyWords Words, string Origin);

    public async Task<Guid> ExecuteAsync(Request request, CancellationToken cancel)
    {
        var (posting, form) = (request.Posting, request.Form.Cleaned());
        var phone = TypedNumber.Read(form.Phone);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await OneAtATimeAsync(transaction, posting, form, phone, cancel);
        var found = await FindApplicant.ExecuteAsync(connection, posting.RootId, form, phone, cancel);
        var person = found?.Id ?? Ids.New();
        if (found is null) await AddAsync(transaction, request, form, person, cancel);
        else await FillAsync(transaction, request, form, person, cancel);
        if (phone is { } number && found?.Has(number) != true) await AddNumberAsync(connection, posting.RootId, person, number, found, cancel);
        await ApplyAsync(transaction, request, form, person, found?.Differences(form), cancel);
        if (phone?.Number is { } digits) await RecordAnswerAsync(transaction, request, digits, cancel);
        await AuditAsync(transaction, request, person, found is null, cancel);
        await transaction.CommitAsync(cancel);
        return person;
    }

    // Somebody who presses twice comes twice at once: the second must find what the first made.
    static async Task OneAtATimeAsync(NpgsqlTransaction transaction, OpenPosting posting, ApplyForm form, TypedNumber? phone, CancellationToken cancel)
    {
        foreach (var key in new[] { form.Email.ToLowerInvariant(), phone?.Number is { } digits ? $"+{digits}" : "" }.Where(key => key.Length > 0).Order(StringComparer.Ordinal))
            await transaction.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"application {posting.RootId} {key}").RunAsync(cancel);
    }

    Task<int> AddAsync(NpgsqlTransaction transaction, Request request, ApplyForm form, Guid person, CancellationToken cancel) => transaction.Command("""
        insert into person (root_id, id, account_id, first_name, last_name, is_candidate, email, language, created_at, updated_at)
        values ($1, $2, $3, $4, $5, true, nullif($6, ''), $7, $8, $8)
        """, request.Posting.RootId, person, request.Posting.BranchId, form.First, form.Last, form.Email, request.Words.Language, clock.GetUtcNow()).RunAsync(cancel);

    Task<int> FillAsync(NpgsqlTransaction transaction, Request request, ApplyForm form, Guid person, CancellationToken cancel) => transaction.Command("""
        update person set is_candidate = true, is_active = true, email = coalesce(email, nullif($3, '')), language = coalesce(language, $4), updated_at = $5
        where root_id = $1 and id = $2
        """, request.Posting.RootId, person, form.Email, request.Words.Language, clock.GetUtcNow()).RunAsync(cancel);

    static async Task AddNumberAsync(NpgsqlConnection connection, Guid rootId, Guid person, TypedNumber number, KnownApplicant? found, CancellationToken cancel)
    {
        // Beside what is there: a number on record may be the better one, a recruiter decides.
        if (new[] { NumberKind.Cell, NumberKind.Phone, NumberKind.Home, NumberKind.Sms, NumberKind.Office }.Where(kind => found?.Kinds.Contains(kind) != true).Cast<NumberKind?>().FirstOrDefault() is not { } free) return;
        var touched = await PersonWriting.SetNumbersAsync(connection, rootId, person, [new(free, number.Raw)], cancel);
        var frozen = found?.IsLocked == true ? await PersonWriting.RefreshLocksAsync(connection, rootId, touched, cancel) : [];
        await PersonWriting.LinkAsync(connection, rootId, touched, cancel);
        if (frozen.Length > 0) await QueuedTexts.TakeBackAsync(connection, rootId, frozen, "locked", "Locked before this text went.", cancel);
    }

    Task<int> ApplyAsync(NpgsqlTransaction transaction, Request request, ApplyForm form, Guid person, string? differences, CancellationToken cancel)
    {
        var note = string.Join('\n', new[] { form.Note, differences }.Where(part => !string.IsNullOrEmpty(part)));
        return transaction.Command("""
            insert into application (root_id, posting_id, person_id, stage_at, applied_at, said_yes_to_texts, language, note) values ($1, $2, $3, $4, $4, $5, $6, nullif($7, ''))
            on conflict (root_id, posting_id, person_id) do update set applied_at = excluded.applied_at, said_yes_to_texts = excluded.said_yes_to_texts,
              language = excluded.language, note = coalesce(excluded.note, application.note)
            """, request.Posting.RootId, request.Posting.Id, person, clock.GetUtcNow(), form.AgreesToTexts, request.Words.Language, note).RunAsync(cancel);
    }

    // A no is stored too: it shows that she was asked, and takes nothing back that she said before.
    Task<int> RecordAnswerAsync(NpgsqlTransaction transaction, Request request, long number, CancellationToken cancel) => transaction.Command("""
        insert into consent_event (root_id, id, number, at, kind, level, source, wording, wording_version, origin)
        select $1, $2, $3, $4, $5, $6, 'application', $7, $8, $9
        where not exists (select 1 from consent_event e where e.root_id = $1 and e.number = $3 and e.kind = $5 and e.source = 'application' and e.wording = $7 and e.at > $10)
        """, request.Posting.RootId, Ids.New(), number, clock.GetUtcNow(), request.Form.AgreesToTexts ? "opt_in" : "no_opt_in", request.Form.AgreesToTexts ? "written" : null,
        request.Words.Consent(request.Posting.Agency), $"{ApplyWords.Version}-{request.Words.Language}", request.Origin, clock.GetUtcNow() - SamePress).RunAsync(cancel);

    async Task AuditAsync(NpgsqlTransaction transaction, Request request, Guid person, bool isNew, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        AuditLog.Add(batch, new(request.Posting.RootId, null, "application.received", "person", person,
            new { posting = request.Posting.Id, isNew, texts = request.Form.AgreesToTexts, request.Origin }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
