using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Rosterline.Platform;

namespace Rosterline.Accounts.Audit;

/// <summary>A line of the log for a reader.</summary>
/// <param name="Actor">Null: a rule or the system.</param>
/// <param name="Detail">What changed; null also after it was erased.</param>
/// <param name="Position">Place in the chain; null: not sealed yet.</param>
public sealed record AuditRow(
    Guid Id, DateTimeOffset At, AuditRow.Named? Actor, string Action, string? SubjectKind, AuditRow.Named? Subject, JsonElement? Detail, long? Position, DateTimeOffset? SealedAt, DateTimeOffset? ErasedAt)
{
    /// <param name="Name">Null: it no longer exists, or has no name.</param>
    public sealed record Named(Guid Id, string? Name);
}

/// <summary>What of the log is wanted.</summary>
/// <param name="Words">In what changed, or in the name of who did it or whom it concerns.</param>
/// <param name="Action">An action, or its first word: <c>user</c> finds <c>user.created</c> and the like.</param>
/// <param name="Texts">With the entry that every text leaves.</param>
public sealed record AuditQuestion(string? Words, Guid? ActorId, Guid? SubjectId, string? Action, DateTimeOffset? From, DateTimeOffset? To, bool Texts);

/// <summary>Searches the audit log, newest first. Ids begin with their time, so their order is the order of time.</summary>
public sealed class FindAudit(NpgsqlDataSource database)
{
    const int Named = 500, Piece = 1000;

    // Literally, so that the index of decisions serves.
    const string Decisions = "and e.action <> 'text.written' and e.action <> 'gate.answers'";

    static string Sql(bool texts) => $"""
        with named as materialized (
          (select p.id from person p where $4::text is not null and p.root_id = $1 and p.name ilike $4 limit $10)
          union all
          (select u.id from membership m join app_user u on u.id = m.user_id where $4::text is not null and m.root_id = $1 and u.name ilike $4 limit $10))
        select e.id, e.at, e.actor_id, u.name, e.action, e.subject_kind, e.subject_id, e.detail::text, s.position, s.sealed_at, s.erased_at
        from audit_entry e
        left join audit_seal s on s.root_id = e.root_id and s.entry_id = e.id
        left join app_user u on u.id = e.actor_id
        where e.root_id = $1 and e.id < $2 and e.id >= $3
          and ($4::text is null or e.detail::text ilike $4 or e.action ilike $4 or e.subject_id in (select id from named) or e.actor_id in (select id from named))
          and ($5::uuid is null or e.actor_id = $5) and ($6::uuid is null or e.subject_id = $6)
          and ($7::text is null or e.action = $7 or e.action like $8) {(texts ? "" : Decisions)}
        order by e.id desc limit $9
        """;

    /// <summary>A page, and where the next one begins.</summary>
    /// <param name="before">The id the page before ended with.</param>
    public async Task<(IReadOnlyList<AuditRow> Items, Guid? Next)> ExecuteAsync(Guid rootId, AuditQuestion question, Guid? before, int limit, CancellationToken cancel)
    {
        var rows = await Command(rootId, question, before, limit + 1).ReadAllAsync(Read, cancel);
        var more = rows.Count > limit;
        if (more) rows.RemoveAt(limit);
        return (await AuditSubjects.NameAsync(database, rootId, rows, cancel), more ? rows[^1].Id : null);
    }

    /// <summary>Everything that is found, a piece at a time.</summary>
    public async IAsyncEnumerable<AuditRow> AllAsync(Guid rootId, AuditQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        Guid? before = null;
        do
        {
            (var rows, before) = await ExecuteAsync(rootId, question, before, Piece, cancel);
            foreach (var row in rows) yield return row;
        }
        while (before is not null);
    }

    NpgsqlCommand Command(Guid rootId, AuditQuestion question, Guid? before, int limit)
    {
        var words = question.Words is { Length: > 0 } typed ? $"%{Escaped(typed)}%" : null;
        var end = question.To is { } to ? Ids.FirstOf(to) : Ids.FirstOf(DateTimeOffset.MaxValue);
        var command = database.Command(Sql(question.Texts), rootId, before is { } last && last.CompareTo(end) < 0 ? last : end, Ids.FirstOf(question.From ?? DateTimeOffset.UnixEpoch));
        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        Add(NpgsqlDbType.Text, words);
        Add(NpgsqlDbType.Uuid, question.ActorId);
        Add(NpgsqlDbType.Uuid, question.SubjectId);
        Add(NpgsqlDbType.Text, question.Action);
        Add(NpgsqlDbType.Text, question.Action is { } action ? Escaped(action) + ".%" : null);
        Add(NpgsqlDbType.Integer, limit);
        Add(NpgsqlDbType.Integer, Named);
        return command;
    }

    static string Escaped(string words) => words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    static AuditRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), row.Maybe<Guid>(2) is { } actor ? new(actor, row.Text(3)) : null, row.GetString(4), row.Text(5),
        row.Maybe<Guid>(6) is { } subject ? new(subject, null) : null, row.Text(7) is { } detail ? JsonElement.Parse(detail) : null,
        row.Maybe<long>(8), row.Maybe<DateTimeOffset>(9), row.Maybe<DateTimeOffset>(10));
}
