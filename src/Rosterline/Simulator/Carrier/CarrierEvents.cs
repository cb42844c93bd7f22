using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>An event whose time has come, with what its webhook says.</summary>
public sealed record DueEvent(
    long Id, Guid AccountId, Guid Owner, Guid MessageId, short Kind, string? Code, string? Url, short Attempt, DateTimeOffset At,
    Guid? Reference, long Line, long Phone, string Body, string? Media)
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string StatusName(short status) => status switch { 0 => "accepted", 1 => "sent", 2 => "delivered", 3 => "undelivered", _ => "failed" };

    public static byte[] ToWebhook(IReadOnlyList<DueEvent> events) =>
        events.Count == 1 ? JsonSerializer.SerializeToUtf8Bytes(events[0].Says(), Web) : JsonSerializer.SerializeToUtf8Bytes(events.Select(e => e.Says()), Web);

    object Says() => Kind == 0
        ? new
        {
            type = "message.received", id = MessageId, from = new PhoneNumber(Phone).E164, to = new PhoneNumber(Line).E164, body = Body,
            mediaUrls = Media?.Split('\n') ?? [], receivedAt = At,
        }
        : new { type = "message.status", id = MessageId, reference = Reference, status = StatusName(Kind), code = Code, at = At };
}

/// <summary>The carrier's own outbox: claims what is due, forgets what was announced, puts off what was not.</summary>
public sealed class CarrierEvents(NpgsqlDataSource database)
{
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Claims due events and lets them happen; a crash before <see cref="ForgetAsync"/> announces them once more.</summary>
    public async Task<IReadOnlyList<DueEvent>> ClaimAsync(DateTimeOffset now, int most, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            with due as (
              select id from carrier_event where due_at <= $1 order by due_at, id limit $3 for update skip locked
            ), claimed as (
              update carrier_event e set due_at = $2, attempt = e.attempt + 1 from due where e.id = due.id
              returning e.id, e.owner, e.account_id, e.message_id, e.kind, e.code, e.url, e.attempt, e.at
            ), happened as (
              update carrier_message m set status = greatest(m.status, c.kind), code = coalesce(c.code, m.code)
              from (select owner, message_id, max(kind) as kind, max(code) as code from claimed where kind > 0 and attempt = 1 group by 1, 2) c
              where m.owner = c.owner and m.id = c.message_id
            )
            select c.id, c.account_id, c.owner, c.message_id, c.kind, c.code, c.url, c.attempt, c.at, m.reference, m.line, m.phone, m.body, m.media
            from claimed c join carrier_message m on m.owner = c.owner and m.id = c.message_id order by c.at, c.id
            """);
        foreach (var value in new object[] { now.UtcDateTime, (now + Lease).UtcDateTime, most }) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var due = new List<DueEvent>();
        while (await row.ReadAsync(cancel)) due.Add(Read(row));
        return due;
    }

    public Task ForgetAsync(IEnumerable<long> ids, CancellationToken cancel) =>
        RunAsync("delete from carrier_event where id = any($1)", cancel, ids.ToArray());

    public Task PutOffAsync(IReadOnlyList<(long Id, DateTimeOffset Until)> events, CancellationToken cancel) => RunAsync("""
        update carrier_event e set due_at = u.until from unnest($1::bigint[], $2::timestamptz[]) as u (id, until) where e.id = u.id
        """, cancel, events.Select(e => e.Id).ToArray(), events.Select(e => e.Until.UtcDateTime).ToArray());

    /// <summary>When the next one is due, null when nothing waits.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select min(due_at) from carrier_event");
        return await command.ExecuteScalarAsync(cancel) is DateTime next ? new DateTimeOffset(next, TimeSpan.Zero) : null;
    }

    static DueEvent Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetInt16(4), Text(row, 5), Text(row, 6), row.GetInt16(7),
        row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetGuid(9), row.GetInt64(10), row.GetInt64(11), row.GetString(12), Text(row, 13));

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    async Task RunAsync(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
