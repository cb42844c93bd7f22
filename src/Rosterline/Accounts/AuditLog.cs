using System.Text.Json;
using Npgsql;
using Rosterline.Database;
using Rosterline.Platform;

namespace Rosterline.Accounts;

/// <summary>Something a person or a rule decided (design, I11).</summary>
/// <param name="ActorId">Null: a rule or the system.</param>
/// <param name="Action">Stable, as in <c>user.created</c>.</param>
/// <param name="Detail">What changed, before and after; never a secret, a text's body or a whole file.</param>
public sealed record AuditedAct(
    Guid RootId, Guid? ActorId, string Action, string? SubjectKind = null, Guid? SubjectId = null, object? Detail = null)
{
    public static AuditedAct By(Viewer viewer, string action, string? subjectKind = null, Guid? subjectId = null, object? detail = null) =>
        new(viewer.RootId, viewer.UserId, action, subjectKind, subjectId, detail);
}

/// <summary>A line of the audit log, append-only.</summary>
public sealed class AuditEntry
{
    public Guid RootId { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid? ActorId { get; init; }

    public required string Action { get; init; }

    public string? SubjectKind { get; init; }

    public Guid? SubjectId { get; init; }

    public string? Detail { get; init; }
}

/// <summary>Writes entries in the transaction of the change they tell about: both are stored or neither.</summary>
public static class AuditLog
{
    static readonly JsonSerializerOptions Json = MakeJson();

    /// <summary>Stored by the next <c>SaveChangesAsync</c>.</summary>
    public static void Add(RosterlineDb db, AuditedAct act, TimeProvider clock) => db.AuditEntries.Add(new AuditEntry
    {
        RootId = act.RootId, Id = Ids.New(), At = clock.GetUtcNow(), ActorId = act.ActorId, Action = act.Action,
        SubjectKind = act.SubjectKind, SubjectId = act.SubjectId, Detail = DetailOf(act),
    });

    /// <summary>Stored with the other commands of the batch.</summary>
    public static void Add(NpgsqlBatch batch, AuditedAct act, TimeProvider clock)
    {
        var command = new NpgsqlBatchCommand("""
            insert into audit_entry (root_id, id, at, actor_id, action, subject_kind, subject_id, detail)
            values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
            """);
        foreach (var value in new object?[] { act.RootId, Ids.New(), clock.GetUtcNow(), act.ActorId, act.Action, act.SubjectKind, act.SubjectId, DetailOf(act) })
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }

    static string? DetailOf(AuditedAct act) => act.Detail is null ? null : JsonSerializer.Serialize(act.Detail, Json);

    static JsonSerializerOptions MakeJson()
    {
        var json = new JsonSerializerOptions();
        App.ConfigureJson(json);
        return json;
    }
}
