using Npgsql;
using Rosterline.Accounts;
using Rosterline.People;
using Rosterline.People.Records;
using Rosterline.Platform;

namespace Rosterline.Journal;

/// <summary>Writes a note with an action on the records of people, without texting anybody (EN-32).</summary>
public sealed class LogMessage(NpgsqlDataSource database, AudiencePeople audience, ActionCodes actions, TimeProvider clock)
{
    const int LongestWords = 4_000;

    /// <param name="Action">One of the organisation's list.</param>
    /// <param name="Words">May be empty: the action says enough.</param>
    public sealed record Request(IReadOnlyList<Guid>? PersonIds, Guid? HotlistId, FindPeople.Query? Search, string? Action, string? Words);

    /// <param name="Logged">Records that have the note now.</param>
    public sealed record Outcome(int Logged, string Action);

    public async Task<Result<Outcome>> ExecuteAsync(Viewer viewer, Request request, CancellationToken cancel)
    {
        var (typed, words) = (CleanText.Of(request.Action), CleanText.Of(request.Words));
        if (typed.Length == 0) return Refusals.ActionMissing;
        if (words.Length > LongestWords) return Refusals.TooLong("Note", LongestWords);
        var known = await actions.FindAsync(viewer.RootId, cancel);
        if (known.FirstOrDefault(name => string.Equals(name, typed, StringComparison.OrdinalIgnoreCase)) is not { } action) return Refusals.ActionUnknown(typed);
        var people = await audience.ExecuteAsync(viewer, new(request.PersonIds, request.HotlistId, request.Search), cancel);
        if (people.Refusal is { } refusal) return refusal;
        await WriteAsync(viewer, [.. people.Value!], action, words, cancel);
        return new Outcome(people.Value!.Count, action);
    }

    async Task WriteAsync(Viewer viewer, Guid[] people, string action, string words, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // Not more than a few hundred bytes for each: one statement for the largest audience.
        batch.Add("""
            insert into journal_note (root_id, id, person_id, user_id, message_id, kind, at, action, words)
            select $1, n.id, n.person_id, $2, null, 2, $3, $4, nullif($5, '') from unnest($6::uuid[], $7::uuid[]) n(id, person_id)
            """, viewer.RootId, viewer.UserId, clock.GetUtcNow(), action, words, people.Select(_ => Ids.New()).ToArray(), people);
        var subject = people.Length == 1 ? people[0] : (Guid?)null;
        AuditLog.Add(batch, AuditedAct.By(viewer, "note.logged", subject is null ? null : "person", subject, new { action, people = people.Length }), clock);
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
